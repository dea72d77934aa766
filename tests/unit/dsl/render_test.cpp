#include "dsl/diag/render.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "dsl/diag/emitter.h"
#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

Diagnostic sample(SourceRange range) {
    Diagnostic result;
    result.code = "T203";
    result.range = range;
    result.message = "comparing";
    return result;
}

TEST(RenderText, UnderlinesByDisplayWidth) {
    SourceSet sources;
    const FileId file = sources.add("a.rules", "// 頭\nrule \"補卡\" weight\n");
    Diagnostic diagnostic = sample({file, 21, 27});  // weight
    diagnostic.label = "text";
    diagnostic.notes.push_back({{file, 12, 20}, "declared here"});
    diagnostic.hint = "write a number";
    EXPECT_EQ(render_text(diagnostic, sources, false),
              "a.rules:2:11: error[T203]: comparing\n"
              "  2 | rule \"補卡\" weight\n"
              "    |             ^^^^^^ text\n"
              "a.rules:2:6: note: declared here\n"
              "  2 | rule \"補卡\" weight\n"
              "    |      ------\n"
              "hint: write a number\n");
}

TEST(RenderText, AMessageAboutNoPlaceIsOneLine) {
    EXPECT_EQ(render_text(sample({}), SourceSet(), false), "error[T203]: comparing\n");
}

TEST(RenderText, ColoursOnlyWhenAsked) {
    EXPECT_THAT(render_text(sample({}), SourceSet(), true), testing::HasSubstr("\x1b[1;31merror[T203]:\x1b[0m"));
}

TEST(RenderText, CutsLongLinesAroundTheCaret) {
    SourceSet sources;
    std::string text;
    for (int i = 0; i < 100; ++i) {
        text += "字";
    }
    text += "X";
    for (int i = 0; i < 100; ++i) {
        text += "尾";
    }
    const FileId file = sources.add("a.rules", text);
    const std::string shown = render_text(sample({file, 300, 301}), sources, false);
    const std::size_t first = shown.find('\n') + 1;
    const std::size_t second = shown.find('\n', first) + 1;
    const std::string line = shown.substr(first, second - first - 1);
    const std::string caret = shown.substr(second, shown.find('\n', second) - second);
    EXPECT_LE(display_width(line), 110U);
    EXPECT_THAT(line, testing::HasSubstr("…字"));
    EXPECT_THAT(line, testing::EndsWith("尾…"));
    EXPECT_EQ(display_width(line.substr(0, line.find('X'))), caret.find('^'));
}

TEST(RenderText, ReplacesWhatCannotBePrinted) {
    SourceSet sources;
    const FileId file = sources.add("a.rules", "a\tb\x1b\xFFz");
    EXPECT_THAT(render_text(sample({file, 5, 6}), sources, false),
                testing::HasSubstr("  1 | a b \xEF\xBF\xBDz\n    |      ^\n"));
}

TEST(RenderText, ARangeOverLinesEndsWithItsFirst) {
    SourceSet sources;
    const FileId file = sources.add("a.rules", "abc\ndef\n");
    EXPECT_THAT(render_text(sample({file, 1, 6}), sources, false), testing::HasSubstr("|  ^^\n"));
    EXPECT_THAT(render_text(sample({file, 8, 8}), sources, false), testing::HasSubstr("  3 | \n    | ^\n"));
}

TEST(RenderJson, IsJson) {
    SourceSet sources;
    const FileId file = sources.add("a \"b\".rules", "甲x\ny");
    Diagnostic diagnostic = sample({file, 3, 4});
    diagnostic.message = "say \"甲\"\n\\";
    diagnostic.notes.push_back({{file, 5, 6}, "there"});
    const std::vector<Diagnostic> list{diagnostic, sample({})};
    const auto json = nlohmann::json::parse(render_json(list, sources));
    ASSERT_EQ(json.size(), 2U);
    EXPECT_EQ(json[0]["message"], "say \"甲\"\n\\");
    EXPECT_EQ(json[0]["level"], "error");
    EXPECT_EQ(json[0]["file"], "a \"b\".rules");
    EXPECT_EQ(json[0]["line"], 1);
    EXPECT_EQ(json[0]["column"], 2);
    EXPECT_EQ(json[0]["end_column"], 3);
    EXPECT_EQ(json[0]["notes"][0]["line"], 2);
    EXPECT_FALSE(json[1].contains("file"));
    EXPECT_FALSE(json[1].contains("hint"));
}

TEST(RenderJson, AnEmptyListIsAnEmptyArray) { EXPECT_EQ(render_json({}, SourceSet()), "[]\n"); }

}  // namespace
}  // namespace jianhe::dsl
