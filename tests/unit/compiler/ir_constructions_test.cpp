// Buffers and constructions: verifier, printer and binary form.

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ir/printer.h"
#include "compiler/ir/serialise.h"
#include "compiler/ir/verifier.h"
#include "tests/unit/compiler/tiny_module.h"
#include "tests/unit/compiler/verifier_break.h"

namespace jianhe::ir {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Type kTruth{};
constexpr Type kText{ValueType::Text, 0};

InstId append(Module& module, Inst inst) {
    module.insts.push_back(inst);
    return static_cast<InstId>(module.insts.size() - 1);
}

InstId text(Module& module, std::string value) {
    module.texts.push_back(std::move(value));
    return append(module, {InstKind::Text, kText, static_cast<std::uint32_t>(module.texts.size() - 1), 0, 0});
}

InstId field(Module& module, std::string_view tag) {
    return append(module, {InstKind::Field, kText, index_of(module.find_field(tag)), 0, 0});
}

BuildClause clause(const Module& module, BuildClause::Kind kind, std::string_view tag) {
    BuildClause made;
    made.kind = kind;
    made.field = module.find_field(tag);
    made.location = {"b.rules", 3};
    const SegmentId segment = module.field(made.field).segment;
    if (module.segment(segment).repeated()) made.row = segment;
    return made;
}

// The tiny module with a buffer of a field and a part of its own, and two constructions.
Module make_building_module() {
    Module m = make_tiny_module();
    m.first_building_inst = static_cast<std::uint32_t>(m.insts.size());
    m.buffer_parts = {"flag"};
    m.buffers.push_back(
        {"reader",
         "讀",
         10,
         {{m.find_field("V07"), kNone<BufferPartId>, 0, 7}, {kNone<FieldId>, static_cast<BufferPartId>(0), 9, 9}},
         {"b.rules", 1}});
    const InstId part = append(m, {InstKind::BufferPart, kText, 0, 0, 0});
    const InstId yes = text(m, "Y");
    Construction made{"made", "造", {static_cast<BufferId>(0)}, {}, kNone<ScenarioId>, {}, kNone<ConstructionId>, {}};
    BuildClause set = clause(m, BuildClause::Kind::Set, "V06");
    set.value = text(m, "1");
    set.when = append(m, {InstKind::EqualConst, kTruth, index_of(part), index_of(yes), 0});
    BuildClause derive = clause(m, BuildClause::Kind::Derive, "R02");
    derive.is_position = true;
    derive.padded = 3;
    BuildClause copy = clause(m, BuildClause::Kind::Derive, "V01");
    copy.value = field(m, "V07");
    BuildClause next = clause(m, BuildClause::Kind::Derive, "V09");
    next.value = field(m, "V01");
    next.followed_by = "X";
    made.clauses = {set, derive, copy, next, clause(m, BuildClause::Kind::Ask, "V05")};
    m.constructions.push_back(made);
    Construction kept{"kept",
                      "留",
                      {},
                      {clause(m, BuildClause::Kind::Keep, "V01")},
                      kNone<ScenarioId>,
                      {},
                      static_cast<ConstructionId>(0),
                      {}};
    m.constructions.push_back(kept);
    BuildExample example;
    example.construction = static_cast<ConstructionId>(0);
    example.values = m.records.front().values;
    example.buffers = {{static_cast<BufferId>(0), {{0, "x"}}}};
    example.contents = {{m.find_field("V06"), 0, "1"}};
    m.build_examples.push_back(example);
    return m;
}

TEST(BuildingModule, IsVerified) { EXPECT_THAT(verify(make_building_module()), IsEmpty()); }

TEST(BuildingModule, IsPrinted) {
    EXPECT_THAT(print(make_building_module()), HasSubstr("buffer reader 10\n"
                                                         "  V07 0..7\n"
                                                         "  flag 9..9\n"
                                                         "build made from reader\n"
                                                         "  set V06 := 1 when flag = Y\n"
                                                         "  derive R02 := position of item padded 3 for each item\n"
                                                         "  derive V01 := V07\n"
                                                         "  derive V09 := V01 followed by X\n"
                                                         "  ask V05\n"
                                                         "build kept\n"
                                                         "  keep V01\n"
                                                         "  kept for made\n"));
}

TEST(BuildingModule, SurvivesItsBinaryForm) {
    const std::string bytes = save(make_building_module());
    const Result<Module> all = load(bytes);
    ASSERT_TRUE(all) << all.error().text;
    EXPECT_TRUE(save(*all) == bytes);
    EXPECT_EQ(all->build_examples.size(), 1U);
    // Who builds needs no examples.
    const Result<Module> judging = load(bytes, Parts::Judging);
    ASSERT_TRUE(judging) << judging.error().text;
    EXPECT_EQ(judging->constructions.size(), 2U);
    EXPECT_TRUE(judging->build_examples.empty());
    EXPECT_EQ(judging->judging_insts(), make_tiny_module().insts.size());
}

std::vector<BuildClause>& clauses(Module& m) { return m.constructions[0].clauses; }

const Break kBreaks[] = {
    {"buffer-part", "a rule that reads a buffer", [](Module& m) { m.checks[0].when = clauses(m)[0].when; }},
    {"buffer-shape", "parts that share a byte", [](Module& m) { m.buffers[0].parts[1].first = 7; }},
    {"buffer-shape", "a part behind the end", [](Module& m) { m.buffers[0].parts[1].last = 10; }},
    {"buffer-shape", "a part that is nothing", [](Module& m) { m.buffers[0].parts[0].field = kNone<FieldId>; }},
    {"buffer-shape", "a field in rows", [](Module& m) { m.buffers[0].parts[0].field = m.find_field("R02"); }},
    {"id-range", "a part without a name", [](Module& m) { m.buffers[0].parts[1].name = static_cast<BufferPartId>(1); }},
    {"id-range", "a buffer beyond", [](Module& m) { m.constructions[0].buffers = {static_cast<BufferId>(1)}; }},
    {"id-range", "a part read beyond", [](Module& m) { m.buffer_parts.clear(); }},
    {"id-range", "a field beyond", [](Module& m) { clauses(m)[0].field = static_cast<FieldId>(99); }},
    {"id-range", "an example of nothing",
     [](Module& m) { m.build_examples[0].construction = static_cast<ConstructionId>(2); }},
    {"id-range", "a part of an example beyond", [](Module& m) { m.build_examples[0].buffers[0].parts[0].first = 2; }},
    {"row-needed", "a row field without rows", [](Module& m) { clauses(m)[1].row = kNone<SegmentId>; }},
    {"operand-kind", "a condition that is a value", [](Module& m) { clauses(m)[0].when = clauses(m)[0].value; }},
    {"operand-kind", "a value that is a condition", [](Module& m) { clauses(m)[2].value = clauses(m)[0].when; }},
    {"clause-shape", "a set that reads", [](Module& m) { clauses(m)[0].value = clauses(m)[2].value; }},
    {"clause-shape", "a derivation of nothing", [](Module& m) { clauses(m)[2].value = kNone<InstId>; }},
    {"clause-shape", "a question with a value", [](Module& m) { clauses(m)[4].value = clauses(m)[0].value; }},
    {"clause-shape", "kept for nothing", [](Module& m) { m.constructions[1].kept_for = kNone<ConstructionId>; }},
    {"derive-order", "read before it is derived", [](Module& m) { std::swap(clauses(m)[2], clauses(m)[3]); }},
    {"example-shape", "an example without a promise",
     [](Module& m) { m.build_examples[0].result = BuildExample::Result::Needs; }},
};

class BrokenBuilding : public ::testing::TestWithParam<Break> {};
TEST_P(BrokenBuilding, IsNamed) { expect_named(make_building_module(), GetParam()); }
INSTANTIATE_TEST_SUITE_P(Verifier, BrokenBuilding, ::testing::ValuesIn(kBreaks), break_name);

}  // namespace
}  // namespace jianhe::ir
