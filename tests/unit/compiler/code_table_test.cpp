#include "compiler/docgen/code_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/docgen/explain.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::docgen {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

ir::Code& code(ir::Module& module, std::string_view name) { return module.codes[index_of(module.find_code(name))]; }

TEST(CodeTable, RulesAndBuiltInChecksOfACode) {
    const ir::Module module = make_tiny_module();
    const std::vector<CodeStanding> table = code_table(module);
    ASSERT_THAT(table, SizeIs(module.codes.size()));
    const CodeStanding rule = standing_of(module, module.find_code("X001"));
    ASSERT_THAT(rule.rules, SizeIs(1));
    EXPECT_EQ(module.rules[index_of(rule.rules[0])].location.line, 1U);
    EXPECT_THAT(rule.built_in, IsEmpty());
    const CodeStanding missing = standing_of(module, module.find_code("AA"));
    EXPECT_THAT(missing.rules, IsEmpty());
    ASSERT_THAT(missing.built_in, SizeIs(1));
    EXPECT_THAT(missing.built_in[0].fields, SizeIs(module.fields.size()));
    EXPECT_EQ(describe(module, missing.built_in[0], 2), "missing: H01 V01 … 13 fields in all");
    EXPECT_THAT(standing_of(module, module.find_code("Y001")).built_in, SizeIs(kEnvelopeRoleCount));
}

TEST(CodeTable, CountsByStatus) {
    ir::Module module = make_tiny_module();
    code(module, "X002").status = ir::CodeStatus::NeedsProvider;
    code(module, "AA").status = ir::CodeStatus::NeedsProvider;
    code(module, "AB").status = ir::CodeStatus::Retired;
    code(module, "AC").official = false;
    EXPECT_EQ(status_count_text(module),
              "codes 11, advice of the specification's authors among them 1\n"
              "  (none)             7  the registry does not say\n"
              "  checked            1  a rule reports it\n"
              "  needs_provider     2  takes what neither the record nor the file holds; rules: 1\n"
              "  retired            1  no longer reported\n");
}

TEST(CodeTable, ALineForEachCode) {
    ir::Module module = make_tiny_module();
    ir::Code& needy = code(module, "X002");
    needy.status = ir::CodeStatus::NeedsProvider;
    needy.needs = "history";
    needy.reason = "what was sent before";
    const std::string text = code_table_text(module);
    EXPECT_THAT(text, HasSubstr("X001  checked         30-rules.rules:1\n"));
    EXPECT_THAT(text, HasSubstr("X002  needs_provider  30-rules.rules:"));
    EXPECT_THAT(text, HasSubstr("; needs history; what was sent before\n"));
    EXPECT_THAT(text, HasSubstr("AG    (none)          a segment has more rows than its limit\n"));
}

TEST(CodeTable, ExplainSaysWhatTheRegistrySays) {
    ir::Module module = make_tiny_module();
    ir::Code& unused = module.codes.emplace_back();
    unused.code = "Z9";
    unused.schedule = {{Disposition::Notice, {std::nullopt, Date{0}}}, {Disposition::RejectRecord, {Date{1}, {}}}};
    unused.places = {true, true, true, true, {static_cast<ir::SegmentId>(2)}, {module.find_field("V05")}};
    const std::string page = explain(module, "Z9").value_or("");
    EXPECT_THAT(page, HasSubstr("  disposition   notice until "));
    EXPECT_THAT(page, HasSubstr("\n                reject record from "));
    EXPECT_THAT(page, HasSubstr("  attached to   any field, R, V05, the record, the file\n"));
    EXPECT_THAT(page, Not(HasSubstr("status")));
}

}  // namespace
}  // namespace jianhe::docgen
