#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/result_file.h>

#include "tests/unit/runtime/report_sample.h"

namespace jianhe {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr std::string_view kTemplate =
    "結果明細表\n"
    "●上傳資訊：\n"
    "[  ] [  ]\n"
    "時間:[{{received_at:13}}] 大小:[{{file_size:6}}] 筆數:[{{records}}]\n"
    "有效:[{{accepted_records}}] 醫令:[{{accepted_orders}}] 無效:[{{rejected_records:8}}]\n"
    "●檢核結果：\n"
    "====================\n"
    "{{#records}}\n"
    "第[{{record:4}}]筆 P01=[{{P01}}] P02=[{{P02}}]\n"
    "錯誤原因:{{#findings}}{{field}}:{{code}};{{/findings}}\n"
    "====================\n"
    "{{/records}}\n";

constexpr std::string_view kHeader =
    "結果明細表\n●上傳資訊：\n[x] [  ]\n時間:[1141015200000] 大小:[99    ] 筆數:[5]\n有效:[3] 醫令:[1,234] 無效:[2   "
    "]\n"
    "●檢核結果：\n====================\n";
constexpr std::string_view kRuler = "====================\n";

std::string block(std::string_view number, std::string_view items) {
    return "第[" + std::string{number} + "]筆 P01=[A12*****89] P02=[02]\n錯誤原因:" + std::string{items} + "\n";
}

std::string whole() {
    return std::string{kHeader}
        .append(block("2   ", "P02:AA;I01[2]:AF;"))
        .append(kRuler)
        .append(block("5", "IT[1]:AG;"))
        .append(kRuler);
}

Result<ResultFile> read(std::string_view bytes, std::string_view shape = kTemplate) {
    return read_result_file(sample_info(), shape, bytes);
}

ResultFile good(std::string_view bytes) {
    auto file = read(bytes);
    if (!file) {
        ADD_FAILURE() << file.error().text;
        return {};
    }
    return std::move(*file);
}

std::string fault(std::string_view bytes, std::string_view shape = kTemplate) {
    const auto file = read(bytes, shape);
    return file ? "was read" : file.error().text;
}

// What every form of `whole` must give.
void expect_whole(const ResultFile& file) {
    EXPECT_EQ(file.records, 5U);
    EXPECT_EQ(file.rejected_records, 2U);
    ASSERT_EQ(file.blocks.size(), 2U);
    EXPECT_EQ(file.blocks[0].record, 2U);
    EXPECT_THAT(file.blocks[0].values, ElementsAre(Pair(0, "A12*****89"), Pair(1, "02")));
    EXPECT_THAT(file.blocks[0].items, ElementsAre(ResultItem{"P02", 0, "AA"}, ResultItem{"I01", 2, "AF"}));
    EXPECT_EQ(file.blocks[1].record, 5U);
    EXPECT_THAT(file.blocks[1].items, ElementsAre(ResultItem{"IT", 1, "AG"}));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

TEST(ResultFileReader, ReadsHeaderAndBlocks) {
    const ResultFile file = good(whole());
    expect_whole(file);
    DateTime at;
    ASSERT_EQ(parse_roc_datetime("1141015200000", at), Lexical::Ok);
    EXPECT_EQ(file.received_at, at);
    EXPECT_EQ(file.file_size, 99U);
    EXPECT_EQ(file.accepted_records, 3U);
    EXPECT_EQ(file.accepted_orders, 1234U);
    EXPECT_THAT(file.others, ElementsAre(Pair("", "x")));
    EXPECT_THAT(file.warnings, IsEmpty());
    EXPECT_EQ(file.blocks[0].line, 8U);
}

TEST(ResultFileReader, ToleratesOtherForms) {
    expect_whole(good(utf8_to_big5(whole()).value()));
    expect_whole(good(replaced(whole(), "\n", "\r\n")));
    expect_whole(good("\xEF\xBB\xBF" + whole()));
    expect_whole(good(replaced(whole(), kRuler.substr(0, 20), "===========")));
    expect_whole(good(replaced(whole(), "P02:AA;I01[2]:AF;", "P02:\r\n AA; I0\n1[2]:AF ;\n")));
    expect_whole(good(replaced(whole(), "P02=[02]", "P02=[ 02  ]")));
    expect_whole(good(replaced(whole(), "P02=[02]", "X=[7] P02=[02] 備註")));
    expect_whole(good(replaced(whole(), ":", "：")));
    expect_whole(good(replaced(whole(), "I01[2]:AF;", "I01[2]:AF")));
    expect_whole(good("page 1\n" + whole() + "\n\n"));
}

TEST(ResultFileReader, KnowsHeaderBracketsByTheirTextAndElseByPosition) {
    const ResultFile more = good(replaced(whole(), "[x]", "[x] 新:[y] 單位 [z]"));
    expect_whole(more);
    EXPECT_THAT(more.others, ElementsAre(Pair("", "x"), Pair("新:", "y"), Pair("單位", "z")));
    EXPECT_THAT(more.warnings, ElementsAre(HasSubstr("the header has 10 brackets, the template 8")));
    const ResultFile renamed = good(replaced(whole(), "筆數", "接收"));
    expect_whole(renamed);
    EXPECT_THAT(renamed.warnings, IsEmpty());
    const ResultFile neither = good(replaced(whole(), "[x] [  ]\n時間", "接收"));
    EXPECT_EQ(neither.received_at, std::nullopt);
    expect_whole(neither);
}

TEST(ResultFileReader, SaysWhatOfTheHeaderCannotBeRead) {
    const ResultFile file = good(replaced(whole(), "[1141015200000]", "[?]"));
    expect_whole(file);
    EXPECT_EQ(file.received_at, std::nullopt);
    EXPECT_THAT(file.warnings, ElementsAre("the header's `時間:[?]` cannot be read"));
}

TEST(ResultFileReader, RecordsWithoutFindingsAreAbsent) {
    const ResultFile file = good(replaced(std::string{kHeader}, "無效:[2   ]", "無效:[0]"));
    EXPECT_THAT(file.blocks, IsEmpty());
    EXPECT_EQ(file.rejected_records, 0U);
}

TEST(ResultFileReader, ARefusedInputNeedsNoBlockForEachRecord) {
    const std::string file = block("0", "FILE:YY;");
    EXPECT_EQ(good(std::string{kHeader} + file + std::string{kRuler}).blocks.size(), 1U);
}

TEST(ResultFileReader, WarnsOfTwoBlocksForOneRecordAndOfAnOpenEnd) {
    const ResultFile file =
        good(std::string{kHeader} + block("2", "P02:AA;") + std::string{kRuler} + block("2", "P01:AA;"));
    EXPECT_THAT(file.warnings,
                ElementsAre("record 2 has more than one block", "the last block has no end; there may have been more"));
}

TEST(ResultFileReader, RefusesWhatIsNoResult) {
    EXPECT_THAT(fault(""), HasSubstr("is empty"));
    EXPECT_THAT(fault(" \r\n"), HasSubstr("is empty"));
    EXPECT_THAT(fault("PK\x03\x04..."), HasSubstr("zip archive: unpack it"));
    EXPECT_THAT(fault("<FILE></FILE>"), HasSubstr("`結果明細表` does not stand in it"));
    EXPECT_THAT(fault("\xFF\xFE\x01"), HasSubstr("neither Big5 nor UTF-8: byte 1"));
    EXPECT_THAT(fault(whole() + "trailing"), HasSubstr("line 14 of the result file: `第[` does not stand here"));
    EXPECT_THAT(fault(replaced(whole(), "[5]筆", "[five]筆")), HasSubstr("`five` is not the number of a record"));
    EXPECT_THAT(fault(replaced(whole(), "IT[1]:AG;", "")), HasSubstr("no finding such as `FIELD:CODE;`"));
    EXPECT_THAT(fault(replaced(whole(), "IT[1]:AG;", "IT[1]:AG;and more")),
                HasSubstr("line 12 of the result file: the line that ends a block does not stand here"));
}

// However a file is cut: an error, or (where only blanks and the last ruler are gone) all of it and a warning.
TEST(ResultFileReader, NeverTakesACutFileForAWholeOne) {
    const std::string text = whole();
    for (std::size_t length = 0; length < text.size(); ++length) {
        const auto file = read(std::string_view{text}.substr(0, length));
        if (!file) continue;
        expect_whole(*file);
        EXPECT_GE(length, text.size() - kRuler.size() - 1) << length;
        if (length < text.size() - 11) {
            EXPECT_FALSE(file->warnings.empty()) << length;
        }
    }
}

TEST(ResultFileReader, ReadsALayoutWithoutRulers) {
    constexpr std::string_view kSlip =
        "at [{{received_at}}] records [{{records:4}}] rejected [{{rejected_records}}]\n"
        "{{#records}}\n{{record}} [{{P01}}] {{#findings}}{{code}}={{field}},{{/findings}}\n{{/records}}\nend\n";
    const auto file = read(
        "at [1141015200000] records [9   ] rejected [2]\n1 [A12*****89] AA=P02,AF=I01[2],\n7 [] AA=P01,\nend\n", kSlip);
    ASSERT_TRUE(file) << file.error().text;
    ASSERT_EQ(file->blocks.size(), 2U);
    EXPECT_THAT(file->blocks[0].items, ElementsAre(ResultItem{"P02", 0, "AA"}, ResultItem{"I01", 2, "AF"}));
    EXPECT_EQ(file->blocks[1].record, 7U);
    EXPECT_THAT(fault("at [1141015200000] records [9] rejected [1]\n1 [] AA=P02,\n", kSlip), HasSubstr("not whole"));
    EXPECT_THAT(fault("something else", kSlip), HasSubstr("no result file in the layout"));
}

TEST(ResultFileReader, SaysWhyATemplateCannotBeReadBackwards) {
    const SpecificationInfo info = sample_info();
    const auto why = [&](std::string_view shape) {
        const auto done = check_readable(info, shape);
        return done ? "readable" : done.error().text;
    };
    constexpr std::string_view kRest = "{{#records}}\n[{{record}}]{{#findings}}{{field}}:{{code}};{{/findings}}\n";
    EXPECT_EQ(why(kTemplate), "readable");
    EXPECT_THAT(why("a {{records}}\n" + std::string{kRest} + "{{/records}}\n"), HasSubstr("outside of `[…]`"));
    EXPECT_THAT(why("[{{records}}]\n" + std::string{kRest} + "{{/records}}\n"), HasSubstr("no text by which"));
    EXPECT_THAT(why("title\n{{#records}}\n{{#findings}}{{field}}:{{code}};{{/findings}}\n{{/records}}\n"),
                HasSubstr("must hold `{{record}}` once"));
    EXPECT_THAT(why("title\n{{#records}}\n{{record}}{{P01}} {{#findings}}{{field}}:{{code}};{{/findings}}{{/records}}"),
                HasSubstr("side by side"));
    EXPECT_THAT(why("title\n{{#records}}\n{{record}} {{#findings}}{{field}}{{code}};{{/findings}}{{/records}}"),
                HasSubstr("a finding must be"));
    EXPECT_THAT(why("title\n" + std::string{kRest} + "{{/records}}\nall [{{records}}]\n"),
                HasSubstr("behind the blocks"));
}

}  // namespace
}  // namespace jianhe
