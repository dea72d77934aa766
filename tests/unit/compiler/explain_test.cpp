#include "compiler/docgen/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::docgen {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Explain, ACodeOfARule) {
    EXPECT_EQ(explain(make_tiny_module(), "X001").value_or(""),
              R"(X001  註記為2時識別碼必為NONE
  disposition   reject record
  status        checked
  source        a paper, page 3

  rule at 30-rules.rules:1
    rule X001 at V05
        when   V06 = 2
        expect V05 = NONE
  reported at   V05 就醫識別碼
  reads         V05 就醫識別碼
                V06 註記

  example that fires
    visit with V06 = 2, V07 = x
    finds V05:X001  (30-rules.rules:5)

  example that is accepted
    例外而無識別碼
    visit with V05 = NONE0000000000000000, V06 = 2, V07 = x
    accepted  (30-rules.rules:6)
)");
}

TEST(Explain, AField) {
    EXPECT_EQ(explain(make_tiny_module(), "V07").value_or(""),
              R"(V07  note  備註
  declared      10-fields.rules:8
  segment       V 就診 in MB
  type          text of at most 8 bytes
  example       補登  (in late)
  by H01        A  V when V06 = 2, else *
                B  V required
  built in      AA  missing       必填欄位未填
                AF  not allowed   不得填寫
                AB  wrong type    型態錯誤
                AC  wrong length  長度錯誤
                AD  out of range  超出範圍
                AE  not in set    代碼錯誤
)");
}

TEST(Explain, AFieldWithACodeSetAndRules) {
    const std::string page = explain(make_tiny_module(), "V06").value_or("");
    EXPECT_THAT(page, HasSubstr("  type          code of at most 1 byte from mark 註記\n"));
    EXPECT_THAT(page, HasSubstr("  members       1  正常\n                2  例外  from 1100101\n"));
    EXPECT_THAT(page, HasSubstr("  presence      * optional\n"));
    EXPECT_THAT(page, HasSubstr("  read by       X001  註記為2時識別碼必為NONE\n"));
    EXPECT_THAT(page, Not(HasSubstr("rules here")));
}

TEST(Explain, AFieldThatADateIsChosenFrom) {
    const std::string page = explain(make_tiny_module(), "V08").value_or("");
    EXPECT_THAT(page, HasSubstr("  rules here    X003  就診時間不得晚於上傳時間\n"));
    EXPECT_THAT(page, HasSubstr("  by H01        A  ~ must be empty\n                B  V required\n"));
}

TEST(Explain, APlaceholderAndAPrivateField) {
    EXPECT_THAT(explain(make_tiny_module(), "V05").value_or(""),
                HasSubstr("  or            the placeholder NONE: {NONE0000000000000000}\n"));
    EXPECT_THAT(explain(make_tiny_module(), "V01").value_or(""),
                HasSubstr("  private       shown with its first three"));
}

TEST(Explain, ABuiltInCode) {
    const std::string page = explain(make_tiny_module(), "AG").value_or("");
    EXPECT_THAT(page, HasSubstr("  built in      a segment has more rows than its limit\n"));
    const std::string missing = explain(make_tiny_module(), "AA", {.max_places = 2}).value_or("");
    EXPECT_THAT(missing, HasSubstr("  built in      missing: H01 V01 … 13 fields in all\n"));
}

TEST(Explain, ACodeSet) {
    EXPECT_EQ(explain(make_tiny_module(), "kind", {.max_members = 1}).value_or(""),
              R"(kind  類別
  code set      2 rows
  file          kind.csv
  used by       H01 資料類別
                R03 明細類別
  members       A  一般
                … and 1 more, see kind.csv
)");
}

ir::Module module_with_scenario() {
    ir::Module module = make_tiny_module();
    module.scenarios.push_back({"exception", "例外", module.checks[0].when, "V06 = 2", {"30-rules.rules", 3}});
    return module;
}

