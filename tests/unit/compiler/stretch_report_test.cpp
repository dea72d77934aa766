// What a stretch reports is kept until its turn comes, within a bound of memory.
#include "compiler/driver/stretch_report.h"

#include <gmock/gmock.h>

namespace jianhe::driver {
namespace {

// Says as many bytes of a record as its result counts orders.
class Wordy final : public ReportWriter {
public:
    void render(std::string_view, const Record&, const RecordResult& result, RecordText& text) const override {
        text.bytes.assign(result.orders, 'x');
        text.numbers.clear();
    }
    using ReportWriter::record;
    Result<void> record(std::uint64_t, const RecordText&) override { return {}; }
    Result<void> end_file(const FileResult&) override { return {}; }
    Result<void> end_run(const Summary&) override { return {}; }
};

class StretchReports : public testing::Test {
protected:
    void report(std::uint64_t ordinal, std::uint32_t bytes) {
        result_.orders = bytes;
        report_.record({ordinal, false, record_, result_});
    }

    static constexpr std::size_t kBound = 100'000;
    const RecordLayout layout_{"ROOT", "RECORD"};
    const Record record_{layout_};
    const std::string path_ = "up.xml";
    RecordResult result_;
    Wordy writer_;
    StretchReport report_;
};

TEST_F(StretchReports, AreCutAtTheBoundAndGoOnBehind) {
    report_.begin(writer_, path_, kBound);
    for (std::uint64_t i = 1; i <= 5; ++i) report(i, 60'000);
    EXPECT_TRUE(report_.is_cut());
    ASSERT_EQ(report_.entries().size(), 2U);
    report_.begin_rest();
    for (std::uint64_t i = 1; i <= 5; ++i) report(i, 60'000);
    ASSERT_EQ(report_.entries().size(), 2U);
    EXPECT_EQ(report_.entries().front().ordinal, 3U);
}

// A stretch that is cut is judged once more: long texts in stretches before must not bring that about.
TEST_F(StretchReports, HoldNoMoreThanTheySay) {
    constexpr std::uint64_t kRecords = 50;
    for (std::uint64_t long_one = 1; long_one <= kRecords; ++long_one) {
        report_.begin(writer_, path_, kBound);
        for (std::uint64_t i = 1; i <= kRecords; ++i) report(i, i == long_one ? 50'000 : 300);
        EXPECT_FALSE(report_.is_cut()) << "stretch " << long_one;
        EXPECT_EQ(report_.entries().size(), kRecords);
    }
}

}  // namespace
}  // namespace jianhe::driver
