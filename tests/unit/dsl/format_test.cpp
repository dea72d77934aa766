#include "dsl/format/format.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "dsl/parse/tokenize.h"

namespace jianhe::dsl {
namespace {

std::string formatted(std::string_view text) { return format(text).value_or("no tokens"); }

TEST(Format, AlignsTheFieldsOfASegment) {
    EXPECT_EQ(formatted("segment MB1 \"段\" {\n"
                        "M09 multiple_birth \"胞胎\" number   1 in 1..5   // A21\n"
                        "\tM12    mark \"補卡註記\" code mark 1 //A19  \r\n"
                        "  // a remark\n"
                        "      M52 id \"碼\" visit_id\n"
                        " or placeholder { MISS } as MISS\n"
                        "}\n"),
              "segment MB1 \"段\" {\n"
              "    M09  multiple_birth  \"胞胎\"      number 1 in 1..5  // A21\n"
              "    M12  mark            \"補卡註記\"  code mark 1       //A19\n"
              "    // a remark\n"
              "    M52  id              \"碼\"        visit_id\n"
              "                                     or placeholder { MISS } as MISS\n"
              "}\n");
}

TEST(Format, AlignsThePresenceTable) {
    EXPECT_EQ(formatted("presence by H01 {\n A B C\nM01 V ~ ?\n  M13 serial V * // 1\n}\n"),
              "presence by H01 {\n"
              "         A       B  C\n"
              "    M01  V       ~  ?\n"
              "    M13  serial  V  *  // 1\n"
              "}\n");
}

TEST(Format, AlignsTheRowsOfADecisionTable) {
    EXPECT_EQ(formatted("table t (P23, Q02, Q14) decides {\n"
                        "{1, C,D} 1 not routes:refused // why\n"
                        "  // a remark\n"
                        "\n"
                        "not {0..3, A}  M 01 .. 09 : allowed from 1120901 until 1130101 //B\n"
                        "empty * \"藥\" : unchecked    until 1120630\n"
                        "others : refused from 1120901\n"
                        "}   allow L603 \"later\"\n"),
              "table t (P23, Q02, Q14) decides {\n"
              "    {1, C,D}       1  not routes  : refused  // why\n"
              "    // a remark\n"
              "\n"
              "    not {0..3, A}  M  01 .. 09    : allowed    from 1120901 until 1130101  //B\n"
              "    empty          *  \"藥\"        : unchecked  until 1120630\n"
              "    others                        : refused    from 1120901\n"
              "}   allow L603 \"later\"\n");
}

TEST(Format, ACellThatReachesOverNarrowColumnsHasRoom) {
    EXPECT_EQ(formatted("table t (a, b) decides {\nA B : allowed\nothers : refused\n}\ntable u (a) decides {\n"
                        "A : allowed\nothers : refused\n}\n"),
              "table t (a, b) decides {\n"
              "    A  B    : allowed\n"
              "    others  : refused\n"
              "}\n"
              "table u (a) decides {\n"
              "    A       : allowed\n"
              "    others  : refused\n"
              "}\n");
}

TEST(Format, ADecisionTableWithARowOfTwoLinesStaysAsWritten) {
    for (const std::string text : {
             "table t (a, b) decides {\n    A B : allowed  // 1\n    {C,\n        D} E  : refused\n}\n",
             "table t (a, b) decides {\n    A B\n    : allowed\n    C    D : refused\n}\n",
             "table t (a, b) decides {\n    A B : allowed   C    D : refused\n    others : refused\n}\n",
             "table t (a, b) decides { A B : allowed\n    others   : refused\n}\n",
             "table t (a, b) decides {\n    A B : allowed\n    others   : refused }\n",
         }) {
        EXPECT_EQ(formatted(text), text);
    }
}

TEST(Format, IndentsClausesAndKeepsTheirSpacing) {
    EXPECT_EQ(formatted("rule A at M01   \"m\"\nwhen   M01 = 1\n        and M02 = 2\n  expect M03 in {\n1\n}\n\n\n\n// "
                        "next\nset x = { A\n  B }"),
              "rule A at M01   \"m\"\n"
              "    when   M01 = 1\n"
              "        and M02 = 2\n"
              "    expect M03 in {\n"
              "        1\n"
              "    }\n"
              "\n"
              "// next\n"
              "set x = { A\n"
              "    B }\n");
}

TEST(Format, TablesAndRecordsStayAsWritten) {
    const std::string text =
        "table t (a, b) { A M24   B M25 }\n"
        "record r weight 60 = {\n    M01 = 1    M02 = 2\n    order { D01 = 1\n        D02 = 2 }\n}\n"
        "example \"e\"      r with { M01 = 1 }    // why\n    finds M01:A\n";
    EXPECT_EQ(formatted(text), text);
}

TEST(Format, GivesUpOnTextThatIsNoTokens) {
    EXPECT_EQ(format("set x = { \"A }\n"), std::nullopt);
    EXPECT_EQ(format("set x = ｛ A }\n"), std::nullopt);
    EXPECT_EQ(format("set x = { A; }\n"), std::nullopt);
    EXPECT_EQ(format("// \xFF\n"), std::nullopt);
}

TEST(Format, AnEmptyTextStaysEmpty) {
    EXPECT_EQ(formatted(""), "");
    EXPECT_EQ(formatted(" \n\n\t\n"), "");
}

// ---- properties over many texts -------------------------------------------------------------------------------------

std::vector<std::string> token_texts(std::string_view text) {
    std::vector<std::string> result;
    const auto tokens = tokenize(text);
    for (const TextToken& token : tokens.value()) {
        std::string_view one = text.substr(token.begin, token.end - token.begin);
        one = one.substr(0, one.find_last_not_of(" \t\r") + 1);  // space behind a comment is no part of it
        result.emplace_back(one);
    }
    return result;
}

void expect_only_space_changes(const std::string& text) {
    const auto once = format(text);
    if (!once) {
        return;
    }
    EXPECT_EQ(token_texts(text), token_texts(*once)) << text;
    EXPECT_EQ(format(*once), once) << text;
}

std::vector<std::string> all_rules() {
    std::vector<std::string> result;
    for (const char* folder : {"tests/golden", "specs"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(JIANHE_SOURCE_DIR) / folder)) {
            if (entry.path().extension() == ".rules") {
                std::ifstream in(entry.path(), std::ios::binary);
                result.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
            }
        }
    }
    return result;
}

TEST(FormatProperty, OnlySpaceChangesInEverySpecification) {
    const auto texts = all_rules();
    ASSERT_GT(texts.size(), 10U);
    for (const std::string& text : texts) {
        expect_only_space_changes(text);
    }
}

TEST(FormatProperty, OnlySpaceChangesInTextsPutTogetherByChance) {
    const std::vector<std::string> pieces{"segment",
                                          "presence",
                                          "rule",
                                          "record",
                                          "set",
                                          "{",
                                          "table t () decides {\n",
                                          "not",
                                          "others :",
                                          "A : allowed\n",
                                          "A : allowed\n",
                                          "}",
                                          "(",
                                          ")",
                                          "\n",
                                          "\n",
                                          " ",
                                          "  ",
                                          "\t",
                                          "\"甲 乙\"",
                                          "M01",
                                          "a",
                                          "text",
                                          "4",
                                          "1.5",
                                          "..",
                                          ",",
                                          "=",
                                          "or",
                                          "V",
                                          "~",
                                          "*",
                                          "// 註 \n",
                                          "\r\n",
                                          "code",
                                          "//\n",
                                          "and",
                                          "expect",
                                          "-",
                                          "[",
                                          "]",
                                          ":",
                                          "\n\n\n"};
    std::mt19937 random(7);
    for (int round = 0; round < 5'000; ++round) {
        std::string text;
        const std::size_t length = 1 + random() % 40;
        for (std::size_t i = 0; i < length; ++i) {
            text += pieces[random() % pieces.size()];
            text += random() % 4 != 0 ? " " : "";
        }
        expect_only_space_changes(text);
    }
}

}  // namespace
}  // namespace jianhe::dsl
