#include "dsl/source/source.h"

#include <gmock/gmock.h>

#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

TEST(SourceFile, CountsLinesAndCharacters) {
    const SourceFile file("a.rules", "甲乙\r\nab\n\n丙");
    struct Case {
        std::uint32_t offset, line, column;
    };
    for (const Case& one : {Case{0, 1, 1}, Case{3, 1, 2}, Case{4, 1, 2}, Case{6, 1, 3}, Case{8, 2, 1}, Case{9, 2, 2},
                            Case{11, 3, 1}, Case{12, 4, 1}, Case{15, 4, 2}, Case{99, 4, 2}}) {
        const LineColumn at = file.line_column(one.offset);
        EXPECT_EQ(at.line, one.line) << one.offset;
        EXPECT_EQ(at.column, one.column) << one.offset;
    }
}

TEST(SourceFile, GivesLinesWithoutTheirEnds) {
    const SourceFile file("a.rules", "甲乙\r\nab\n\n丙");
    EXPECT_EQ(file.line_count(), 4U);
    EXPECT_EQ(file.line(1), "甲乙");
    EXPECT_EQ(file.line(2), "ab");
    EXPECT_EQ(file.line(3), "");
    EXPECT_EQ(file.line(4), "丙");
    EXPECT_EQ(file.line(0), "");
    EXPECT_EQ(file.line(5), "");
}

TEST(SourceFile, AnEmptyTextHasOneLine) {
    const SourceFile file("a.rules", "");
    EXPECT_EQ(file.line_count(), 1U);
    EXPECT_EQ(file.line_column(0).line, 1U);
    EXPECT_EQ(file.line_column(7).column, 1U);
}

TEST(SourceSet, GivesTheTextOfARange) {
    SourceSet sources;
    const FileId first = sources.add("a.rules", "abc");
    const FileId second = sources.add("b.rules", "defg");
    EXPECT_EQ(sources.text({second, 1, 3}), "ef");
    EXPECT_EQ(sources.text({first, 1, 99}), "bc");
    EXPECT_EQ(sources.text({first, 99, 100}), "");
    EXPECT_EQ(sources.text({}), "");
    EXPECT_EQ(sources.file(second).path(), "b.rules");
}

TEST(DisplayWidth, CountsWideCharactersTwice) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("補卡M12"), 7U);
    EXPECT_EQ(display_width("（１）"), 6U);
    EXPECT_EQ(display_width("e\u0301"), 1U);
    EXPECT_EQ(display_width("é"), 1U);
    EXPECT_EQ(display_width("\xFF"), 1U);
}

TEST(Utf8, FindsTheFirstBrokenByte) {
    EXPECT_EQ(find_invalid_utf8("甲\U0001F600 ok"), std::string_view::npos);
    EXPECT_EQ(find_invalid_utf8("ab\xB0\xB7"), 2U);        // Big5
    EXPECT_EQ(find_invalid_utf8("a\xC0\x80"), 1U);         // overlong
    EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0U);      // surrogate
    EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0U);  // above U+10FFFF
    EXPECT_EQ(find_invalid_utf8("abc\xE7\x94"), 3U);       // cut off
}

}  // namespace
}  // namespace jianhe::dsl
