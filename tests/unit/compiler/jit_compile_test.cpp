#include <array>
#include <atomic>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/jit/helpers.h"
#include "compiler/jit/program.h"
#include "tests/unit/compiler/jit_sample.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::jit {
namespace {

// A switch that becomes a jump table, a table of constants, a call of ours and a variable.
constexpr std::string_view kSample = R"(
@words = internal constant [3 x ptr] [ptr @first, ptr @second, ptr @first]
@first = private constant [6 x i8] c"first\00"
@second = private constant [7 x i8] c"second\00"
@calls = internal global i32 40
declare i32 @memcmp(ptr, ptr, i64)

define ptr @jianhe_word(i64 %at) {
    %place = getelementptr [3 x ptr], ptr @words, i64 0, i64 %at
    %word = load ptr, ptr %place
    ret ptr %word
}

define i32 @jianhe_choose(i32 %which) {
    switch i32 %which, label %other [ i32 0, label %a  i32 1, label %b  i32 2, label %c  i32 3, label %d  i32 4, label %e ]
a:  br label %end
b:  br label %end
c:  br label %end
d:  br label %end
e:  br label %end
other: br label %end
end:
    %result = phi i32 [ 170, %a ], [ 13, %b ], [ 99, %c ], [ 7, %d ], [ 1000, %e ], [ -1, %other ]
    ret i32 %result
}

define i32 @jianhe_compare(ptr %a, ptr %b, i64 %size) {
    %count = load i32, ptr @calls
    %more = add i32 %count, 1
    store i32 %more, ptr @calls
    %result = call i32 @memcmp(ptr %a, ptr %b, i64 %size)
    ret i32 %result
}

define i32 @jianhe_calls() {
    %count = load i32, ptr @calls
    ret i32 %count
}
)";

template <class Function>
Function* entry(const JitProgram& program, const char* name) {
    void* address = program.find(name);
    if (address == nullptr) throw std::runtime_error(std::string("no ") + name);
    return reinterpret_cast<Function*>(address);
}

void expect_sample_runs(const JitProgram& program) {
    auto* word = entry<const char*(std::int64_t)>(program, "jianhe_word");
    EXPECT_STREQ(word(0), "first");
    EXPECT_STREQ(word(1), "second");
    auto* choose = entry<int(int)>(program, "jianhe_choose");
    EXPECT_EQ((std::array{choose(0), choose(1), choose(2), choose(3), choose(4), choose(5)}),
              (std::array{170, 13, 99, 7, 1000, -1}));
    auto* compare = entry<int(const char*, const char*, std::size_t)>(program, "jianhe_compare");
    EXPECT_EQ(compare("same", "same", 4), 0);
    EXPECT_LT(compare("sale", "same", 4), 0);
    EXPECT_EQ(entry<int()>(program, "jianhe_calls")(), 42);
    EXPECT_EQ(program.find("memcmp"), nullptr);
}

class JitCompile : public testing::TestWithParam<Tier> {
protected:
    CompileOrder order() const {
        CompileOrder order;
        order.tier = GetParam();
        order.verify = true;
        return order;
    }
};

TEST_P(JitCompile, CodeIsLoadedWithoutLlvm) {
    const auto made = compile_text(built_plugin(), kSample, order());
    ASSERT_TRUE(made) << made.error().text;
    EXPECT_EQ(made->functions, 4U);
    EXPECT_GT(made->instructions, 10U);
    const auto program = JitProgram::load(made->object, GetParam());
    ASSERT_TRUE(program) << program.error().text;
    expect_sample_runs(*program);
}

TEST_P(JitCompile, CodeIsLinkedByLlvmWhereWeCannot) {
    CompileOrder linked = order();
    linked.link = true;
    const auto made = compile_text(built_plugin(), kSample, linked);
    ASSERT_TRUE(made) << made.error().text;
    const JitProgram program(JitProgram::Symbols(made->symbols.begin(), made->symbols.end()), GetParam());
    expect_sample_runs(program);
}

TEST_P(JitCompile, ASpecificationIsCompiled) {
    const ir::Module module = make_tiny_module();
    const auto made = compile(built_plugin(), module, order());
    ASSERT_TRUE(made) << made.error().text;
    const auto program = JitProgram::load(made->object, GetParam());
    ASSERT_TRUE(program) << program.error().text;
    EXPECT_NE(program->find("jianhe_judge"), nullptr);
    EXPECT_NE(program->find("jianhe_scan"), nullptr);
}

TEST_P(JitCompile, CancelledWorkGivesNothing) {
    const std::atomic<bool> cancelled = true;
    CompileOrder hopeless = order();
    hopeless.cancelled = &cancelled;
    const auto made = compile_text(built_plugin(), kSample, hopeless);
    ASSERT_TRUE(made) << made.error().text;
    EXPECT_TRUE(made->cancelled);
    EXPECT_TRUE(made->object.empty());
}

TEST_P(JitCompile, BrokenCodeIsAnError) {
    const auto made = compile_text(built_plugin(), R"(
define i32 @jianhe_broken(i1 %known) {
    br i1 %known, label %first, label %second
first:
    %value = add i32 1, 1
    br label %second
second:
    ret i32 %value
}
)",
                                   order());
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().text, testing::HasSubstr("cannot compile to machine code: the emitter made code"));
    EXPECT_THAT(made.error().text, testing::HasSubstr("%value"));
}

INSTANTIATE_TEST_SUITE_P(Tiers, JitCompile, testing::Values(Tier::Quick, Tier::Full),
                         [](const auto& tier) { return tier.param == Tier::Quick ? "Quick" : "Full"; });

TEST(JitCompile, AnUnknownFunctionIsNotLinked) {
    const auto made = compile_text(built_plugin(), R"(
declare void @system(ptr)
define void @jianhe_bad() { call void @system(ptr null) ret void }
)",
                                   {});
    ASSERT_TRUE(made) << made.error().text;
    const auto program = JitProgram::load(made->object, Tier::Full);
    ASSERT_FALSE(program);
    EXPECT_THAT(program.error().text, testing::HasSubstr("there is no function `system`"));
}

TEST(JitCompile, AProcessorCanBeNamed) {
    CompileOrder order;
    order.cpu = "x86-64-v3";
    const auto made = compile_text(built_plugin(), kSample, order);
    ASSERT_TRUE(made) << made.error().text;
    EXPECT_TRUE(JitProgram::load(made->object, Tier::Full));
}

TEST(JitCompile, AMissingPluginIsAnError) {
    const auto missing = open_plugin("/nowhere");
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().text, testing::HasSubstr("/nowhere/libjianhe_jit.so"));
}

TEST(JitHelpers, AreFoundByName) {
    EXPECT_EQ(find_helper("strlen"), reinterpret_cast<void*>(&std::strlen));
    EXPECT_EQ(find_helper("system"), nullptr);
    EXPECT_EQ(find_helper(""), nullptr);
}

}  // namespace
}  // namespace jianhe::jit
