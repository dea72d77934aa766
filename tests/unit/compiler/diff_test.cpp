#include "compiler/diff/diff.h"

#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/diff/on_files.h"
#include "compiler/diff/report.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/read_file.h"
#include "tests/unit/compiler/driver_test.h"

namespace jianhe::diff {
namespace {

using driver::TestFolder;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

constexpr const char* kSample = JIANHE_SOURCE_DIR "/tests/cli/specification/";

// More of the language than the sample of the command line has.
constexpr std::string_view kMore = R"(
codeset kinds "種類" from "kinds.csv" with weight : number
set light "輕" = { A B 01..03 }
table pairs (P02, P03) allowed from "pairs.csv"

segment EX "附加" {
    P03  extra   "附加"  code kinds 2
    P04  day     "日期"  roc_date
    P05  size    "大小"  number 3 in 1..500
    P06  note    "註"    text 8 or placeholder { NONE } as NONE
}
cell when_b = V when P02 = B, else *
presence by P03 {
         A       C
    P05  V       *
    P06  when_b  ~
}
rule R004 at P06, P02
    when   P02 in {A, B} and P05 < 100
    expect it in light
rule R005 at P05 notice
    when P03 not in light
    expect P05 >= 2 and days(P04, date(received_at)) <= 60
rule R006 at P03
    expect (P02, P03) in pairs
)";

using Edit = std::pair<std::string, std::string>;

class DiffTest : public testing::Test {
protected:
    // The specification with texts replaced; every text must be there.
    ir::Module module(const std::vector<Edit>& edits = {}, std::string_view more = {}) {
        std::string rules = text_of("sample.rules") + std::string(kMore);
        std::string codes =
            text_of("codes.csv") +
            "R004,四,reject_record\nR005,五,reject_record\nR006,六,reject_order\nR007,七,reject_record\n";
        std::string kinds =
            "code,label_zh,valid_from,valid_to,weight\nA,甲,,,1\nB,乙,1110101,,2\nC,丙,,,3\n01..03,數,,,4\n";
        std::string pairs = "P02,P03\nA,A\nB,C\n";
        for (const auto& [from, to] : edits) {
            bool is_found = false;
            for (std::string* text : {&rules, &codes, &kinds, &pairs}) {
                const std::size_t at = text->find(from);
                if (at == std::string::npos || is_found) continue;
                text->replace(at, from.size(), to);
                is_found = true;
            }
            EXPECT_TRUE(is_found) << from;
        }
        const TestFolder folder;
        folder.write("a.rules", rules + std::string(more));
        folder.write("codes.csv", codes);
        folder.write("kinds.csv", kinds);
        folder.write("pairs.csv", pairs);
        folder.write("slip.template", text_of("slip.template"));
        auto loaded = driver::load_specification(driver::SpecificationSource::folder(folder.path()).value());
        if (!loaded->module) {
            ADD_FAILURE() << driver::render_diagnostics(loaded->diagnostics, loaded->sources, false);
            return {};
        }
        return std::move(*loaded->module);
    }

    static std::string text_of(const std::string& name) { return driver::read_file(kSample + name).value().bytes; }

