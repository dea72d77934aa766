// Lists of words, as generated code has them as constants.
#include <gtest/gtest.h>

#include <jianhe/generated/word_list.h>

namespace jianhe::generated {
namespace {

constexpr Word kWords[] = {{"B"}, {"00", "09"}, {"05"}, {"prescription-1"}, {"prescription-2"}, {"B"}, {"07", "19"}};
constexpr auto kSlots = index_words(kWords);
constexpr std::uint32_t kRanges[] = {1, 6};
constexpr WordList kList{kWords, kSlots, kRanges, false, false};

TEST(WordList, FindsTheFirstThatHasTheText) {
    EXPECT_EQ(kList.find("B"), 0U);
    EXPECT_EQ(kList.find("05"), 1U);
    EXPECT_EQ(kList.find("08"), 1U);
    EXPECT_EQ(kList.find("12"), 6U);
}

TEST(WordList, TellsWordsOfTheSameBeginningApart) {
    EXPECT_EQ(kList.find("prescription-1"), 3U);
    EXPECT_EQ(kList.find("prescription-2"), 4U);
    EXPECT_EQ(kList.find("prescription-3"), WordList::kNone);
    EXPECT_EQ(kList.find("prescrip"), WordList::kNone);
}

TEST(WordList, HasNothingElse) {
    for (const char* text : {"", "A", "0", "20", "0x", "b", "B "}) EXPECT_FALSE(kList.has(text)) << text;
    EXPECT_FALSE(kList.has(std::string_view("B\0", 2)));
    EXPECT_FALSE(WordList().has(""));
}

TEST(WordList, LooksAtDaysOnlyWhereOneIsGiven) {
    static constexpr Word kDated[] = {{"A", "A", 10, 19}, {"A", "A", 20, 29}, {"A0", "A9", 0, 9}, {"A5", "A5", 5, 30}};
    static constexpr auto kDatedSlots = index_words(kDated);
    static constexpr std::uint32_t kDatedRanges[] = {2};
    constexpr WordList kDatedList{kDated, kDatedSlots, kDatedRanges, true, false};
    const auto on = [&](const char* text, std::int32_t day) {
        const Date date{day};
        return kDatedList.find(text, &date);
    };
    EXPECT_EQ(kDatedList.find("A", nullptr), 0U);
    EXPECT_EQ(on("A", 15), 0U);
    EXPECT_EQ(on("A", 20), 1U);
    EXPECT_EQ(on("A", 30), WordList::kNone);
    EXPECT_EQ(on("A5", 7), 2U);
    EXPECT_EQ(on("A5", 12), 3U);
    EXPECT_EQ(on("A4", 12), WordList::kNone);
    // In a list without dates a day changes nothing.
    const Date date{15};
    EXPECT_EQ(kList.find("12", &date), 6U);
}

}  // namespace
}  // namespace jianhe::generated
