#include "dsl/diag/emitter.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace jianhe::dsl {
namespace {

constexpr FileId kFirst = static_cast<FileId>(0);
constexpr FileId kSecond = static_cast<FileId>(1);
constexpr DiagnosticKind<std::size_t> kWarning{"Warning", "L600", Level::Warning, "warning {}"};

TEST(Emitter, FillsInTheFormat) {
    Emitter emitter;
    emitter.report(diag::UnequalRow, {kFirst, 1, 2}, 3, 4).hint("h").label("l").note({kFirst, 5, 6}, "n");
    const auto result = emitter.take_sorted();
    ASSERT_EQ(result.size(), 1U);
    EXPECT_EQ(result[0].code, "P112");
    EXPECT_EQ(result[0].message, "this row has 3 cells, the first line has 4 columns");
    EXPECT_EQ(result[0].hint, "h");
    EXPECT_EQ(result[0].label, "l");
    ASSERT_EQ(result[0].notes.size(), 1U);
    EXPECT_EQ(result[0].notes[0].message, "n");
}

TEST(Emitter, SortsByFilePositionAndCode) {
    Emitter emitter;
    emitter.report(diag::UnopenedBracket, {kSecond, 0, 1}, "}");
    emitter.report(diag::UnopenedBracket, {kFirst, 9, 10}, "}");
    emitter.report(diag::UnknownEscape, {kFirst, 2, 3}, "x");
    emitter.report(diag::UnopenedBracket, {kFirst, 2, 3}, "}");
    emitter.report(diag::MoreLeftOut, {}, 7);
    std::vector<std::string> order;
    for (const Diagnostic& one : emitter.take_sorted()) {
        order.push_back(fmt::format("{}@{}", one.code, one.range.begin));
    }
    EXPECT_THAT(order, testing::ElementsAre("P105@2", "P106@2", "P105@9", "P105@0", "P199@0"));
}

TEST(Emitter, DropsWhatWasSaidBefore) {
    Emitter emitter;
    for (int i = 0; i < 3; ++i) {
        emitter.report(diag::UnopenedBracket, {kFirst, 2, 3}, "}");
    }
    emitter.report(diag::UnopenedBracket, {kFirst, 2, 3}, ")");
    EXPECT_EQ(emitter.error_count(), 2U);
    EXPECT_EQ(emitter.take_sorted().size(), 2U);
}

TEST(Emitter, KeepsAHundredErrorsBeforeWarnings) {
    Emitter emitter;
    for (std::uint32_t i = 0; i < 90; ++i) {
        emitter.report(kWarning, {kFirst, i, i + 1}, i);
    }
    EXPECT_FALSE(emitter.has_errors());
    for (std::uint32_t i = 0; i < 95; ++i) {
        emitter.report(diag::UnopenedBracket, {kFirst, 1000 + i, 1001 + i}, "}");
    }
    EXPECT_TRUE(emitter.has_errors());
    EXPECT_EQ(emitter.error_count(), 95U);
    EXPECT_EQ(emitter.warning_count(), 90U);
    const auto result = emitter.take_sorted();
    ASSERT_EQ(result.size(), Emitter::kLimit + 1);
    EXPECT_EQ(result.back().message, "85 more diagnostics were left out");
    EXPECT_EQ(
        std::count_if(result.begin(), result.end(), [](const Diagnostic& one) { return one.level == Level::Error; }),
        95);
}

TEST(Emitter, IsEmptyAfterTaking) {
    Emitter emitter;
    emitter.report(diag::UnopenedBracket, {kFirst, 2, 3}, "}");
    EXPECT_EQ(emitter.take_sorted().size(), 1U);
    EXPECT_TRUE(emitter.take_sorted().empty());
    EXPECT_TRUE(emitter.has_errors());
}

}  // namespace
}  // namespace jianhe::dsl
