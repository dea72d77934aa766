#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include <jianhe/date.h>

// Code sets and sets of words, as generated code holds them: constant tables, looked up without allocation. Plain data,
// shared between threads.
namespace jianhe::generated {

inline constexpr std::int32_t kAnyDay = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t kLastDay = std::numeric_limits<std::int32_t>::max();

// A word, or the words lo … hi, and the days it is valid on (Date::days, both included).
struct Word {
    constexpr Word(std::string_view word) : lo(word), hi(word) {}  // NOLINT(google-explicit-constructor): tables
    constexpr Word(std::string_view first, std::string_view last) : lo(first), hi(last) {}
    constexpr Word(std::string_view first, std::string_view last, std::int32_t from_day, std::int32_t until_day)
        : lo(first), hi(last), from(from_day), until(until_day) {}

    std::string_view lo;
    std::string_view hi;
    std::int32_t from = kAnyDay;
    std::int32_t until = kLastDay;
};

// The first eight bytes of a single word, the first one highest, and which word it is.
struct WordKey {
    std::uint64_t key = 0;
    std::uint32_t word = 0;
};
std::uint64_t word_key(std::string_view word) noexcept;

struct WordList {
    std::span<const Word> words{};            // in declared order: the first that holds counts
    std::span<const WordKey> keys{};          // of single words, sorted
    std::span<const std::uint32_t> ranges{};  // words that are ranges
    bool is_dated = false;
    bool is_open = false;  // of a code set: a code outside it is no fault

    static constexpr std::uint32_t kNone = 0xffffffffU;
    // The number of the first word that holds the text on that day; without a day, on any.
    std::uint32_t find(std::string_view text, std::optional<Date> day) const noexcept;
    bool has(std::string_view text) const noexcept { return find(text, std::nullopt) != kNone; }
};

// The columns of a code set's rows: texts, or numbers.
struct CodeColumn {
    std::span<const std::string_view> texts{};
    std::span<const std::int64_t> numbers{};
};

// Allowed pairs of words, sorted.
struct PairTable {
    struct Pair {
        std::string_view first;
        std::string_view second;
    };
    std::span<const Pair> pairs{};
    bool others_unchecked = false;  // a first word of no pair goes with every second

    bool holds(std::string_view first, std::string_view second) const noexcept;
};

}  // namespace jianhe::generated
