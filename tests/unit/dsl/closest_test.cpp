#include "dsl/diag/closest.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace jianhe::dsl {
namespace {

struct Case {
    std::string_view misspelt;
    std::vector<std::string_view> candidates;
    std::string_view expected;  // empty: nothing is near
};

class Closest : public testing::TestWithParam<Case> {};

TEST_P(Closest, FindsWhatWasMeant) {
    EXPECT_EQ(closest(GetParam().misspelt, GetParam().candidates).value_or(""), GetParam().expected)
        << GetParam().misspelt;
}

INSTANTIATE_TEST_SUITE_P(Words, Closest,
                         testing::Values(Case{"visit_tiem", {"visit_time", "visit_type"}, "visit_time"},
                                         Case{"M1", {"M12", "M01"}, "M12"}, Case{"M12", {"X99", "D07"}, ""},
                                         Case{"ac", {"AB", "AC"}, "AC"}, Case{"v", {"V"}, "V"}, Case{"x", {"y"}, ""},
                                         Case{"x", {"xy"}, ""}, Case{"segmnt", {"segment", "set"}, "segment"},
                                         Case{"MISS", {"MIXT", "miss"}, "miss"}, Case{"received", {"received"}, ""},
                                         Case{"abcdef", {"uvwxyz"}, ""}, Case{"", {"a"}, ""}));

TEST(ClosestBounds, LongWordsAreLeftAlone) {
    const std::string longest(10'000, 'a');
    const std::vector<std::string_view> candidates{longest};
    EXPECT_EQ(closest(longest + "b", candidates), std::nullopt);
    EXPECT_EQ(closest("a", candidates), std::nullopt);
}

}  // namespace
}  // namespace jianhe::dsl
