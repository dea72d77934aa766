#include <vector>

#include <gtest/gtest.h>

#include <jianhe/bulk.h>

// Counts by name and by number are two halves of one account.
namespace jianhe {
namespace {

const std::vector<NotChecked> kNumbered{{"R2", "master", "doctors"}, {"R1", "master", {}}};

Tally sample() {
    Tally tally;
    tally.not_checked = {{{"R1", "master", {}}, 1}, {{"R3", "provider", {}}, 2}};
    tally.numbered = &kNumbered;
    tally.by_number = {3, 1};
    return tally;
}

TEST(Tally, TakesFromWhicheverCounted) {
    Tally tally = sample();
    for (int i = 0; i < 2; ++i) tally.take_away({"R1", "master", {}});
    tally.take_away({"R2", "master", "doctors"});
    tally.take_away({"R3", "provider", {}});
    EXPECT_EQ(tally.not_checked, (std::map<NotChecked, std::uint64_t>{{{"R3", "provider", {}}, 1}}));
    EXPECT_EQ(tally.by_number, (std::vector<std::uint64_t>{2, 0}));
}

TEST(Tally, TakesNothingThatWasNotCounted) {
    Tally tally = sample();
    tally.take_away({"R4", "master", {}});
    tally.take_away({"R2", "master", {}});
    EXPECT_EQ(tally.not_checked, sample().not_checked);
    EXPECT_EQ(tally.by_number, sample().by_number);
    Tally empty;
    empty.take_away({"R1", "master", {}});
    EXPECT_TRUE(empty.not_checked.empty());
}

TEST(Tally, ForgetsBoth) {
    Tally tally = sample();
    tally.clear_not_checked();
    EXPECT_TRUE(tally.not_checked.empty());
    EXPECT_TRUE(tally.by_number.empty());
}

}  // namespace
}  // namespace jianhe
