#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ir/verifier.h"
#include "tests/unit/compiler/tiny_module.h"
#include "tests/unit/compiler/verifier_break.h"

namespace jianhe::ir {
namespace {

using ::testing::IsEmpty;

TEST(Verifier, AcceptsTheTinyModule) { EXPECT_THAT(verify(make_tiny_module()), IsEmpty()); }

template <class Id>
Id beyond(std::size_t size) {
    return static_cast<Id>(size);
}

InstId find(const Module& module, InstKind kind) {
    for (std::uint32_t i = 0; i < module.insts.size(); ++i) {
        if (module.insts[i].kind == kind) return static_cast<InstId>(i);
    }
    return kNone<InstId>;
}

Inst& first(Module& module, InstKind kind) { return module.insts[index_of(find(module, kind))]; }

InstId append(Module& module, Inst inst) {
    module.insts.push_back(inst);
    return static_cast<InstId>(module.insts.size() - 1);
}

InstId append_field(Module& module, std::string_view tag, ValueType type) {
    return append(module, {InstKind::Field, {type, 0}, index_of(module.find_field(tag)), 0, 0});
}

constexpr Type kTruth{};

const Break kBreaks[] = {
    {"id-range", "a field beyond", [](Module& m) { m.key[0] = beyond<FieldId>(m.fields.size()); }},
    {"id-range", "a field without a segment", [](Module& m) { m.fields[0].segment = kNone<SegmentId>; }},
    {"id-range", "a code beyond", [](Module& m) { m.fields[0].codes[0] = beyond<CodeId>(m.codes.size()); }},
    {"id-range", "a field that a code is attached to",
     [](Module& m) { m.codes[0].places.fields = {beyond<FieldId>(m.fields.size())}; }},
    {"id-range", "a segment that a code is attached to",
     [](Module& m) { m.codes[0].places.segments = {beyond<SegmentId>(m.segments.size())}; }},
    {"id-range", "a condition beyond", [](Module& m) { m.cells[2].choices[0].condition = kNone<InstId>; }},
    {"id-range", "an operand beyond", [](Module& m) { first(m, InstKind::Text).a = 9999; }},
    {"id-range", "an expectation beyond", [](Module& m) { m.checks[0].expect = beyond<InstId>(m.insts.size()); }},
    {"id-range", "the record of an example",
     [](Module& m) { m.examples[0].base = beyond<RecordId>(m.records.size()); }},
    {"operand-before-use", "itself",
     [](Module& m) { first(m, InstKind::EqualConst).a = index_of(find(m, InstKind::EqualConst)); }},
    {"operand-kind", "a value negated",
     [](Module& m) {
         append(m, {InstKind::Not, kTruth, index_of(find(m, InstKind::Text)), 0, 0});
     }},
    {"operand-kind", "a condition compared",
     [](Module& m) {
         append(m, {InstKind::Less, kTruth, index_of(m.checks[0].when), index_of(m.checks[0].when), 0});
     }},
    {"operand-kind", "a value expected", [](Module& m) { m.checks[0].expect = find(m, InstKind::Text); }},
    {"types-agree", "text with a date",
     [](Module& m) {
         append(m, {InstKind::Equal, kTruth, index_of(find(m, InstKind::Text)), index_of(find(m, InstKind::ChosenDate)),
                    0});
     }},
    {"types-agree", "the type of a field",
     [](Module& m) { m.insts[index_of(append_field(m, "V04", ValueType::Text))].c = 0; }},
    {"types-agree", "a column that is not there",
     [](Module& m) {
         append(m, {InstKind::Attribute, {ValueType::Number, 0}, index_of(m.find_field("V06")), 1, 0});
     }},
    {"types-agree", "a slice of no bytes",
     [](Module& m) {
         append(m, {InstKind::Slice, {ValueType::Text, 0}, index_of(find(m, InstKind::Text)), 2, 1});
     }},
    {"types-agree", "a key of other rows", [](Module& m) { m.keys[0].clear(); }},
    {"expression-size", "doubled thirty times",
     [](Module& m) {
         InstId last = m.checks[0].when;
         for (int i = 0; i < 30; ++i) last = append(m, {InstKind::And, kTruth, index_of(last), index_of(last), 0});
     }},
    {"expression-size", "too deep",
     [](Module& m) {
         InstId last = m.checks[0].when;
         for (std::uint32_t i = 0; i < kMaxExpressionDepth; ++i)
             last = append(m, {InstKind::Not, kTruth, index_of(last), 0, 0});
     }},
    {"repeated-segment", "rows of a segment without",
     [](Module& m) {
         append(m, {InstKind::CountRows, {ValueType::Number, 0}, 1, 0, 0});
     }},
    {"layout", "a gap between segments", [](Module& m) { --m.segments[1].field_count; }},
    {"layout", "a foreign field", [](Module& m) { m.fields[2].segment = static_cast<SegmentId>(0); }},
    {"layout", "two fields of one tag", [](Module& m) { m.fields[2].tag = m.fields[1].tag; }},
    {"limits", "rows without a limit", [](Module& m) { m.segments[2].limits.clear(); }},
    {"limits", "an empty limit", [](Module& m) { m.segments[2].limits[0].low = 9; }},
    {"limits", "an unreachable limit",
     [](Module& m) {
         m.segments[2].limits.push_back({m.checks[0].when, 0, 1});
     }},
    {"field-shape", "a code without a set", [](Module& m) { m.fields[0].code_set = kNone<CodeSetId>; }},
    {"field-shape", "an empty range", [](Module& m) { m.fields[4].low = 51; }},
    {"presence-shape", "a cell too few", [](Module& m) { m.fields[1].cells.pop_back(); }},
    {"presence-shape", "a selector with rows", [](Module& m) { m.presences[0].selector = m.find_field("R03"); }},
    {"required-cycle", "a cell that asks for cells",
     [](Module& m) {
         m.cells[2].choices[0].condition =
             append(m, {InstKind::IsRequired, kTruth, index_of(m.find_field("V07")), 0, 0});
     }},
    {"open-rows", "a cell that reads a row",
     [](Module& m) {
         const InstId number = append_field(m, "R02", ValueType::Number);
         m.cells[2].choices[0].condition = append(m, {InstKind::IsGiven, kTruth, index_of(number), 0, 0});
     }},
    {"open-rows", "a check without rows that reads one",
     [](Module& m) {
         const InstId number = append_field(m, "R02", ValueType::Number);
         m.checks[0].when = append(m, {InstKind::IsGiven, kTruth, index_of(number), 0, 0});
     }},
    {"set-shape", "a range of two lengths", [](Module& m) { m.sets[1].members[0].hi = "100"; }},
    {"set-shape", "a dated row in an undated set", [](Module& m) { m.code_sets[1].is_dated = false; }},
    {"set-shape", "a row without a column", [](Module& m) { m.code_sets[1].rows[0].columns.clear(); }},
    {"set-shape", "a table out of order",
     [](Module& m) {
         m.tables.push_back({"t", {}, false, {{"b", "a"}, {"a", "b"}}});
     }},
    {"codes-complete", "a field", [](Module& m) { m.fields[3].codes[2] = kNone<CodeId>; }},
    {"codes-complete", "the envelope", [](Module& m) { m.envelope[5] = kNone<CodeId>; }},
    {"codes-complete", "too many rows", [](Module& m) { m.too_many = kNone<CodeId>; }},
    {"dispositions", "a code without a schedule", [](Module& m) { m.codes[0].schedule.clear(); }},
    {"dispositions", "a code whose disposition is not its strongest",
     [](Module& m) { m.codes[0].disposition = Disposition::RejectFile; }},
    {"codes-sorted", "a code twice", [](Module& m) { m.codes[1].code = m.codes[0].code; }},
    {"date-source", "two sources", [](Module& m) { m.code_sets_by.given = m.received_at; }},
    {"chosen-date", "a text chosen", [](Module& m) { m.chosen_dates[0].otherwise = m.find_field("V07"); }},
    {"chosen-date", "a row's date chosen", [](Module& m) { m.chosen_dates[0].choices[0].field = m.find_field("R01"); }},
    {"chosen-date", "chosen by a dated code set",
     [](Module& m) { m.chosen_dates[0].choices[0].condition = m.checks[0].when; }},
    {"one-place", "no place", [](Module& m) { m.checks[0].field = kNone<FieldId>; }},
    {"one-place", "two places", [](Module& m) { m.checks[0].segment = static_cast<SegmentId>(1); }},
    {"one-condition", "none", [](Module& m) { m.checks[1].expect = kNone<InstId>; }},
    {"dispositions", "none", [](Module& m) { m.checks[0].dispositions.clear(); }},
    {"row-needed", "a row's field outside of rows",
     [](Module& m) {
         m.checks[1].row = kNone<SegmentId>;
         m.checks[1].expect = m.checks[0].when;
     }},
    {"row-needed", "rows for nothing", [](Module& m) { m.checks[0].row = static_cast<SegmentId>(2); }},
    {"rule-links", "a check of another rule", [](Module& m) { m.checks[0].rule = static_cast<RuleId>(1); }},
    {"rule-links", "a check of two rules", [](Module& m) { m.rules[1].checks.push_back(static_cast<CheckId>(0)); }},
    {"rule-links", "a code that is not the rule's", [](Module& m) { m.checks[0].code = m.checks[1].code; }},
    {"record-shape", "a field too few", [](Module& m) { m.records[0].values.segments[1][0].pop_back(); }},
    {"record-shape", "a segment twice",
     [](Module& m) { m.records[0].values.segments[0].push_back(m.records[0].values.segments[0][0]); }},
    {"example-shape", "no promise", [](Module& m) { m.examples[1].accepted = false; }},
    {"example-shape", "an unknown code", [](Module& m) { m.examples[0].finds[0].code = "Z999"; }},
    {"vary-shape", "one of nothing", [](Module& m) { m.generate.varies[5].values.clear(); }},
};

class VerifierBreaks : public ::testing::TestWithParam<Break> {};

TEST_P(VerifierBreaks, AreNamed) { expect_named(make_tiny_module(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, VerifierBreaks, ::testing::ValuesIn(kBreaks), break_name);

TEST(Verifier, ARowIsOpenedByAnyRow) {
    Module module = make_tiny_module();
    const InstId number = append_field(module, "R02", ValueType::Number);
    const InstId given = append(module, {InstKind::IsGiven, kTruth, index_of(number), 0, 0});
    module.checks[0].when = append(module, {InstKind::AnyRow, kTruth, 2, index_of(given), 0});
    EXPECT_THAT(verify(module), IsEmpty());
}

TEST(Verifier, TellsAtMostAHundredFaults) {
    Module module = make_tiny_module();
    module.key.assign(500, kNone<FieldId>);
    EXPECT_EQ(verify(module).size(), kMaxFaults);
}

}  // namespace
}  // namespace jianhe::ir
