#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <jianhe/file_memory.h>

namespace jianhe {
namespace {

using testing::ElementsAre;

constexpr KeySeed kSeed{1, 2};
constexpr auto kState = FileQuestion::Kind::State;
constexpr auto kUnique = FileQuestion::Kind::Unique;
constexpr auto kSame = FileQuestion::Kind::Same;

// Tells the state of a group, then asks for one key whether it is unique while that stays, letter by letter: A false,
// D true.
std::vector<bool> answers(FileMemory& memory, std::string_view states, std::string_view key = "key",
                          std::string_view group = "group") {
    std::vector<bool> given;
    for (const char state : states) {
        EXPECT_TRUE(memory.answer({kState, 0, {}, group, state == 'D'}));
        given.push_back(memory.answer({kUnique, 0, key, group, false}));
    }
    return given;
}

TEST(FileMemory, AKeyIsUniqueOnce) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer({kUnique, 0, "a", {}, false}));
    EXPECT_TRUE(memory.answer({kUnique, 0, "b", {}, false}));
    EXPECT_FALSE(memory.answer({kUnique, 0, "a", {}, false}));
    EXPECT_FALSE(memory.answer({kUnique, 0, "a", {}, false}));
    EXPECT_TRUE(memory.answer({kUnique, 0, "", {}, false}));
    EXPECT_FALSE(memory.answer({kUnique, 0, "", {}, false}));
    EXPECT_FALSE(memory.error());
}

TEST(FileMemory, EveryCheckHasItsOwn) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer({kUnique, 1, "a", {}, false}));
    EXPECT_TRUE(memory.answer({kUnique, 2, "a", {}, false}));
    EXPECT_TRUE(memory.answer({kSame, 3, "a", {}, false}));
    EXPECT_TRUE(memory.answer({kSame, 4, "b", {}, false}));
    EXPECT_FALSE(memory.answer({kUnique, 1, "a", {}, false}));
    EXPECT_FALSE(memory.answer({kSame, 3, "b", {}, false}));
}

TEST(FileMemory, AllAreComparedWithTheFirst) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer({kSame, 0, "a", {}, false}));
    EXPECT_FALSE(memory.answer({kSame, 0, "b", {}, false}));
    EXPECT_FALSE(memory.answer({kSame, 0, "b", {}, false}));
    EXPECT_TRUE(memory.answer({kSame, 0, "a", {}, false}));
}

TEST(FileMemory, AStateThatChangedMakesAKeyNew) {
    for (const auto& [states, expected] : std::vector<std::pair<std::string_view, std::vector<bool>>>{
             {"ADA", {true, true, true}},
             {"AA", {true, false}},
             {"DD", {true, false}},
             {"DAD", {true, true, true}},
             {"AADDAA", {true, false, true, false, true, false}},
         }) {
        FileMemory memory(kSeed, {});
        EXPECT_EQ(answers(memory, states), expected) << states;
    }
}

TEST(FileMemory, TheStateIsThatOfTheGroup) {
    FileMemory memory(kSeed, {});
    // Another key of the group changes its state, one of another group does not.
    EXPECT_THAT(answers(memory, "A", "first", "one"), ElementsAre(true));
    EXPECT_THAT(answers(memory, "D", "other", "two"), ElementsAre(true));
    EXPECT_THAT(answers(memory, "A", "first", "one"), ElementsAre(false));
    EXPECT_THAT(answers(memory, "D", "second", "one"), ElementsAre(true));
    EXPECT_THAT(answers(memory, "A", "first", "one"), ElementsAre(true));
    EXPECT_THAT(answers(memory, "A", "first", "one"), ElementsAre(false));
}

// A state that is told without a question counts as well.
TEST(FileMemory, AStateIsFollowedWithoutQuestions) {
    FileMemory memory(kSeed, {});
    EXPECT_THAT(answers(memory, "A"), ElementsAre(true));
    for (const bool state : {true, true, false}) memory.answer({kState, 0, {}, "group", state});
    EXPECT_TRUE(memory.answer({kUnique, 0, "key", "group", false}));
    EXPECT_FALSE(memory.answer({kUnique, 0, "key", "group", false}));
}

TEST(FileMemory, AHundredChangesAreAllCounted) {
    FileMemory memory(kSeed, {});
    for (int i = 0; i < 100; ++i) {
        EXPECT_THAT(answers(memory, i % 2 == 0 ? "A" : "D"), ElementsAre(true)) << i;
        EXPECT_THAT(answers(memory, i % 2 == 0 ? "A" : "D"), ElementsAre(false)) << i;
    }
}

TEST(FileMemory, TheNextFileKnowsNothing) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer({kSame, 1, "a", {}, false}));
    EXPECT_THAT(answers(memory, "ADA"), ElementsAre(true, true, true));
    memory.next_file();
    EXPECT_TRUE(memory.answer({kSame, 1, "b", {}, false}));
    EXPECT_FALSE(memory.answer({kSame, 1, "a", {}, false}));
    EXPECT_THAT(answers(memory, "AA"), ElementsAre(true, false));
}

// More keys than the bound of memory holds go to disk, and the answers are the same.
TEST(FileMemory, RemembersPastItsBound) {
    FileMemory memory(kSeed, {std::size_t{64} << 10, {}});
    for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(memory.answer({kUnique, 0, std::to_string(i), {}, false})) << i;
    for (int i = 0; i < 10'000; ++i) ASSERT_FALSE(memory.answer({kUnique, 0, std::to_string(i), {}, false})) << i;
    EXPECT_FALSE(memory.error());
}

// A fault of the machine is no duplicate: everything counts as unique, and the fault is told until the next file.
TEST(FileMemory, AFaultOfTheDiskIsTold) {
    FileMemory memory(kSeed, {std::size_t{64} << 10, "no/such/folder"});
    int asked = 0;
    while (!memory.error() && asked < 100'000) {
        ASSERT_TRUE(memory.answer({kUnique, 0, std::to_string(asked++), "group", false}));
    }
    ASSERT_TRUE(memory.error());
    EXPECT_THAT(memory.error()->text, testing::HasSubstr("no/such/folder"));
    EXPECT_TRUE(memory.answer({kUnique, 0, "0", "group", false}));
    EXPECT_TRUE(memory.error());
    memory.next_file();
    EXPECT_FALSE(memory.error());
    EXPECT_THAT(answers(memory, "AA"), ElementsAre(true, false));
}

}  // namespace
}  // namespace jianhe
