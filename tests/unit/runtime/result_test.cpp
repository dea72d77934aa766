#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <jianhe/result.h>

namespace jianhe {
namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return Error{"odd"};
    return value / 2;
}

Result<void> require_even(int value) {
    if (value % 2 != 0) return Error{"odd"};
    return {};
}

Result<std::string> named(bool known) {
    if (!known) return Error{"no name"};
    return "a literal converts";
}

TEST(Result, HoldsAValue) {
    const Result<int> result = half(8);
    ASSERT_TRUE(result.has_value());
    EXPECT_TRUE(static_cast<bool>(result));
    EXPECT_EQ(result.value(), 4);
    EXPECT_EQ(*result, 4);
}

TEST(Result, HoldsAnError) {
    const Result<int> result = half(7);
    EXPECT_FALSE(result.has_value());
    EXPECT_FALSE(static_cast<bool>(result));
    EXPECT_EQ(result.error(), Error{"odd"});
}

TEST(Result, ConvertsToItsValueType) {
    EXPECT_EQ(*named(true), "a literal converts");
    EXPECT_EQ(named(true)->size(), 18U);
    EXPECT_EQ(named(false).error().text, "no name");
}

TEST(Result, ValueCanBeChangedAndMovedOut) {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(1);
    **result = 2;
    const std::unique_ptr<int> taken = *std::move(result);
    EXPECT_EQ(*taken, 2);
}

TEST(Result, ErrorCanBeHandedOn) {
    const Result<std::string> outer = half(3).error();
    EXPECT_EQ(outer.error().text, "odd");
}

TEST(Result, OfNothing) {
    EXPECT_TRUE(require_even(2).has_value());
    EXPECT_TRUE(static_cast<bool>(require_even(2)));
    EXPECT_FALSE(require_even(3).has_value());
    EXPECT_EQ(require_even(3).error().text, "odd");
}

#ifndef NDEBUG
TEST(ResultDeathTest, AskingForTheWrongSideIsAFault) {
    EXPECT_DEATH((void)half(7).value(), "other side");
    EXPECT_DEATH((void)half(8).error(), "other side");
    EXPECT_DEATH(require_even(3).value(), "failed Result");
    EXPECT_DEATH((void)require_even(2).error(), "good Result");
}
#endif

}  // namespace
}  // namespace jianhe