    // "effect: part name: text [items]" of every change that the edits make.
    std::vector<std::string> changes(const std::vector<Edit>& edits, std::string_view more = {}) {
        std::vector<std::string> lines;
        for (const Change& change : diff(module(), module(edits, more))) {
            std::string items;
            for (const std::string& item : change.items) items += (items.empty() ? " [" : ", ") + item;
            lines.push_back(std::string(to_string(change.effect)) + ": " + change.part + " " + change.name() + ": " +
                            change.text + (items.empty() ? "" : items + "]"));
        }
        return lines;
    }
};

TEST_F(DiffTest, TheSameMeaningIsNoDifference) {
    EXPECT_THAT(changes({}), IsEmpty());
    EXPECT_THAT(changes({{"R004 at P06, P02", "R004 at P06, P02 // a comment"}, {"{A, B}", "{ A  B }"}}), IsEmpty());
    EXPECT_THAT(changes({{"\nA,甲,,,1\nB,乙,1110101,,2", "\nB,乙,1110101,,2\nA,甲,,,1"}}), IsEmpty());
    EXPECT_THAT(changes({}, "example good with { P02 = B } finds P02:R003"), IsEmpty());
    EXPECT_EQ(to_text(std::vector<Change>{}), "The specifications mean the same\n");
}

TEST_F(DiffTest, DispositionsAndTheirDates) {
    EXPECT_THAT(changes({{"at P02 \"種類B只是提醒\"\n    notice",
                          "at P02\n    notice until 1131231, reject record from 1140101 by received_at"},
                         {"R003,種類B只是提醒,notice", "R003,種類B只是提醒,reject_record"}}),
                UnorderedElementsAre("tightened: rule R003 at P02: notice → reject record from 114-01-01 (1140101)",
                                     "tightened: code R003: notice → reject record"));
    EXPECT_THAT(changes({{"R005 at P05 notice", "R005 at P05 reject record"}}),
                ElementsAre("tightened: rule R005 at P05: notice → reject record"));
    EXPECT_THAT(changes({{"R002 at I01 for each item \"數量需大於零\"\n    reject order",
                          "R002 at I01 for each item\n    notice"}}),
                ElementsAre("relaxed: rule R002 at I01: reject order → notice"));
    // What follows the registry is said once.
    EXPECT_THAT(changes({{"R006,六,reject_order", "R006,六,reject_record"}}),
                ElementsAre("tightened: code R006: reject order → reject record"));
}

TEST_F(DiffTest, ARedatedRule) {
    const auto dated = [&](std::string_view day_before, std::string_view day) {
        return module({{"R005 at P05 notice", "R005 at P05 notice until " + std::string(day_before) +
                                                  ", reject record from " + std::string(day) + " by received_at"}});
    };
    const auto changes = diff(dated("1120831", "1120901"), dated("1120930", "1121001"));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].action, Action::Redated);
    EXPECT_EQ(changes[0].effect, Effect::Relaxed);
}

TEST_F(DiffTest, ClausesThatFireMoreOrLessOften) {
    const auto only = [&](const std::vector<Edit>& edits) { return changes(edits).at(0); };
    EXPECT_EQ(only({{"{A, B} and", "{A, B, C} and"}}), "tightened: rule R004 at P02, P06: fires more often");
    EXPECT_EQ(only({{"{A, B} and", "{A} and"}}), "relaxed: rule R004 at P02, P06: fires less often");
    EXPECT_EQ(only({{"P02 in {A, B} and", "P02 = A and"}}), "relaxed: rule R004 at P02, P06: fires less often");
    EXPECT_EQ(only({{"P05 < 100", "P05 < 99"}}), "relaxed: rule R004 at P02, P06: fires less often");
    EXPECT_EQ(only({{"P05 < 100", "P05 <= 100"}}), "tightened: rule R004 at P02, P06: fires more often");
    EXPECT_EQ(only({{"and P05 < 100", ""}}), "tightened: rule R004 at P02, P06: fires more often");
    EXPECT_EQ(only({{"and P05 < 100", "and P05 < 100 and P03 = C"}}),
              "relaxed: rule R004 at P02, P06: fires less often");
    EXPECT_EQ(only({{"<= 60", "<= 61"}}), "relaxed: rule R005 at P05: fires less often");
    EXPECT_EQ(only({{"P05 >= 2", "P05 >= 3"}}), "tightened: rule R005 at P05: fires more often");
    EXPECT_EQ(only({{"P05 >= 2", "P05 >= 3 or P02 = A"}}), "unclear: rule R005 at P05: fires otherwise");
    EXPECT_EQ(only({{"    when P03 not in light\n", ""}}), "tightened: rule R005 at P05: fires more often");
    EXPECT_EQ(only({{"P05 < 100", "P05 < 99 and P03 = A or P02 = C"}}),
              "unclear: rule R004 at P02, P06: fires otherwise");
}

