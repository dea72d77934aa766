#include "dsl/parse/parse.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "dsl/ast/ast_printer.h"

namespace jianhe::dsl {
namespace {

Specification parsed(std::string text, SourceSet& sources) {
    const FileId file = sources.add("test.rules", std::move(text));
    Emitter emitter;
    Specification result = parse(sources, std::span(&file, 1), emitter);
    for (const Diagnostic& one : emitter.take_sorted()) {
        ADD_FAILURE() << one.code << " " << one.message << " at " << one.range.begin;
    }
    return result;
}

std::string printed(std::string text) {
    SourceSet sources;
    return print(parsed(std::move(text), sources));
}

struct ExprCase {
    std::string_view text;
    std::string_view tree;
};

class ParseExpr : public testing::TestWithParam<ExprCase> {};

TEST_P(ParseExpr, GivesTheTree) {
    SourceSet sources;
    const Specification result = parsed("rule A at M01 expect " + std::string(GetParam().text) + "\n", sources);
    ASSERT_EQ(result.rules.size(), 1U);
    ASSERT_EQ(result.rules[0].clauses.size(), 1U);
    const Expr& expr = *result.rules[0].clauses[0].expect;
    EXPECT_EQ(print(expr), GetParam().tree);
    EXPECT_EQ(sources.text(expr.range), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    All, ParseExpr,
    testing::Values(
        ExprCase{"a = 1 or b = 2 and not c = 3", "(Or (Equal a 1) (And (Equal b 2) (Not (Equal c 3))))"},
        ExprCase{"a = 1 or b = 2 or c = 3", "(Or (Equal a 1) (Equal b 2) (Equal c 3))"},
        ExprCase{"a + 1 - b * 2 mod c < -d", "(Less (Subtract (Add a 1) (Modulo (Multiply b 2) c)) (Negate d))"},
        ExprCase{"a default 0 > 1.5", "(Greater (Default a 0) 1.5)"},
        ExprCase{"M10.order[1..2] != \"x\\\"y\\\\\"", "(NotEqual (Slice (Attribute order M10) 1 2) \"x\"y\\\")"},
        ExprCase{"a in {01..09, AC 1.5 \"q\"}", "(In a (Set (Range 01 09) AC 1.5 \"q\"))"},
        ExprCase{"a not in letters", "(NotIn a letters)"}, ExprCase{"(a, b) in pairs", "(In (Tuple a b) pairs)"},
        ExprCase{"days(a, b) in 61..92", "(In (Call days a b) (Range 61 92))"},
        ExprCase{"a in b - 1..c + 2", "(In a (Range (Subtract b 1) (Add c 2)))"},
        ExprCase{"a matches \"IC??\"", "(Matches a \"IC??\")"},
        ExprCase{"a not matches \"IC??\"", "(NotMatches a \"IC??\")"},
        ExprCase{"a[7..9] has no {G..Z}", "(HasNo (Slice a 7 9) (Set (Range G Z)))"},
        ExprCase{"a has only {0..9 \"#\"}", "(HasOnly a (Set (Range 0 9) \"#\"))"},
        ExprCase{"it is well-formed", "(Is well-formed it)"},
        ExprCase{"it is not placeholder", "(IsNot placeholder it)"},
        ExprCase{"a <= b + 3 months", "(LessEqual a (Add b (Duration months 3)))"},
        ExprCase{"a >= b - 1 day", "(GreaterEqual a (Subtract b (Duration days 1)))"},
        ExprCase{"count(order) = 1", "(Equal (Call count order) 1)"},
        ExprCase{"count(order has D02 = 1 or x) = 1", "(Equal (CountHas order (Or (Equal D02 1) x)) 1)"},
        ExprCase{"any order has D04 = C and D02 = 1", "(AnyRow order (And (Equal D04 C) (Equal D02 1)))"},
        ExprCase{"a = 1 and any order has b = 2 and c = 3 or d = 4",
                 "(And (Equal a 1) (AnyRow order (Or (And (Equal b 2) (Equal c 3)) (Equal d 4))))"},
        ExprCase{"all order has not any order has a", "(AllRows order (Not (AnyRow order a)))"},
        ExprCase{"unique D03", "(Unique D03)"}, ExprCase{"unique (M03, D06) in file", "(Unique file M03 D06)"},
        ExprCase{"unique a in file while b = D stays for (c, d)", "(Unique file a (Stays (Equal b D) c d))"},
        ExprCase{"same (a, b) in file", "(SameInFile a b)"}, ExprCase{"same in file", "(In same file)"},
        ExprCase{"drugs has a", "(MasterHas drugs a)"},
        ExprCase{"drugs has (a, b) on date(c) and d = 1",
                 "(And (MasterHas drugs (Tuple a b) (Call date c)) (Equal d 1))"},
        ExprCase{"drugs(a, b on c).price <= 10", "(LessEqual (Attribute price (Call drugs a b (On c))) 10)"},
        ExprCase{"identity(a).person is well-formed", "(Is well-formed (Attribute person (Call identity a)))"},
        ExprCase{"(a, b, c) not in pairs", "(NotIn (Tuple a b c) pairs)"}));

TEST(ParseExprRange, ParenthesesAreNoNode) {
    SourceSet sources;
    const Specification result = parsed("rule A at M01 expect ((a + 1) * 2) > 3", sources);
    const Expr& greater = *result.rules[0].clauses[0].expect;
    EXPECT_EQ(print(greater), "(Greater (Multiply (Add a 1) 2) 3)");
    EXPECT_EQ(sources.text(greater.operands[0].operands[0].range), "a + 1");
}

TEST(ParseWaiver, StandsBehindEveryDeclarationThatALintCanBeAbout) {
    EXPECT_EQ(printed("codeset c from \"c.csv\" with n : number allow L603 \"one\"\n"
                      "set s = { A } allow L603 \"two\" allow L607 \"three\"\n"
                      "cell x = V when a, else * allow L603 \"four\"\n"
                      "table t (a, b) { A B } allow L603 \"five\"\n"
                      "table u (a, b) allowed from \"u.csv\" others unchecked allow L603 \"six\"\n"
                      "example r accepted allow L608 \"seven\"\n"),
              "codeset c from \"c.csv\"\n"
              "  column n number\n"
              "  allow L603 \"one\"\n"
              "set s (Set A)\n"
              "  allow L603 \"two\"\n"
              "  allow L607 \"three\"\n"
              "cell x else *\n"
              "  choice V when a\n"
              "  allow L603 \"four\"\n"
              "table t\n"
              "  column a\n"
              "  column b\n"
              "  row of [A B]\n"
              "  allow L603 \"five\"\n"
              "table u allowed \"u.csv\" others unchecked\n"
              "  column a\n"
              "  column b\n"
              "  allow L603 \"six\"\n"
              "example r accepted\n"
              "  allow L608 \"seven\"\n");
}

TEST(ParseWaiver, BelongsToThePlaceholderBeforeItEvenOnALineOfItsOwn) {
    EXPECT_EQ(printed("segment S {\n"
                      "    P1 a \"A\" text 4 or placeholder { X } as XS allow L604 \"one\"\n"
                      "              or placeholder each k followed by 00\n"
                      "              allow L604 \"two\" else E1\n"
                      "    allow b \"B\" text 4\n"
                      "}\n"),
              "segment S\n"
              "  field P1 a \"A\" text length 4 else E1\n"
              "    placeholder values [X] as XS\n"
              "      allow L604 \"one\"\n"
              "    placeholder each k followed by 00\n"
              "      allow L604 \"two\"\n"
              "  field allow b \"B\" text length 4\n");
}

TEST(ParseRule, AttributesBeforeTheFirstClauseBelongToTheRule) {
    EXPECT_EQ(printed("rule A, \"B-1\" at M01, M02 for each order \"m\" notice until 1, reject record from 2 by r\n"
                      "    when a expect b notice supersedes C\n"
                      "    expect c blocks record allow L601 \"why\" reject order\n"
                      "    when d needs x\n"
                      "    when e\n"),
              "rule codes [A B-1] at [M01 M02] message \"m\" by r supersedes [C] needs [x] blocks [record]\n"
              "  for each row order\n"
              "  disposition notice until 1\n"
              "  disposition record from 2\n"
              "  allow L601 \"why\"\n"
              "  clause when a expect b\n"
              "    disposition notice\n"
              "  clause expect c\n"
              "    disposition order\n"
              "  clause when d\n"
              "  clause when e\n");
}

TEST(ParseRule, Loops) {
    EXPECT_EQ(printed("rule A at b for each (a, b) in t for each (c) in { (1, \"x\") (2, y) } expect c"),
              "rule codes [A] at [b]\n"
              "  for each variables [a b] table t\n"
              "  for each variables [c]\n"
              "    tuple of [1 x]\n"
              "    tuple of [2 y]\n"
              "  clause expect c\n");
}

TEST(ParseSegment, EveryType) {
    EXPECT_EQ(
        printed("segment MB2 in MB \"段\" as order 0..500, 0..10 when H00 = 2 {\n"
                "  A1 a \"甲\" text exactly 4\n  A2 b \"乙\" decimal 5.1 in 0.5..9\n  A3 c \"丙\" roc_date\n"
                "  A4 d \"丁\" code s 2 else X\n  A5 e \"戊\" list of code s each 2 up to 3\n"
                "  A6 f \"己\" facility_code up to 10\n"
                "  A7 g \"庚\" visit_id or placeholder { M \"N-\" } as P or placeholder each s followed by 0 }\n"),
        "segment MB2 in MB label \"段\" as order\n"
        "  limit 0 500\n"
        "  limit 0 10 when (Equal H00 2)\n"
        "  field A1 a \"甲\" text exactly length 4\n"
        "  field A2 b \"乙\" decimal length 5.1 in (Range 0.5 9)\n"
        "  field A3 c \"丙\" roc_date\n"
        "  field A4 d \"丁\" code set s length 2 else X\n"
        "  field A5 e \"戊\" list set s each 2 up to 3\n"
        "  field A6 f \"己\" facility_code length 10\n"
        "  field A7 g \"庚\" visit_id\n"
        "    placeholder values [M N-] as P\n"
        "    placeholder each s followed by 0\n");
}

TEST(ParseTables, CellsRowsAndTuples) {
    EXPECT_EQ(printed("cell S = V\ncell @ = ~ when a, * when b, else ?\n"
                      "presence by H01 {\n A \"B-\"\n M01 S @\n M02 * ?\n}\n"
                      "table t (k : D04, c) { A M24\n B M25, \"C-\" M26 }\n"
                      "table u (a, b) allowed from \"u.csv\" others unchecked\n"),
              "cell S else V\n"
              "cell @ else ?\n"
              "  choice ~ when a\n"
              "  choice * when b\n"
              "presence by H01 columns [A B-]\n"
              "  row M01 cells [S @]\n"
              "  row M02 cells [* ?]\n"
              "table t\n"
              "  column k type D04\n"
              "  column c\n"
              "  row of [A M24]\n"
              "  row of [B M25]\n"
              "  row of [C- M26]\n"
              "table u allowed \"u.csv\" others unchecked\n"
              "  column a\n"
              "  column b\n");
}

TEST(ParseTables, RowsOfADecisionTable) {
    EXPECT_EQ(printed("table t (M23, D02) decides {\n"
                      "    {1, C}  not 01..09 : refused until 1120831\n"
                      "    not empty  *  : allowed from 1120901 until 1121231\n"
                      "    \"x-y\" given : unchecked\n"
                      "    others : refused\n"
                      "} allow L603 \"later\"\n"),
              "table t\n"
              "  column M23\n"
              "  column D02\n"
              "  decision refused until 1120831\n"
              "    cell (Set 1 C)\n"
              "    cell not (Set (Range 01 09))\n"
              "  decision allowed from 1120901 until 1121231\n"
              "    cell not empty\n"
              "    cell any\n"
              "  decision unchecked\n"
              "    cell x-y\n"
              "    cell given\n"
              "  decision refused\n"
              "    cell others\n"
              "  allow L603 \"later\"\n");
}

TEST(ParseKnowledge, MastersProvidersAndScenarios) {
    EXPECT_EQ(printed("master drugs \"D\" (code : text 12, valid : period) key code sample \"d.csv\" allow L603 \"x\"\n"
                      "master pairs (a : text, b : number) key a, b\n"
                      "provider id \"P\" (i : visit_id, n : number) -> (who : national_id, at : datetime) built_in v\n"
                      "provider vault (i : text) -> (good : number)\n"
                      "scenario back \"B\" when a = 1 and b is given allow L613 \"x\"\n"),
              "master drugs label \"D\" key [code] sample \"d.csv\"\n"
              "  column code text length 12\n"
              "  column valid period\n"
              "  allow L603 \"x\"\n"
              "master pairs key [a b]\n"
              "  column a text\n"
              "  column b number\n"
              "provider id label \"P\" built_in v\n"
              "  argument i visit_id\n"
              "  argument n number\n"
              "  part who national_id\n"
              "  part at datetime\n"
              "provider vault\n"
              "  argument i text\n"
              "  part good number\n"
              "scenario back \"B\" when (And (Equal a 1) (Is given b))\n"
              "  allow L613 \"x\"\n");
}

TEST(ParseRule, NeedsAndChoices) {
    EXPECT_EQ(printed("rule A, B at M01 needs drugs, id notice until 1120831, may reject record from 1120901 by d\n"
                      "    expect M01 = 1 notice, may reject order\n"),
              "rule codes [A B] at [M01] by d needs [drugs id]\n"
              "  disposition notice until 1120831\n"
              "  disposition record may from 1120901\n"
              "  clause expect (Equal M01 1)\n"
              "    disposition notice\n"
              "    disposition order may\n");
}

TEST(ParseRecords, RecordsBeforeAnExampleAndItsMasters) {
    EXPECT_EQ(printed("example r with { a = 1 } after r, s with { b blank order { c = 1 } } using drugs, pairs "
                      "given { g = 1 } finds a:X only\n"),
              "example r only using [drugs pairs]\n"
              "  value a \"1\"\n"
              "  after r\n"
              "  after s\n"
              "  value b blank\n"
              "  add order\n"
              "    value c \"1\"\n"
              "  given g \"1\"\n"
              "  finds a X\n");
}

TEST(ParseRecords, EntriesKeepTheirOrder) {
    EXPECT_EQ(printed("record r \"甲\" weight 60 = { A = 1  order { B = \"x y\" } times 3 C absent }\n"
                      "example \"乙\" r with { no order order[2] { B blank } D = 1.5 } given { now = 5 } finds A:X, "
                      "B[2]:\"Y-\" only\n"),
              "record r label \"甲\" weight 60\n"
              "  value A \"1\"\n"
              "  add order times 3\n"
              "    value B \"x y\"\n"
              "  value C absent\n"
              "example label \"乙\" r only\n"
              "  remove all order\n"
              "  modify order position 2\n"
              "    value B blank\n"
              "  value D \"1.5\"\n"
              "  given now \"5\"\n"
              "  finds A X\n"
              "  finds B row 2 Y-\n");
}

TEST(ParseGenerate, EveryLine) {
    EXPECT_EQ(printed("generate { received_at 1141015200000 shift up to 20 days M03 random national_id\n"
                      "M15 random visit_id for M03 at M11 M14 random text 256 M05 one of { 1 \"a\" } per file\n"
                      "M44 in 200..1500 D01 same as M11 M04 earlier by 0..20000 days }"),
              "generate received_at 1141015200000 shift 20\n"
              "  random M03 national_id\n"
              "  random M15 visit_id of [M03 M11]\n"
              "  random M14 text length 256\n"
              "  one of M05 values [1 a] per file\n"
              "  in range M44 low 200 high 1500\n"
              "  same as D01 of [M11]\n"
              "  earlier M04 low 0 high 20000\n");
}

TEST(ParseFiles, SeveralFilesAreOneSpecification) {
    SourceSet sources;
    const std::vector<FileId> files{sources.add("a.rules", "\xEF\xBB\xBFset a = { A }\r\n"),
                                    sources.add("b.rules", "set b = { B }")};
    Emitter emitter;
    const Specification result = parse(sources, files, emitter);
    ASSERT_EQ(result.sets.size(), 2U);
    EXPECT_EQ(result.sets[1].name.text, "b");
    EXPECT_EQ(result.sets[1].name.range.file, files[1]);
    EXPECT_EQ(sources.text(result.sets[0].range), "set a = { A }");
    EXPECT_FALSE(emitter.has_errors());
}

TEST(ParseRecovery, WhatIsWholeStaysInTheTree) {
    SourceSet sources;
    const FileId file = sources.add("a.rules",
                                    "rule A1 at M01 expect M01 = = 1\n"
                                    "segment S {\n M01 a \"甲\" text 4\n M02 = \"乙\" text 4\n M03 c \"丙\" text 4\n}\n"
                                    "rule A2 at M01\n    when M01 = = 1\n    expect M02 = 2\n");
    Emitter emitter;
    const Specification result = parse(sources, std::span(&file, 1), emitter);
    EXPECT_EQ(emitter.error_count(), 3U);
    ASSERT_EQ(result.segments.size(), 1U);
    ASSERT_EQ(result.segments[0].fields.size(), 2U);
    EXPECT_EQ(result.segments[0].fields[1].tag.text, "M03");
    EXPECT_EQ(result.rules.size(), 2U);
    EXPECT_EQ(result.rules[1].clauses.size(), 1U);
}

TEST(ParseHints, MisspeltKeywordsAndFullWidthSigns) {
    SourceSet sources;
    const FileId file = sources.add(
        "a.rules", "segmnt S { }\nrule A at M01 expect M01 ＝ 1\nrule B at M01 for eech order expect M01 is given");
    Emitter emitter;
    parse(sources, std::span(&file, 1), emitter);
    std::vector<std::string> hints;
    for (const Diagnostic& one : emitter.take_sorted()) {
        hints.push_back(one.hint);
    }
    EXPECT_THAT(hints, testing::ElementsAre("did you mean `segment`?", "write `=`", "did you mean `each`?"));
}

}  // namespace
}  // namespace jianhe::dsl
