#include <gmock/gmock.h>

#include "compiler/lint/words.h"

namespace jianhe::lint {
namespace {

TEST(LintWords, TheNextWordKeepsTheClassOfEachCharacter) {
    EXPECT_EQ(word_after("0199"), "0200");
    EXPECT_EQ(word_after("IC09"), "IC10");
    EXPECT_EQ(word_after("A9z"), "B0a");
    EXPECT_EQ(word_after("P-9"), "Q-0");
}

TEST(LintWords, NothingLiesBehindTheLastOrBeforeTheFirst) {
    EXPECT_EQ(word_after("99"), std::nullopt);
    EXPECT_EQ(word_after("Zz9"), std::nullopt);
    EXPECT_EQ(word_before("00"), std::nullopt);
    EXPECT_EQ(word_after(""), std::nullopt);
    EXPECT_EQ(word_after("--"), std::nullopt);
}

TEST(LintWords, TheWordBeforeIsTheInverse) {
    for (const char* word : {"0200", "IC10", "B0a", "S1"}) {
        const auto before = word_before(word);
        ASSERT_TRUE(before) << word;
        EXPECT_EQ(word_after(*before), word);
    }
}

TEST(LintWords, NumbersAreWrittenAsTheFieldHasThem) {
    ir::Field field;
    field.type = ir::FieldType::Decimal;
    field.scale = 1;
    EXPECT_EQ(text_of_number(field, 15), "1.5");
    EXPECT_EQ(text_of_number(field, -1), std::nullopt);
    field.type = ir::FieldType::RocDate;
    EXPECT_EQ(text_of_number(field, 0), "0590101");
    field.type = ir::FieldType::Text;
    EXPECT_EQ(text_of_number(field, 15), std::nullopt);
}

}  // namespace
}  // namespace jianhe::lint