TEST_F(DiffTest, ShowsAnUnclearClauseAsItWasAndIs) {
    const auto found = diff(module(), module({{"P05 >= 2", "P05 >= 3 or P02 = A"}}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_THAT(found[0].old_text, HasSubstr("2 <= P05"));
    EXPECT_THAT(found[0].new_text, HasSubstr("P02 = A"));
}

TEST_F(DiffTest, OneClauseAtSeveralPlacesIsOneChange) {
    // Both places read `P02`, and one of them is P02.
    const auto mixed = diff(module(), module({{"P05 < 100", "P05 < 99"}}));
    ASSERT_EQ(mixed.size(), 1U);
    EXPECT_THAT(mixed[0].new_text, HasSubstr("(at P02, alike at the others)"));
    const auto with_it = diff(module(), module({}, "rule R007 at P04, P05\n when it is given\n"));
    ASSERT_EQ(with_it.size(), 1U);
    EXPECT_EQ(with_it[0].new_text, "when it is given");
    const auto without = diff(module(), module({}, "rule R007 at P04, P05\n when P03 = A\n"));
    ASSERT_EQ(without.size(), 1U);
    EXPECT_EQ(without[0].new_text, "when P03 = A");
}

TEST_F(DiffTest, RulesAddedAndRemoved) {
    EXPECT_THAT(changes({}, "rule R007 at P04, P05\n when it is given\n expect P02 = A\n"),
                ElementsAre("tightened: rule R007 at P04, P05: added: reject record"));
    EXPECT_THAT(changes({{"rule R006 at P03\n    expect (P02, P03) in pairs\n", ""}}),
                ElementsAre("relaxed: rule R006 at P03: removed: reject order"));
    EXPECT_THAT(changes({{"rule R006 at P03", "rule R006 at P03\n    supersedes R005 blocks P05"}}),
                ElementsAre("unclear: rule R006 at P03: nothing besides → blocks P05, supersedes R005"));
}

TEST_F(DiffTest, SetsByWhatReadsThem) {
    // In the `expect` of one rule and, negated, in the `when` of another: growing relaxes both.
    EXPECT_THAT(changes({{"{ A B 01..03 }", "{ A B C 01..03 }"}}),
                ElementsAre("relaxed: set light: 1 added; read by R004 at P06, R004 at P02, R005 at P05 [C]"));
    EXPECT_THAT(
        changes({{"{ A B 01..03 }", "{ A B 01..02 }"}}),
        ElementsAre(StartsWith("tightened: set light: 1 added"), StartsWith("tightened: set light: 1 removed")));
    EXPECT_THAT(changes({{"{ A B 01..03 }", "{ A C 01..03 }"}}),
                ElementsAre(StartsWith("unclear: set light: 1 added"), StartsWith("unclear: set light: 1 removed")));
    EXPECT_THAT(changes({}, "set spare \"備\" = { X }"), ElementsAre("none: set spare: added"));
}

TEST_F(DiffTest, CodeSets) {
    EXPECT_THAT(changes({{"C,丙,,,3\n", "C,丙,,,3\nD,丁,1140101,,4\n"}}),
                ElementsAre("relaxed: code set kinds: 1 code added [D from 114-01-01 (1140101)]"));
    EXPECT_THAT(changes({{"C,丙,,,3\n", ""},
                         {"         A       C\n    P05  V       *\n    P06  when_b  ~",
                          "         A       B\n    P05  V       *\n    P06  when_b  ~"}}),
                AllOf(testing::Contains("tightened: code set kinds: 1 code removed [C]"),
                      testing::Contains("relaxed: presence P03: column C removed from its table")));
    EXPECT_THAT(
        changes({{"B,乙,1110101,,2", "B,乙,1110301,,2"}}),
        ElementsAre("tightened: code set kinds: redated: from 111-01-01 (1110101) → from 111-03-01 (1110301) [B]"));
    EXPECT_THAT(changes({{"B,乙,1110101,,2", "B,新乙,,,2"}}),
                UnorderedElementsAre("relaxed: code set kinds: redated: from 111-01-01 (1110101) → always [B]",
                                     "none: code set kinds: 1 code relabelled [B 乙 → 新乙]"));
    EXPECT_THAT(changes({{"A,甲,,,1", "A,甲,,,7"}}),
                ElementsAre("unclear: code set kinds: 1 code with other columns [A (weight = 1) → (weight = 7)]"));
    EXPECT_THAT(changes({{"codeset kinds", "open codeset kinds"}}),
                ElementsAre("relaxed: code set kinds: opened: a code that it does not hold is no fault now"));
}

TEST_F(DiffTest, TablesOfCombinations) {
    EXPECT_THAT(changes({{"A,A\nB,C\n", "A,A\nB,C\nB,A\n"}}),
                ElementsAre("relaxed: table pairs: 1 combinations added; read by R006 at P03 [B+A]"));
    EXPECT_THAT(changes({{"allowed from \"pairs.csv\"", "allowed from \"pairs.csv\" others unchecked"}}),
                ElementsAre("relaxed: table pairs: others are unchecked now"));
}

TEST_F(DiffTest, MastersProvidersAndScenarios) {
    const auto between = [&](std::string_view before, std::string_view after) {
        std::vector<std::string> lines;
        for (const Change& change : diff(module({}, before), module({}, after))) {
            lines.push_back(std::string(to_string(change.effect)) + ": " + change.part + " " + change.name() + ": " +
                            change.text);
        }
        return lines;
    };
    constexpr std::string_view kMaster = "master wares \"貨\" (code : text 8, price : number)\n";
    EXPECT_THAT(between("", kMaster), ElementsAre("none: master wares: added"));
    EXPECT_THAT(between(kMaster, ""), ElementsAre("none: master wares: removed"));
    EXPECT_THAT(between(kMaster, "master wares \"物\" (code : text 8, price : number, valid : period)\n"),
                ElementsAre("unclear: master wares: (code : text 8, price : number) key code → (code : text 8, price : "
                            "number, valid : period) key code",
                            "none: master wares: label 貨 → 物"));
    EXPECT_THAT(between(kMaster, "master wares \"貨\" (code : text 8, price : number) key code, price\n"),
                ElementsAre(HasSubstr("key code → (code : text 8, price : number) key code, price")));

    constexpr std::string_view kProvider = "provider post \"郵\" (id : text) -> (sent : date)\n";
    EXPECT_THAT(between(kProvider, ""), ElementsAre("none: provider post: removed"));
    EXPECT_THAT(between(kProvider, "provider post \"郵\" (id : text) -> (sent : datetime)\n"),
                ElementsAre("unclear: provider post: (id : text) -> (sent : date) → (id : text) -> (sent : datetime)"));

    constexpr std::string_view kScenario = "scenario small \"小\" when P05 < 10\n";
    EXPECT_THAT(between("", kScenario), ElementsAre("none: scenario small: added"));
    EXPECT_THAT(between(kScenario, ""), ElementsAre("none: scenario small: removed"));
    EXPECT_THAT(between(kScenario, "scenario small \"小\" when P05 < 9\n"),
                ElementsAre("none: scenario small: P05 < 10 → P05 < 9"));
    EXPECT_THAT(between(kScenario, "scenario small \"小\"  when (P05 < 10)\n"), IsEmpty());
    EXPECT_THAT(between(kScenario, "scenario small \"微\" when P05 < 10\n"),
                ElementsAre("none: scenario small: label 小 → 微"));
}

TEST_F(DiffTest, Fields) {
    EXPECT_THAT(changes({{"number 3 in 1..500", "number 3 in 1..400"}}),
                ElementsAre("tightened: field P05: number 3 in 1..500 → number 3 in 1..400"));
    EXPECT_THAT(changes({{"number 3 in 1..500", "number 4 in 1..500"}}),
                ElementsAre("relaxed: field P05: number 3 in 1..500 → number 4 in 1..500"));
    EXPECT_THAT(
        changes({{"\"註\"    text 8", "\"附註\"  text exactly 8"}}),
        UnorderedElementsAre("tightened: field P06: text 8 → text exactly 8", "none: field P06: label 註 → 附註"));
    EXPECT_THAT(changes({{" or placeholder { NONE } as NONE", ""}}),
                ElementsAre("tightened: field P06: placeholder removed [{NONE} as NONE]"));
    EXPECT_THAT(changes({{"    P06  note", "    P07  other   \"他\"  text 2\n    P06  note"}}),
                ElementsAre("unclear: field P07: added to EX: 他, text 2"));
    EXPECT_THAT(changes({{"I01  amount  \"數量\"      number 4", "I01  amount  \"數量\"      number 4 else AE"}}),
                ElementsAre("unclear: field I01: the code of out of range AD → AE"));
    EXPECT_THAT(changes({{"as item 0..3", "as item 1..3"}}), ElementsAre("tightened: segment IT: rows 0..3 → 1..3"));
}

TEST_F(DiffTest, PresenceCells) {
    EXPECT_THAT(changes({{"P05  V       *", "P05  V       V"}}),
                ElementsAre("tightened: presence P05: when P03 is C: * → V"));
    EXPECT_THAT(changes({{"P05  V       *", "P05  *       *"}}),
                ElementsAre("relaxed: presence P05: when P03 is A: V → *"));
    EXPECT_THAT(
        changes({{"V when P02 = B", "V when P02 in {A, B}"}}),
        ElementsAre("tightened: presence P06: when P03 is A: V when P02 = B, else * → V when P02 in {A, B}, else *"));
    EXPECT_THAT(changes({{"P06  when_b  ~", "P06  when_b  V"}}),
                ElementsAre("unclear: presence P06: when P03 is C: ~ → V"));
}

TEST_F(DiffTest, HeaderAndRegistry) {
    EXPECT_THAT(changes({{"version \"1\"", "version \"2\""}, {"key     P01", "key     P01, P02"}}),
                UnorderedElementsAre("none: specification version: 1 → 2", "none: specification key: P01 → P01, P02"));
    EXPECT_THAT(changes({{"R004,四,", "R004,第四,"}}), ElementsAre("none: code R004: message 四 → 第四"));
    EXPECT_THAT(changes({{"R007,七,reject_record\n", ""}}),
                ElementsAre("none: code R007: removed from the registry: 七"));
}

TEST_F(DiffTest, WhatRejectsMoreComesFirst) {
    const std::string text = to_text(diff(module(), module({{"number 3 in 1..500", "number 4 in 1..500"},
                                                            {"R005 at P05 notice", "R005 at P05"},
                                                            {"version \"1\"", "version \"2\""}})));
    EXPECT_LT(text.find("Tightened"), text.find("Relaxed"));
    EXPECT_LT(text.find("Relaxed"), text.find("No effect"));
    EXPECT_THAT(text, HasSubstr("3 differences: 1 tightened, 0 unclear, 1 relaxed, 1 without effect\n"));
}

class Silence final : public driver::RunObserver {
public:
    void message(std::string_view) override {}
    void progress(const Progress&) override {}
};

TEST_F(DiffTest, OnFilesNamesTheRecordsThatAreJudgedDifferently) {
    const TestFolder folder;
    std::string upload = "<FILE>";
    for (const std::string_view kind : {"A", "B", "Z", "B"}) {
        upload += "<ROW><HD><P01>A123456789</P01><P02>" + std::string(kind) + "</P02></HD><EX/></ROW>";
    }
    const std::string path = folder.write("a.xml", upload + "</FILE>");
    const ir::Module before = module();
    const ir::Module after = module({{"種類B只是提醒\"\n    notice\n", "種類B只是提醒\"\n"},
                                     {"R003,種類B只是提醒,notice", "R003,種類B只是提醒,reject_record"},
                                     {"expect P02 != Z", "expect P02 != Y"}});
    DateTime at;
    ASSERT_EQ(parse_roc_datetime("1141015200000", at), Lexical::Ok);
    const auto side = [&](const ir::Module& of) { return Side{of, driver::parse_given_values(of, at, {}).value()}; };
    Silence silence;
    const auto files =
        compare_on_files(side(before), side(after), {{{path, "a.xml", std::nullopt}}, at, 1, false}, silence);
    ASSERT_TRUE(files) << files.error().text;
    EXPECT_EQ(files->records, 4U);
    EXPECT_EQ(files->differing, 3U);
    EXPECT_THAT(files->verdicts, ElementsAre(testing::Pair(testing::Pair("accepted_with_notices", "rejected"), 2U),
                                             testing::Pair(testing::Pair("rejected", "accepted"), 1U)));
    EXPECT_THAT(files->gone, ElementsAre(testing::Pair("P02:R001", 1U)));
    EXPECT_THAT(files->changed, ElementsAre(testing::Pair("P02:R003", 2U)));
    const std::string text = to_text(*files);
    EXPECT_THAT(text, AllOf(HasSubstr("a.xml record 2  P01=A12*****89  accepted with notices → rejected"),
                            HasSubstr("now   P02:R003 notice → reject record"), HasSubstr("… and 2 more records"),
                            Not(HasSubstr("record 3"))));
}

}  // namespace
}  // namespace jianhe::diff
