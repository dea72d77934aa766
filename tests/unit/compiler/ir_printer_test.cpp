#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ir/printer.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::ir {
namespace {

using ::testing::HasSubstr;

constexpr Type kTruth{};
constexpr Type kNumber{ValueType::Number, 0};
constexpr Type kText{ValueType::Text, 0};

class PrintExpr : public ::testing::Test {
protected:
    std::uint32_t add(InstKind kind, Type type, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
        module_.insts.push_back({kind, type, a, b, c});
        return static_cast<std::uint32_t>(module_.insts.size() - 1);
    }
    std::uint32_t field(std::string_view tag, Type type) {
        return add(InstKind::Field, type, index_of(module_.find_field(tag)));
    }
    std::uint32_t number(std::int64_t value) {
        module_.integers.push_back(value);
        return add(InstKind::Integer, kNumber, static_cast<std::uint32_t>(module_.integers.size() - 1));
    }
    std::uint32_t text(std::string value) {
        module_.texts.push_back(std::move(value));
        return add(InstKind::Text, kText, static_cast<std::uint32_t>(module_.texts.size() - 1));
    }
    std::uint32_t is_one(std::string_view tag) {
        const std::uint32_t left = field(tag, kText);
        return add(InstKind::EqualConst, kTruth, left, text("1"));
    }
    std::string print(std::uint32_t id) const { return print_expr(module_, static_cast<InstId>(id)); }

    Module module_ = make_tiny_module();
};

TEST_F(PrintExpr, ComparisonsReadAsInTheLanguage) {
    const std::uint32_t equal = is_one("V06");
    EXPECT_EQ(print(equal), "V06 = 1");
    EXPECT_EQ(print(add(InstKind::Not, kTruth, equal)), "V06 != 1");
    const std::uint32_t days = field("V04", kNumber);
    const std::uint32_t less = add(InstKind::Less, kTruth, days, number(-5));
    EXPECT_EQ(print(less), "V04 < -5");
    EXPECT_EQ(print(add(InstKind::Not, kTruth, less)), "V04 >= -5");
    EXPECT_EQ(print(add(InstKind::InRange, kTruth, days, number(1), number(9))), "V04 in 1..9");
    const std::uint32_t in_set = add(InstKind::InSet, kTruth, field("V06", kText), 1);
    EXPECT_EQ(print(in_set), "V06 in low");
    EXPECT_EQ(print(add(InstKind::Not, kTruth, in_set)), "V06 not in low");
    const std::uint32_t given = add(InstKind::IsGiven, kTruth, days);
    EXPECT_EQ(print(add(InstKind::Not, kTruth, given)), "V04 is empty");
    EXPECT_EQ(print(add(InstKind::EqualConst, kTruth, field("V07", kText), text("a \"b\""))), R"(V07 = "a \"b\"")");
}

TEST_F(PrintExpr, ParenthesesStandWhereTheyAreNeeded) {
    const std::uint32_t a = is_one("V06");
    const std::uint32_t b = is_one("V07");
    const std::uint32_t either = add(InstKind::Or, kTruth, a, b);
    EXPECT_EQ(print(add(InstKind::And, kTruth, either, a)), "(V06 = 1 or V07 = 1) and V06 = 1");
    EXPECT_EQ(print(add(InstKind::Or, kTruth, add(InstKind::And, kTruth, a, b), a)), "V06 = 1 and V07 = 1 or V06 = 1");
    EXPECT_EQ(print(add(InstKind::Not, kTruth, either)), "not (V06 = 1 or V07 = 1)");
    const std::uint32_t days = field("V04", kNumber);
    const std::uint32_t sum = add(InstKind::Add, kNumber, days, number(1));
    EXPECT_EQ(print(add(InstKind::Modulo, kNumber, sum, number(7))), "(V04 + 1) mod 7");
    EXPECT_EQ(print(add(InstKind::Subtract, kNumber, days, sum)), "V04 - (V04 + 1)");
    EXPECT_EQ(print(add(InstKind::Less, kTruth, add(InstKind::Default, kNumber, days, number(0)), sum)),
              "(V04 default 0) < V04 + 1");
}

TEST_F(PrintExpr, RowsDatesAndTexts) {
    const std::uint32_t kind = is_one("R03");
    EXPECT_EQ(print(add(InstKind::AnyRow, kTruth, 2, kind)), "any item has R03 = 1");
    EXPECT_EQ(print(add(InstKind::CountWhere, kNumber, 2, kind)), "count(item has R03 = 1)");
    EXPECT_EQ(print(add(InstKind::Slice, kText, field("V07", kText), 7, 9)), "V07[7..9]");
    EXPECT_EQ(print(add(InstKind::Attribute, kNumber, index_of(module_.find_field("V06")), 0)), "V06.rank");
    EXPECT_EQ(print_expr(module_, module_.givens[0].example), "V02 + 1 days");
    EXPECT_EQ(print_expr(module_, module_.checks[2].expect), "visited <= received_at");
    EXPECT_EQ(print_expr(module_, module_.checks[1].expect), "unique R02");
}

TEST(PrintConstant, HasTheWireForm) {
    EXPECT_EQ(print_constant({ValueType::Number, 0}, -12), "-12");
    EXPECT_EQ(print_constant({ValueType::Number, 1}, 15), "1.5");
    EXPECT_EQ(print_constant({ValueType::Date, 0}, 0), "0590101");
    EXPECT_EQ(print_constant({ValueType::DateTime, 0}, 61), "0590101000101");
}

TEST(PrintInst, NamesItsOperands) {
    const Module module = make_tiny_module();
    EXPECT_EQ(print_inst(module, module.checks[0].when),
              "%" + std::to_string(index_of(module.checks[0].when)) + " = equal_const %" +
                  std::to_string(module.inst(module.checks[0].when).a) + " %" +
                  std::to_string(module.inst(module.checks[0].when).b) + " : truth");
    EXPECT_EQ(print_inst(module, static_cast<InstId>(0)), "%0 = field V02 : datetime");
}

TEST(Print, ShowsTheWholeModule) {
    Module module = make_tiny_module();
    Code& code = module.codes[index_of(module.find_code("X001"))];
    Date last{};
    parse_roc_date("1120831", last);
    code.schedule = {{Disposition::Notice, {std::nullopt, last}},
                     {Disposition::RejectRecord, {Date{last.days + 1}, std::nullopt}}};
    code.places = {true, false, false, true, {static_cast<SegmentId>(2)}, {module.find_field("V05")}};
    const std::string text = print(module);
    for (const char* part :
         {"specification tiny version \"1.0\"\nwire RECS/REC big5\n",
          "given received_at : datetime example V02 + 1 days\n", "dates visited = V08 when V08 is given, else V02\n",
          "code X001 notice until 1120831, reject_record from 1120901 | checked at R V05 file\ncode X002 "
          "reject_record\n",
          "segment R in MB as item\n  limit 0..3\n", "  field V04 : number 2 in 1..50 | AA AF AB AC AD AE\n",
          "cell2 = V when V06 = 2, else *\n", "presence by H01 {A B}\n  V01 cell0 cell0\n", "set1 low = {01..09, AC}\n",
          "rule X001 by received_at\n  check0 X001 at V05\n    reject_record\n    when   V06 = 2\n"
          "    expect V05 = NONE0000000000000000\n",
          "  check1 X002 at R02 for each item\n"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
}

}  // namespace
}  // namespace jianhe::ir
