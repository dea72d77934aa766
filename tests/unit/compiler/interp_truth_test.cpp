// The small functions under the reference interpreter: truth tables, words, patterns, slices (docs/language.md §1, §4,
// §5).

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include <jianhe/truth.h>
#include <jianhe/words.h>

#include "compiler/ir/word_range.h"

namespace jianhe {
namespace {

constexpr std::array kTruths{Truth::True, Truth::False, Truth::NoAnswer, Truth::Unknown};

char letter(Truth truth) {
    switch (truth) {
        case Truth::True: return 'T';
        case Truth::False: return 'F';
        case Truth::NoAnswer: return '-';
        case Truth::Unknown: return '?';
    }
    return '!';
}

// All answers of one operator, row by row in the order T F - ?, as the table of §5 has them.
template <class Operator>
std::string table_of(Operator combine) {
    std::string table;
    for (const Truth left : kTruths) {
        for (const Truth right : kTruths) table += letter(combine(left, right));
        table += ' ';
    }
    return table;
}

TEST(Truth, AndIsTheTableOfTheLanguage) { EXPECT_EQ(table_of(and_of), "TF-? FFFF -F-? ?F?? "); }

TEST(Truth, OrIsTheTableOfTheLanguage) { EXPECT_EQ(table_of(or_of), "TTTT TF-? T--? T??? "); }

TEST(Truth, NotIsTheTableOfTheLanguage) {
    std::string table;
    for (const Truth truth : kTruths) table += letter(not_of(truth));
    EXPECT_EQ(table, "FT-?");
}

TEST(Truth, OfBool) {
    EXPECT_EQ(truth_of(true), Truth::True);
    EXPECT_EQ(truth_of(false), Truth::False);
}

TEST(Value, StatesCarryTheirContentOnly) {
    EXPECT_EQ(Value{}.state, Value::State::Empty);
    EXPECT_EQ(Value::empty().state, Value::State::Empty);
    EXPECT_EQ(Value::no_answer().state, Value::State::NoAnswer);
    EXPECT_EQ(Value::unknown().state, Value::State::Unknown);
    EXPECT_EQ(Value::of(std::int64_t{-7}).number, -7);
    EXPECT_EQ(Value::of(std::string_view("ab")).text, "ab");
    EXPECT_EQ(Value::of(std::string_view("ab")).state, Value::State::Present);
}

struct RangeCase {
    std::string_view lo, hi, word;
    bool inside;
};

class WordRanges : public testing::TestWithParam<RangeCase> {};

TEST_P(WordRanges, HoldWordsOfTheirShapeOnly) {
    const RangeCase& one = GetParam();
    EXPECT_EQ(ir::in_word_range(one.word, {std::string(one.lo), std::string(one.hi)}), one.inside) << one.word;
}

INSTANTIATE_TEST_SUITE_P(Words, WordRanges,
                         testing::Values(RangeCase{"0001", "1500", "0001", true},    // both ends belong to it
                                         RangeCase{"0001", "1500", "1500", true},    //
                                         RangeCase{"0001", "1500", "0000", false},   //
                                         RangeCase{"0001", "1500", "1501", false},   //
                                         RangeCase{"0001", "1500", "0A00", false},   // a capital where a digit stands
                                         RangeCase{"0001", "1500", "001", false},    // another length
                                         RangeCase{"0001", "1500", "00010", false},  //
                                         RangeCase{"0001", "1500", "", false},       //
                                         RangeCase{"A1", "C9", "B5", true},          //
                                         RangeCase{"A1", "C9", "B0", true},          // compared as a whole
                                         RangeCase{"A1", "C9", "b5", false},         // a small letter
                                         RangeCase{"a", "f", "f", true},             //
                                         RangeCase{"AC", "AC", "AC", true},          // a single word
                                         RangeCase{"AC", "AC", "AB", false}));

TEST(WordsBeside, CarryOverAndEndWithTheRange) {
    EXPECT_EQ(ir::next_word("05"), "06");
    EXPECT_EQ(ir::next_word("A9z"), "B0a");
    EXPECT_EQ(ir::next_word("99"), std::nullopt);
    EXPECT_EQ(ir::next_word("Z9z"), std::nullopt);
    EXPECT_EQ(ir::next_word("A-1"), "A-2");
    EXPECT_EQ(ir::next_word("A-9"), std::nullopt);
    EXPECT_EQ(ir::previous_word("B0a"), "A9z");
    EXPECT_EQ(ir::previous_word("00"), std::nullopt);
    EXPECT_EQ(ir::previous_word(""), std::nullopt);
}

TEST(WordRange, StepsAreThoseOfNextWord) {
    const auto steps = [](std::string_view lo, std::string_view hi) { return ir::steps_between(lo, hi); };
    for (const auto& [lo, hi] : std::vector<std::pair<std::string, std::string>>{{"05", "05"},
                                                                                 {"05", "06"},
                                                                                 {"00", "99"},
                                                                                 {"A9z", "B0a"},
                                                                                 {"A0", "Z9"},
                                                                                 {"a9B", "c0A"},
                                                                                 {"A-1", "A-8"},
                                                                                 {"12-34", "12-56"},
                                                                                 {"", ""}}) {
        std::uint64_t taken = 0;
        for (std::string word = lo; word != hi; ++taken) word = ir::next_word(word).value();
        EXPECT_EQ(steps(lo, hi), taken) << lo << " " << hi;
    }
    EXPECT_EQ(steps("06", "05"), std::nullopt);
    EXPECT_EQ(steps("5", "05"), std::nullopt);
    EXPECT_EQ(steps("0A", "00"), std::nullopt);
    EXPECT_EQ(steps("1-5", "2-3"), std::nullopt);  // nothing is carried over what is no digit or letter
    EXPECT_EQ(steps("A-1", "A.1"), std::nullopt);
    EXPECT_EQ(steps("00000000", "99999999"), 99999999U);
    EXPECT_EQ(steps("AAAAAAAAAAAAAAAA", "ZZZZZZZZZZZZZZZZ"), ir::kManySteps);
}

TEST(Sets, HoldWhatOneOfTheirMembersHolds) {
    const ir::Set set{"", "", {{"01", "09"}, {"AC", "AC"}}};
    EXPECT_TRUE(ir::in_set("05", set));
    EXPECT_TRUE(ir::in_set("AC", set));
    EXPECT_FALSE(ir::in_set("10", set));
    EXPECT_FALSE(ir::in_set("5", set));
    EXPECT_FALSE(ir::in_set("", set));
    EXPECT_FALSE(ir::in_set("01", ir::Set{}));
}

struct PatternCase {
    std::string_view text, pattern;
    bool matches;
};

class Patterns : public testing::TestWithParam<PatternCase> {};

TEST_P(Patterns, MatchTheWholeText) {
    const PatternCase& one = GetParam();
    EXPECT_EQ(matches_pattern(one.text, one.pattern), one.matches) << one.text << " by " << one.pattern;
}

INSTANTIATE_TEST_SUITE_P(Texts, Patterns,
                         testing::Values(PatternCase{"IC01", "IC??", true},       //
                                         PatternCase{"IC0", "IC??", false},       // too short
                                         PatternCase{"IC012", "IC??", false},     // too long
                                         PatternCase{"XIC01", "IC??", false},     //
                                         PatternCase{"IC包裹", "IC??", true},     // characters, not bytes
                                         PatternCase{"IC包", "IC??", false},      //
                                         PatternCase{"B7", "[A-C][0-9]", true},   //
                                         PatternCase{"D7", "[A-C][0-9]", false},  //
                                         PatternCase{"A", "[AC-F]", true},        // single characters beside spans
                                         PatternCase{"E", "[AC-F]", true},        //
                                         PatternCase{"B", "[AC-F]", false},       //
                                         PatternCase{"-", "[-A]", true},          // a hyphen at an end is itself
                                         PatternCase{"-", "[A-]", true},          //
                                         PatternCase{"包", "[A-Z]", false},       //
                                         PatternCase{"", "?", false},             //
                                         PatternCase{"?", "?", true}));

struct SliceCase {
    std::string_view text;
    std::size_t from, to;
    std::string_view slice;
};

class Slices : public testing::TestWithParam<SliceCase> {};

TEST_P(Slices, CountBytesOfTheWire) {
    const SliceCase& one = GetParam();
    EXPECT_EQ(wire_slice(one.text, one.from, one.to), one.slice) << one.text << " " << one.from << ".." << one.to;
}

INSTANTIATE_TEST_SUITE_P(Texts, Slices,
                         testing::Values(SliceCase{"abcdef", 1, 1, "a"},     //
                                         SliceCase{"abcdef", 3, 5, "cde"},   //
                                         SliceCase{"abcdef", 5, 9, "ef"},    // what is there
                                         SliceCase{"abcdef", 6, 6, "f"},     //
                                         SliceCase{"abcdef", 7, 9, ""},      //
                                         SliceCase{"", 1, 3, ""},            //
                                         SliceCase{"包裹x", 1, 2, "包"},     // two bytes a character
                                         SliceCase{"包裹x", 3, 4, "裹"},     //
                                         SliceCase{"包裹x", 5, 5, "x"},      //
                                         SliceCase{"包裹x", 1, 5, "包裹x"},  //
                                         SliceCase{"包裹x", 2, 4, "裹"},     // the half in front is left out
                                         SliceCase{"包裹x", 1, 3, "包"},     // the half behind is left out
                                         SliceCase{"包裹x", 2, 3, ""},       // nothing but halves
                                         SliceCase{"a包b", 2, 3, "包"}));

}  // namespace
}  // namespace jianhe
