#include <gtest/gtest.h>

#include "compiler/ir/module.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::ir {
namespace {

TEST(Module, FindsByName) {
    const Module module = make_tiny_module();
    EXPECT_EQ(module.code(module.find_code("X002")).message, "序號不得重複");
    EXPECT_EQ(module.find_code("X00"), kNone<CodeId>);
    EXPECT_EQ(module.find_code("Z"), kNone<CodeId>);
    EXPECT_EQ(module.field(module.find_field("R02")).name, "number");
    EXPECT_EQ(module.find_field("R09"), kNone<FieldId>);
}

TEST(ShapeOf, FollowsTheList) {
    EXPECT_EQ(shape_of(InstKind::Integer).printed, "integer");
    EXPECT_EQ(shape_of(InstKind::Or).printed, "or");
    EXPECT_TRUE(shape_of(InstKind::AnyRow).yields_truth);
    EXPECT_FALSE(shape_of(InstKind::CountWhere).yields_truth);
    EXPECT_EQ(shape_of(InstKind::InTable).c, OperandKind::Table);
    EXPECT_EQ(shape_of(InstKind::AddDays).b, OperandKind::Integer);
}

TEST(MakeInfo, TellsReadersAndReports) {
    const SpecificationInfo info = make_info(make_tiny_module());
    EXPECT_EQ(info.name, "tiny");
    EXPECT_EQ(info.layout.root(), "RECS");
    ASSERT_EQ(info.layout.segments().size(), 3U);
    EXPECT_EQ(info.layout.segments()[2].tag, "R");
    EXPECT_EQ(info.layout.segments()[2].parent, "MB");
    EXPECT_TRUE(info.layout.segments()[2].repeated);
    EXPECT_EQ(info.layout.segments()[2].first_field, info.layout.find_field("R01"));
    EXPECT_EQ(info.layout.segments()[2].field_count, 3);
    EXPECT_EQ(info.key, (std::vector<FieldIndex>{info.layout.find_field("V01"), info.layout.find_field("V05")}));
    EXPECT_EQ(info.masks[info.layout.find_field("V01")], MaskKind::NationalId);
    EXPECT_EQ(info.masks[info.layout.find_field("V02")], MaskKind::None);
    EXPECT_EQ(info.envelope_code(EnvelopeRole::NoEndOfFile), "Y001");
    EXPECT_EQ(info.message("X001"), "註記為2時識別碼必為NONE");
}

TEST(MakeInfo, ListsWhatNobodyChecks) {
    Module module = make_tiny_module();
    const auto needs = [&](std::string_view code, CodeStatus status) {
        Code& changed = module.codes[index_of(module.find_code(code))];
        changed.status = status;
        changed.needs = "history";
    };
    needs("X002", CodeStatus::NeedsProvider);
    needs("AA", CodeStatus::NeedsProvider);
    needs("AB", CodeStatus::Unknown);
    needs("AC", CodeStatus::NotPart);
    const SpecificationInfo info = make_info(module);
    ASSERT_EQ(info.unchecked.size(), 2U) << "the rule of X002 asks the record alone";
    EXPECT_EQ(info.unchecked[0].code, "AA");
    EXPECT_EQ(info.unchecked[0].needs, "history");
    for (Rule& rule : module.rules) rule.needs.emplace_back("ledger");
    ASSERT_EQ(make_info(module).unchecked.size(), 1U) << "a run says itself whether X002 was checked";
    EXPECT_EQ(make_info(module).unchecked[0].code, "AA");
}

}  // namespace
}  // namespace jianhe::ir
