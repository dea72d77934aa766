#include <array>
#include <optional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/jit/blocking.h"
#include "compiler/jit/field_causes.h"
#include "tests/unit/compiler/knowing_module.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::jit {
namespace {

using testing::ElementsAre;

// The checks of the tiny module: V05 by V06; R02 unique; the chosen one of V02 and V08 against a given value.
enum : std::uint32_t { kById, kUnique, kByDate };

class FaultsOfFields : public testing::Test {
protected:
    std::uint32_t field(const char* tag) const { return ir::index_of(module_.find_field(tag)); }
    void spoil(const char* tag) {
        const FieldPlan& plan = plan_.fields[field(tag)];
        context_.rows[plan.segment].any_malformed[plan.word] |= std::uint64_t{1} << plan.bit;
    }
    Event event(Event::Kind kind, std::uint32_t check, std::uint32_t detail) const {
        return {kind, check, 0, field("V05"), detail};
    }

    FieldCauses::Cause cause(const Supplied& supplied, std::uint32_t check, std::uint32_t detail) const {
        return cause_in(module_, plan_, supplied, check, detail);
    }
    FieldCauses::Cause cause_in(const ir::Module& module, const Plan& plan, const Supplied& supplied,
                                std::uint32_t check, std::uint32_t detail) const {
        FieldCauses causes(module, plan, supplied);
        causes.begin(context_);
        return causes.cause_of(event(Event::Kind::Blocked, check, detail));
    }

