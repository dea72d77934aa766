#include "compiler/driver/given_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jianhe::driver {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

ir::Module module_with_givens() {
    ir::Module module;
    module.givens.push_back({"received_at", "", {ir::ValueType::DateTime, 0}, false, {}});
    module.givens.push_back({"day", "", {ir::ValueType::Date, 0}, true, {}});
    module.givens.push_back({"count", "", {ir::ValueType::Number, 0}, true, {}});
    module.received_at = static_cast<ir::GivenId>(0);
    return module;
}

TEST(GivenValues, TakeBothWritingsOfADate) {
    const DateTime received_at{5};
    for (const char* day : {"1970-01-11", "0590111"}) {
        const auto givens = parse_given_values(module_with_givens(), received_at, {{"day", day}});
        ASSERT_TRUE(givens) << day;
        EXPECT_THAT(*givens, ElementsAre(Optional(5), Optional(10), std::nullopt)) << day;
    }
}

TEST(GivenValues, TakeNumbers) {
    const auto givens = parse_given_values(module_with_givens(), {}, {{"count", "-3"}});
    ASSERT_TRUE(givens);
    EXPECT_EQ((*givens)[2], -3);
}

struct WrongGiven {
    std::vector<std::pair<std::string, std::string>> values;
    std::string_view error;
};

class WrongGivens : public testing::TestWithParam<WrongGiven> {};

TEST_P(WrongGivens, AreRefusedWithAReason) {
    const auto givens = parse_given_values(module_with_givens(), {}, GetParam().values);
    ASSERT_FALSE(givens);
    EXPECT_THAT(givens.error().text, HasSubstr(GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(All, WrongGivens,
                         testing::Values(WrongGiven{{{"what", "1"}},
                                                    "no given value `what`; it has: received_at, day, count"},
                                         WrongGiven{{{"count", "1x"}}, "expected a whole number"},
                                         WrongGiven{{{"count", ""}}, "expected a whole number"},
                                         WrongGiven{{{"day", "2025-02-30"}}, "expected a date such as"},
                                         WrongGiven{{{"count", "1"}, {"count", "1"}}, "`count` is given twice"},
                                         WrongGiven{{{"received_at", "1141015200000"}}, "is given twice"}));

TEST(GivenValues, AskForWhatIsNotOptional) {
    ir::Module module = module_with_givens();
    module.givens[2].is_optional = false;
    const auto givens = parse_given_values(module, {}, {});
    ASSERT_FALSE(givens);
    EXPECT_THAT(givens.error().text, HasSubstr("--given count=VALUE"));
}

TEST(DateTimes, AreReadInBothWritings) {
    const auto iso = parse_date_time("2025-10-15T20:00:00");
    const auto roc = parse_date_time("1141015200000");
    ASSERT_TRUE(iso && roc);
    EXPECT_EQ(*iso, *roc);
    EXPECT_FALSE(parse_date_time("2025-10-15"));
    EXPECT_FALSE(parse_date_time("1141015250000"));
}

}  // namespace
}  // namespace jianhe::driver
