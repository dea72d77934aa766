// Masters, providers, scenarios and questions to the file: verifier, printer and binary form.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ir/printer.h"
#include "compiler/ir/serialise.h"
#include "compiler/ir/verifier.h"
#include "tests/unit/compiler/knowing_module.h"
#include "tests/unit/compiler/verifier_break.h"

namespace jianhe::ir {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(KnowingModule, IsVerified) { EXPECT_THAT(verify(make_knowing_module()), IsEmpty()); }

InstId append(Module& module, Inst inst) {
    module.insts.push_back(inst);
    return static_cast<InstId>(module.insts.size() - 1);
}

// The first instruction of a kind.
Inst& first(Module& module, InstKind kind) {
    for (Inst& inst : module.insts) {
        if (inst.kind == kind) return inst;
    }
    return module.insts.front();
}

constexpr Type kTruth{};
constexpr Type kText{ValueType::Text, 0};

InstId negated(Module& module, InstId condition) {
    return append(module, {InstKind::Not, kTruth, index_of(condition), 0, 0});
}

const Break kBreaks[] = {
    {"id-range", "a master beyond", [](Module& m) { first(m, InstKind::MasterHas).b = 2; }},
    {"id-range", "a provider beyond", [](Module& m) { first(m, InstKind::ProviderPart).b = 1; }},
    {"id-range", "a key beyond", [](Module& m) { first(m, InstKind::SameInFile).a = 99; }},
    {"id-range", "a group beyond", [](Module& m) { first(m, InstKind::UniqueInFile).c = 99; }},
    {"id-range", "the condition of a scenario",
     [](Module& m) { m.scenarios[0].condition = static_cast<InstId>(m.insts.size()); }},
    {"id-range", "the master of an example", [](Module& m) { m.examples[0].masters = {static_cast<MasterId>(2)}; }},
    {"operand-kind", "a scenario that is a value",
     [](Module& m) { m.scenarios[0].condition = static_cast<InstId>(0); }},
    {"operand-kind", "a state that is a value", [](Module& m) { first(m, InstKind::UniqueInFile).b = 0; }},
    {"operand-kind", "a decision on a value", [](Module& m) { first(m, InstKind::Decided).b = 0; }},
    {"operand-kind", "a tuple that is compared",
     [](Module& m) {
         const std::uint32_t tuple = first(m, InstKind::MasterHas).a;
         append(m, {InstKind::Equal, kTruth, tuple, tuple, 0});
     }},
    {"operand-kind", "a condition in a tuple",
     [](Module& m) {
         append(m, {InstKind::Tuple, {ValueType::Tuple, 0}, 0, index_of(m.checks[0].when), 0});
     }},
    {"types-agree", "a tuple that is text",
     [](Module& m) {
         append(m, {InstKind::Tuple, kText, 0, 0, 0});
     }},
    {"types-agree", "text that is a tuple", [](Module& m) { first(m, InstKind::Text).type.kind = ValueType::Tuple; }},
    {"types-agree", "a key without its day",
     [](Module& m) { first(m, InstKind::MasterHas).a = first(m, InstKind::Tuple).a; }},
    {"types-agree", "a day that is none", [](Module& m) { first(m, InstKind::Tuple).b = first(m, InstKind::Tuple).a; }},
    {"types-agree", "a key of another master", [](Module& m) { first(m, InstKind::MasterHas).b = 1; }},
    {"types-agree", "a column that is not there", [](Module& m) { first(m, InstKind::MasterColumn).c = 3; }},
    {"types-agree", "a column of another type", [](Module& m) { first(m, InstKind::MasterColumn).c = 0; }},
    {"types-agree", "a part that is not there", [](Module& m) { first(m, InstKind::ProviderPart).c = 2; }},
    {"types-agree", "a part of another type", [](Module& m) { first(m, InstKind::ProviderPart).c = 1; }},
    {"types-agree", "an argument of another type",
     [](Module& m) { first(m, InstKind::ProviderPart).a = first(m, InstKind::MasterHas).a - 1; }},
    {"types-agree", "an argument too many",
     [](Module& m) {
         m.providers[0].arguments.push_back({"second", kText});
     }},
    {"types-agree", "nothing that is unique", [](Module& m) { m.keys[first(m, InstKind::UniqueInFile).a].clear(); }},
    {"types-agree", "nothing that is the same", [](Module& m) { m.keys[first(m, InstKind::SameInFile).a].clear(); }},
    {"types-agree", "a state of a master's column",
     [](Module& m) {
         const auto column = static_cast<std::uint32_t>(&first(m, InstKind::MasterColumn) - m.insts.data());
         append(m, {InstKind::IsGiven, kTruth, column, 0, 0});
     }},
    {"master-shape", "no key", [](Module& m) { m.masters.push_back({}); }},
    {"provider-shape", "no parts",
     [](Module& m) {
         m.providers.push_back({"empty", "", {{"id", kText}}, {}, "", "", "", {}});
     }},
    {"provider-shape", "no arguments",
     [](Module& m) {
         m.providers.push_back({"empty", "", {}, {{"person", kText}}, "", "", "", {}});
     }},
    {"file-question", "in a when", [](Module& m) { m.checks[0].when = knowing_check(m, KnowingCheck::Same).expect; }},
    {"file-question", "inside of an expect",
     [](Module& m) {
         Check& check = knowing_check(m, KnowingCheck::Unique);
         check.expect = negated(m, check.expect);
     }},
    {"file-question", "in a scenario",
     [](Module& m) { m.scenarios[0].condition = negated(m, knowing_check(m, KnowingCheck::Same).expect); }},
    {"open-rows", "a scenario that reads a row",
     [](Module& m) {
         const InstId number =
             append(m, {InstKind::Field, {ValueType::Number, 0}, index_of(m.find_field("R02")), 0, 0});
         m.scenarios[0].condition = append(m, {InstKind::IsGiven, kTruth, index_of(number), 0, 0});
     }},
    {"open-rows", "a key of rows outside of them",
     [](Module& m) { m.keys[first(m, InstKind::SameInFile).a] = {m.find_field("R02")}; }},
    {"record-shape", "a record before an example", [](Module& m) { m.examples[0].after[0].segments.pop_back(); }},
};

class KnowledgeBreaks : public ::testing::TestWithParam<Break> {};

TEST_P(KnowledgeBreaks, AreNamed) { expect_named(make_knowing_module(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, KnowledgeBreaks, ::testing::ValuesIn(kBreaks), break_name);

TEST(KnowingModule, ReadsAsInTheLanguage) {
    Module module = make_knowing_module();
    const auto when = [&](KnowingCheck check) { return print_expr(module, knowing_check(module, check).when); };
    const auto expect = [&](KnowingCheck check) { return print_expr(module, knowing_check(module, check).expect); };
    EXPECT_EQ(when(KnowingCheck::Price), "drugs has V07 on V03");
    EXPECT_EQ(expect(KnowingCheck::Price), "drugs(V07 on V03).price <= V04");
    EXPECT_EQ(when(KnowingCheck::Person), "pairs has (V04, V09)");
    EXPECT_EQ(expect(KnowingCheck::Person), "identity(V05).person = V01");
    EXPECT_EQ(expect(KnowingCheck::Unique), "unique (V01, V05) in file while V06 = 2 stays for V01");
    EXPECT_EQ(expect(KnowingCheck::Same), "same V09 in file");
    EXPECT_EQ(when(KnowingCheck::Decided), "decided(V06 = 2, V06 = 2)");
    const InstId always = append(module, {InstKind::True, kTruth, 0, 0, 0});
    Inst& unique = first(module, InstKind::UniqueInFile);
    unique.b = index_of(always);
    EXPECT_EQ(expect(KnowingCheck::Unique), "unique (V01, V05) in file");
}

TEST(KnowingModule, IsSavedWhole) {
    const Module module = make_knowing_module();
    const std::string bytes = save(module);
    const Result<Module> loaded = load(bytes);
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(save(*loaded), bytes);
    EXPECT_EQ(print(*loaded), print(module));
    EXPECT_THAT(print(*loaded), HasSubstr("drugs has V07 on V03"));
    EXPECT_EQ(loaded->masters[0].shape.columns[2].type, MasterShape::Type::Date);
    EXPECT_EQ(loaded->masters[0].shape.columns[0].length, 12U);
    EXPECT_EQ(loaded->masters[0].sample, module.masters[0].sample);
    EXPECT_TRUE(loaded->masters[0].shape.is_dated);
    EXPECT_FALSE(loaded->masters[1].shape.is_dated);
    EXPECT_EQ(loaded->masters[1].shape.key, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(loaded->providers[0].built_in, "visit_id_composition");
    EXPECT_EQ(loaded->providers[0].parts[1].name, "at");
    EXPECT_EQ(loaded->scenarios[0].text, "V06 = 2");
    EXPECT_EQ(loaded->rules[3].needs, module.rules[3].needs);
    EXPECT_EQ(loaded->checks[3].choice, Disposition::RejectRecord);
    EXPECT_EQ(loaded->checks[4].choice, std::nullopt);
    EXPECT_EQ(loaded->examples[0].after[0].segments, module.examples[0].after[0].segments);
    EXPECT_EQ(loaded->examples[0].masters, module.examples[0].masters);
}

}  // namespace
}  // namespace jianhe::ir
