#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
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

// Questions with texts for keys, as an engine would make them of one part.
Key128 digest_of(std::string_view text) {
    KeyHasher hasher(kSeed);
    hasher.add(text);
    return hasher.finish();
}
FileQuestion ask(FileQuestion::Kind kind, std::uint32_t check, std::string_view key, std::string_view group = {},
                 bool state = false) {
    return {kind, check, digest_of(key), digest_of(group), !group.empty(), state};
}

// Tells the state of a group, then asks for one key whether it is unique while that stays, letter by letter: A false,
// D true.
std::vector<bool> answers(FileMemory& memory, std::string_view states, std::string_view key = "key",
                          std::string_view group = "group") {
    std::vector<bool> given;
    for (const char state : states) {
        EXPECT_TRUE(memory.answer(ask(kState, 0, "", group, state == 'D')));
        given.push_back(memory.answer(ask(kUnique, 0, key, group)));
    }
    return given;
}

TEST(FileMemory, AKeyIsUniqueOnce) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer(ask(kUnique, 0, "a")));
    EXPECT_TRUE(memory.answer(ask(kUnique, 0, "b")));
    EXPECT_FALSE(memory.answer(ask(kUnique, 0, "a")));
    EXPECT_FALSE(memory.answer(ask(kUnique, 0, "a")));
    EXPECT_TRUE(memory.answer(ask(kUnique, 0, "")));
    EXPECT_FALSE(memory.answer(ask(kUnique, 0, "")));
    EXPECT_FALSE(memory.error());
}

TEST(FileMemory, AffirmsUpToTheFirstThatItDenies) {
    FileMemory memory(kSeed, {});
    const std::vector<FileQuestion> questions{ask(kUnique, 0, "a"), ask(kSame, 1, "b"), ask(kUnique, 0, "a"),
                                              ask(kUnique, 0, "c"), ask(kSame, 1, "d")};
    const std::span<const FileQuestion> all = questions;
    EXPECT_EQ(memory.affirm(all), 2U);
    // What stands behind that one has not been asked.
    EXPECT_EQ(memory.affirm(all.subspan(3)), 1U);
    EXPECT_EQ(memory.affirm(all.subspan(3)), 0U);
    EXPECT_EQ(memory.affirm({}), 0U);
}

TEST(FileMemory, EveryCheckHasItsOwn) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer(ask(kUnique, 1, "a")));
    EXPECT_TRUE(memory.answer(ask(kUnique, 2, "a")));
    EXPECT_TRUE(memory.answer(ask(kSame, 3, "a")));
    EXPECT_TRUE(memory.answer(ask(kSame, 4, "b")));
    EXPECT_FALSE(memory.answer(ask(kUnique, 1, "a")));
    EXPECT_FALSE(memory.answer(ask(kSame, 3, "b")));
}

TEST(FileMemory, AllAreComparedWithTheFirst) {
    FileMemory memory(kSeed, {});
    EXPECT_TRUE(memory.answer(ask(kSame, 0, "a")));
    EXPECT_FALSE(memory.answer(ask(kSame, 0, "b")));
    EXPECT_FALSE(memory.answer(ask(kSame, 0, "b")));
    EXPECT_TRUE(memory.answer(ask(kSame, 0, "a")));
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
    for (const bool state : {true, true, false}) memory.answer(ask(kState, 0, "", "group", state));
    EXPECT_TRUE(memory.answer(ask(kUnique, 0, "key", "group")));
    EXPECT_FALSE(memory.answer(ask(kUnique, 0, "key", "group")));
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
    EXPECT_TRUE(memory.answer(ask(kSame, 1, "a")));
    EXPECT_THAT(answers(memory, "ADA"), ElementsAre(true, true, true));
    memory.next_file();
    EXPECT_TRUE(memory.answer(ask(kSame, 1, "b")));
    EXPECT_FALSE(memory.answer(ask(kSame, 1, "a")));
    EXPECT_THAT(answers(memory, "AA"), ElementsAre(true, false));
}