    ir::Module module_ = make_tiny_module();
    Plan plan_ = make_plan(module_);
    Context context_{};
};

TEST_F(FaultsOfFields, ChecksThatAskOnlyFieldsAreBlockedByThem) {
    const auto is_cause = [&](const char* tag, std::uint32_t check, std::uint32_t detail) {
        context_ = {};
        spoil(tag);
        return cause({}, check, detail).field == module_.find_field(tag);
    };
    EXPECT_TRUE(is_cause("V06", kById, kByWhen));
    EXPECT_TRUE(is_cause("V05", kById, kByExpect));
    EXPECT_FALSE(is_cause("R02", kUnique, kByExpect)) << "other rows decide too";
    EXPECT_TRUE(is_cause("V02", kByDate, kByExpect));
    module_.givens.front().is_optional = true;
    EXPECT_FALSE(is_cause("V02", kByDate, kByExpect)) << "a value may not be given";
    module_.keys.push_back({module_.find_field("V01"), module_.find_field("V05")});
    module_.insts.push_back({ir::InstKind::SameInFile,
                             {ir::ValueType::Truth, 0},
                             static_cast<std::uint32_t>(module_.keys.size() - 1),
                             0,
                             0});
    module_.checks[kByDate].expect = static_cast<ir::InstId>(module_.insts.size() - 1);
    EXPECT_TRUE(is_cause("V05", kByDate, kByExpect));
    EXPECT_FALSE(is_cause("V02", kByDate, kByExpect)) << "no part of the key";
}

TEST_F(FaultsOfFields, OnlyTheMalformedFieldThatIsReadIsTheCause) {
    EXPECT_FALSE(ir::is_some(cause({}, kById, kByWhen).field)) << "there is none";
    spoil("V06");
    spoil("V05");
    spoil("R02");
    EXPECT_EQ(cause({}, kById, kByWhen).field, module_.find_field("V06"));
    spoil("V02");
    EXPECT_EQ(cause({}, kByDate, kByExpect).field, module_.find_field("V02"));
    spoil("V08");
    EXPECT_FALSE(ir::is_some(cause({}, kByDate, kByExpect).field)) << "both are read";
}

// Two masters that stand in a condition of fields, by arguments that are malformed or not.
TEST_F(FaultsOfFields, WhatIsNotSuppliedIsTheCause) {
    const ir::Module knowing = make_knowing_module();
    const auto price = static_cast<std::uint32_t>(KnowingCheck::Price);
    const auto person = static_cast<std::uint32_t>(KnowingCheck::Person);
    const auto said = [&](const Supplied& supplied, std::uint32_t check, std::uint32_t detail) {
        const Plan plan = make_plan(knowing);
        const FieldCauses::Cause found = cause_in(knowing, plan, supplied, check, detail);
        if (ir::is_some(found.field)) return knowing.field(found.field).tag;
        return found.not_checked ? plan.not_checked[*found.not_checked].missing : std::string("open");
    };
    spoil("V06");
    EXPECT_EQ(said({}, price, kByWhen), "drugs");
    EXPECT_EQ(said({}, person, kByWhen), "pairs");
    EXPECT_EQ(said({}, person, kByExpect), "identity");
    spoil("V07");
    EXPECT_EQ(said({}, price, kByWhen), "drugs") << "whatever it would have been asked";
    EXPECT_EQ(said({}, price, kByExpect), "drugs");
    spoil("V04");
    EXPECT_EQ(said({}, price, kByExpect), "open") << "which is compared with the price";
    const ir::Master& drugs = knowing.masters.front();
    Supplied supplied;
    supplied.masters = {parse_master_csv(drugs.sample, drugs.sample_file, drugs.shape).value()};
    EXPECT_EQ(said(supplied, price, kByWhen), "V07") << "which it is asked for";
    EXPECT_EQ(said(supplied, price, kByExpect), "open") << "asked for one, compared with the other";
    spoil("V03");
    EXPECT_EQ(said(supplied, price, kByWhen), "open") << "asked for both";
}

TEST_F(FaultsOfFields, WhatStandsAtABlockedFieldIsToldByRow) {
    module_.rules[kById].blocks = {module_.find_field("R02")};
    const Blocking blocking(module_);
    const std::array events{event(Event::Kind::Blocked, kByDate, kByExpect), event(Event::Kind::Fired, kById, kByRun)};
    BlockedPlaces places;
    ASSERT_TRUE(blocking.find_places(events, places));
    EXPECT_NE(places.find(module_.find_field("R02"), 2), nullptr) << "a rule outside of rows blocks all of them";
    EXPECT_EQ(places.find(module_.find_field("R01"), 2), nullptr);
    EXPECT_EQ(places.find(module_.find_field("V05"), 0), nullptr) << "what fired is not what it blocks";

    std::vector<std::optional<Disposition>> dispositions(module_.checks.size(), Disposition::Notice);
    const auto told = [&] {
        std::vector<Blocked> blocked;
        BlockedChecks checks(module_);
        blocking.tell(places, dispositions, context_, checks);
        checks.take(blocked);
        return blocked;
    };
    EXPECT_TRUE(told().empty()) << "there is no row";
    context_.rows[2].count = 2;
    EXPECT_THAT(told(), ElementsAre(Blocked{"X002", "V05"}));
    dispositions[kUnique].reset();
    EXPECT_TRUE(told().empty()) << "its rule is silent on that day";
}

TEST_F(FaultsOfFields, BlockedChecksAreSortedByCodeAndCause) {
    BlockedChecks checks(module_);
    std::vector<Blocked> blocked{{"left", "over"}};
    checks.take(blocked);
    EXPECT_TRUE(blocked.empty());
    {
        const std::string gone = "V09";
        checks.add_kept(kByDate, gone);
    }
    checks.add(kUnique, "V05");
    checks.add(kByDate, "V04");
    checks.add(kUnique, "R02");
    checks.add(kByDate, "V04");
    checks.add(kById, "V06");
    checks.take(blocked);
    EXPECT_THAT(blocked, ElementsAre(Blocked{"X001", "V06"}, Blocked{"X002", "R02"}, Blocked{"X002", "V05"},
                                     Blocked{"X003", "V04"}, Blocked{"X003", "V09"}));
    checks.begin();
    checks.take(blocked);
    EXPECT_TRUE(blocked.empty()) << "another record begins";
}

TEST_F(FaultsOfFields, WhereTheRecordDecidesWhatStandsAtAFieldTheInterpreterLooks) {
    const std::array events{event(Event::Kind::Fired, kById, kByRun)};
    for (const char* tag : {"V02", "V08"}) {
        module_.rules[kById].blocks = {module_.find_field(tag)};
        BlockedPlaces places;
        EXPECT_FALSE(Blocking(module_).find_places(events, places)) << tag;
    }
    module_.rules[kById].blocks = {module_.find_field("V03")};
    BlockedPlaces places;
    EXPECT_TRUE(Blocking(module_).find_places(events, places));
}

}  // namespace
}  // namespace jianhe::jit