TEST(Explain, AScenario) {
    ir::Module module = module_with_scenario();
    EXPECT_EQ(explain(module, "Exception").value_or(""),
              R"(exception  例外
  scenario      30-rules.rules:3
  when          V06 = 2
  reads         V06 註記

  1 accepted examples
    例外而無識別碼: accepted  (30-rules.rules:6)
      visit with V05 = NONE0000000000000000, V06 = 2, V07 = x

  1 rejecting examples
    finds V05:X001  (30-rules.rules:5)
      visit with V06 = 2, V07 = x
)");
    EXPECT_THAT(closest_names(module, "exeption"), ElementsAre("exception"));
    module.scenarios[0].condition = module.checks[0].expect;
    module.examples[0].accepted = false;
    EXPECT_THAT(explain(module, "exception").value_or(""), HasSubstr("  0 rejecting examples\n    none\n"));
}

TEST(Explain, ExamplesBesideAScenarioGoFirstAndAreAllShown) {
    ir::Module module = module_with_scenario();
    ir::Example fires = module.examples[0];
    fires.location.line = 1;  // before the scenario
    for (int i = 0; i < 3; ++i) module.examples.insert(module.examples.begin(), fires);
    module.examples.push_back(module.examples[3]);
    const std::string page = explain(module, "exception", {.max_examples = 1}).value_or("");
    EXPECT_THAT(page, HasSubstr("  5 rejecting examples\n    finds V05:X001  (30-rules.rules:5)\n"));
    EXPECT_THAT(page, Not(HasSubstr("(30-rules.rules:1)")));
    EXPECT_THAT(page, HasSubstr("    … and 3 more, see --all\n"));
    EXPECT_THAT(explain(module, "exception", {.max_examples = 0}).value_or(""), HasSubstr("(30-rules.rules:1)"));
    // One that stands behind the next scenario is that one's.
    module.scenarios.push_back({"next", "", module.checks[0].when, "V06 = 2", {"30-rules.rules", 4}});
    EXPECT_THAT(explain(module, "exception", {.max_examples = 1}).value_or(""), HasSubstr("… and 4 more"));
}

TEST(Explain, AnExampleBehindOtherRecordsAndWithMastersSaysSo) {
    ir::Module module = module_with_scenario();
    module.masters.emplace_back();
    module.masters[0].shape.name = "wares";
    module.examples[1].after.resize(2);
    module.examples[1].masters = {static_cast<ir::MasterId>(0)};
    EXPECT_THAT(explain(module, "X001").value_or(""), HasSubstr("V07 = x, after 2 records, using wares\n"));
}

TEST(Explain, DatedDispositionsSayWhichDateDecides) {
    ir::Module module = make_tiny_module();
    Date last;
    parse_roc_date("1120831", last);
    module.checks[0].dispositions = {{Disposition::Notice, {std::nullopt, last}},
                                     {Disposition::RejectRecord, {Date{last.days + 1}, std::nullopt}}};
    EXPECT_THAT(explain(module, "X001").value_or(""),
                HasSubstr("  disposition   notice until 1120831 (by received_at)\n"
                          "                reject record from 1120901 (by received_at)\n"));
}

TEST(Explain, NamesAreFoundInEitherCase) {
    const ir::Module module = make_tiny_module();
    EXPECT_EQ(explain(module, "x001"), explain(module, "X001"));
    EXPECT_EQ(explain(module, "v06"), explain(module, "V06"));
    EXPECT_EQ(explain(module, "visit_time"), explain(module, "V02"));
    EXPECT_EQ(explain(module, "mark"), explain(module, "V06")) << "a field's name goes before a code set's";
}

TEST(Explain, UnknownNamesHaveNeighbours) {
    const ir::Module module = make_tiny_module();
    EXPECT_FALSE(explain(module, "X009"));
    EXPECT_FALSE(explain(module, ""));
    EXPECT_THAT(closest_names(module, "X0O1"), ElementsAre("X001"));
    EXPECT_THAT(closest_names(module, "visit_tiem", 1), ElementsAre("visit_time"));
    EXPECT_THAT(closest_names(module, "something_else"), IsEmpty());
}

}  // namespace
}  // namespace jianhe::docgen
