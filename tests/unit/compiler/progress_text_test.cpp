#include "compiler/driver/progress_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jianhe::driver {
namespace {

TEST(ProgressText, SaysHowFarAndHowLong) {
    const RunObserver::Progress progress{3, 120'000, 512, 250'000'000};
    EXPECT_EQ(progress_text(progress, 750'000'000, 1), "3 files, 120000 records, 512 rejected, 250.0 MB/s, 0:02 left");
    EXPECT_EQ(progress_text(progress, 20'250'000'000, 1),
              "3 files, 120000 records, 512 rejected, 250.0 MB/s, 1:20 left");
    EXPECT_EQ(progress_text(progress, 1'250'000'000, 15),
              "3 files, 120000 records, 512 rejected, 16.7 MB/s, 1:00 left");
    EXPECT_THAT(progress_text(progress, 1'000'250'000'000, 1), testing::EndsWith(" MB/s, 1:06:40 left"));
}

TEST(ProgressText, PromisesNoTimeThatCannotBeKnown) {
    const RunObserver::Progress progress{3, 120'000, 512, 250'000'000};
    EXPECT_EQ(progress_text(progress, 0, 1), "3 files, 120000 records, 512 rejected, 250.0 MB/s");
    EXPECT_EQ(progress_text(progress, 249'999'999, 1), "3 files, 120000 records, 512 rejected, 250.0 MB/s")
        << "the files have grown";
    EXPECT_EQ(progress_text({}, 1000, 0), "0 files, 0 records, 0 rejected, 0.0 MB/s");
    EXPECT_EQ(progress_text({}, 1000, 2), "0 files, 0 records, 0 rejected, 0.0 MB/s");
}

}  // namespace
}  // namespace jianhe::driver