// What the memory must say, written as plainly as can be.
class Model {
public:
    bool answer(const FileQuestion& question) {
        auto& [state, changes] = groups_[{question.check, question.group}];
        switch (question.kind) {
            case kState:
                if (state != question.state) ++changes;
                state = question.state;
                return true;
            case kUnique: return keys_.insert({question.check, question.key, question.has_group ? changes : 0}).second;
            case kSame: return first_.try_emplace(question.check, question.key).first->second == question.key;
        }
        return false;
    }

private:
    std::map<std::pair<std::uint32_t, Key128>, std::pair<bool, int>> groups_;
    std::set<std::tuple<std::uint32_t, Key128, int>> keys_;
    std::map<std::uint32_t, Key128> first_;
};

// Questions of which every kind is asked, of few groups and keys, so that all that can happen happens.
std::vector<FileQuestion> random_questions(std::mt19937& random, unsigned count, unsigned groups) {
    std::vector<FileQuestion> questions;
    for (unsigned i = 0; i < count; ++i) {
        const auto number = [&](unsigned below) { return std::to_string(random() % below); };
        const auto kind = random() % 2 == 0 ? kState : random() % 8 == 0 ? kSame : kUnique;
        const std::string group = random() % 8 == 0 && kind == kUnique ? "" : "g" + number(groups);
        questions.push_back(
            ask(kind, static_cast<std::uint32_t>(random() % 3), number(4 * groups), group, random() % 4 == 0));
    }
    return questions;
}

// Asks them together, on behind whatever is denied.
std::vector<bool> answers_of(FileMemory& memory, const std::vector<FileQuestion>& questions) {
    std::vector<bool> given;
    while (given.size() != questions.size()) {
        const std::span rest = std::span(questions).subspan(given.size());
        const std::size_t affirmed = memory.affirm(rest);
        given.insert(given.end(), affirmed, true);
        if (affirmed != rest.size()) given.push_back(false);
    }
    return given;
}

// In memory and on disk, one after the other or together.
TEST(FileMemory, AnswersAsTheModel) {
    std::mt19937 random(1);
    for (const unsigned groups : {3U, 5000U}) {
        FileMemory single(kSeed, {});
        FileMemory tiny(kSeed, {std::size_t{64} << 10, {}});
        FileMemory together(kSeed, {});
        FileMemory tiny_together(kSeed, {std::size_t{64} << 10, {}});
        Model model;
        for (int round = 0; round < 200; ++round) {
            const std::vector<FileQuestion> questions =
                random_questions(random, static_cast<unsigned>(random() % 300), groups);
            std::vector<bool> expected;
            for (const FileQuestion& question : questions) {
                expected.push_back(model.answer(question));
                ASSERT_EQ(single.answer(question), expected.back());
                ASSERT_EQ(tiny.answer(question), expected.back());
            }
            ASSERT_EQ(answers_of(together, questions), expected);
            ASSERT_EQ(answers_of(tiny_together, questions), expected);
        }
        EXPECT_EQ(single.disk_bytes(), 0U);
        EXPECT_GT(tiny.disk_bytes(), 0U);
        EXPECT_FALSE(tiny.error());
    }
}

// More keys than the bound of memory holds go to disk, and the answers are the same.
TEST(FileMemory, RemembersPastItsBound) {
    FileMemory memory(kSeed, {std::size_t{64} << 10, {}});
    for (int i = 0; i < 10'000; ++i) ASSERT_TRUE(memory.answer(ask(kUnique, 0, std::to_string(i)))) << i;
    for (int i = 0; i < 10'000; ++i) ASSERT_FALSE(memory.answer(ask(kUnique, 0, std::to_string(i)))) << i;
    EXPECT_FALSE(memory.error());
}

// A fault of the machine is no duplicate: everything counts as unique, and the fault is told until the next file.
TEST(FileMemory, AFaultOfTheDiskIsTold) {
    FileMemory memory(kSeed, {std::size_t{64} << 10, "no/such/folder"});
    int asked = 0;
    while (!memory.error() && asked < 100'000) {
        ASSERT_TRUE(memory.answer(ask(kUnique, 0, std::to_string(asked++), "group")));
    }
    ASSERT_TRUE(memory.error());
    EXPECT_THAT(memory.error()->text, testing::HasSubstr("no/such/folder"));
    EXPECT_TRUE(memory.answer(ask(kUnique, 0, "0", "group")));
    EXPECT_TRUE(memory.error());
    memory.next_file();
    EXPECT_FALSE(memory.error());
    EXPECT_THAT(answers(memory, "AA"), ElementsAre(true, false));
}

}  // namespace
}  // namespace jianhe
