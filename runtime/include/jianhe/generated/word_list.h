#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
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

// Where a single word stands in a list: a slot of a hash table over the words' first eight bytes.
struct WordSlot {
    std::uint64_t key = 0;     // the first eight bytes, the first one highest
    std::uint32_t number = 0;  // of the word, from 1; 0: unused
    std::uint32_t size = 0;    // of the word, in bytes
};

constexpr std::uint64_t word_key(std::string_view word) noexcept {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i)
        key = key << 8 | (i < word.size() ? static_cast<unsigned char>(word[i]) : std::uint64_t{0});
    return key;
}

// By how many bits a product is shifted, so that it counts the slots: a power of two of them, from 2 on. The highest
// bits are taken, because those of short words differ in their highest bytes only.
constexpr std::uint32_t slot_shift(std::size_t slots) noexcept {
    return static_cast<std::uint32_t>(std::countl_zero(std::uint64_t{slots})) + 1;
}
constexpr std::size_t first_slot(std::uint64_t key, std::uint32_t shift) noexcept {
    return static_cast<std::size_t>(key * 0x9e3779b97f4a7c15U >> shift);
}

// The slots of the single words of a list, made while the program is compiled. Half of them stay unused at least, so
// that a search ends soon.
template <std::size_t count>
constexpr auto index_words(const Word (&words)[count]) noexcept {
    std::array<WordSlot, std::bit_ceil(2 * count)> slots{};
    for (std::uint32_t i = 0; i < count; ++i) {
        if (words[i].lo != words[i].hi) continue;
        const std::uint64_t key = word_key(words[i].lo);
        std::size_t at = first_slot(key, slot_shift(slots.size()));
        while (slots[at].number != 0) at = (at + 1) % slots.size();
        slots[at] = {key, i + 1, static_cast<std::uint32_t>(words[i].lo.size())};
    }
    return slots;
}

struct WordList {
    static constexpr std::uint32_t kNone = 0xffffffffU;

    std::span<const Word> words{};            // in declared order: the first that holds counts
    std::span<const WordSlot> slots{};        // of single words: see index_words
    std::span<const std::uint32_t> ranges{};  // words that are ranges
    bool is_dated = false;
    bool is_open = false;     // of a code set: a code outside it is no fault
    std::uint32_t shift = 0;  // slot_shift
    std::uint64_t sizes = 0;  // which sizes words have, as bits: most texts that are no word have none of them

    constexpr WordList() noexcept = default;
    constexpr WordList(std::span<const Word> all, std::span<const WordSlot> single,
                       std::span<const std::uint32_t> spans, bool dated, bool open) noexcept
        : words(all),
          slots(single),
          ranges(spans),
          is_dated(dated),
          is_open(open),
          shift(single.empty() ? 0 : slot_shift(single.size())) {
        for (const Word& word : all) sizes |= size_bit(word.lo);
    }

    // The number of the first word that holds the text, or kNone; of a dated list on that day, or on any: null.
    std::uint32_t find(std::string_view text) const noexcept { return may_have(text) ? find_word(text) : kNone; }
    std::uint32_t find(std::string_view text, const Date* day) const noexcept {
        if (!may_have(text)) return kNone;
        return is_dated && day != nullptr ? find_word_on(text, *day) : find_word(text);
    }
    bool has(std::string_view text) const noexcept { return find(text) != kNone; }

private:
    // A text in a range has the size of its first word.
    static constexpr std::uint64_t size_bit(std::string_view text) noexcept {
        return std::uint64_t{1} << (text.size() < 63 ? text.size() : 63);
    }
    bool may_have(std::string_view text) const noexcept { return (sizes & size_bit(text)) != 0; }
    std::uint32_t find_word(std::string_view text) const noexcept;
    std::uint32_t find_long_word(std::string_view text) const noexcept;
    // The first range that stands before that word and has the text, else that word.
    std::uint32_t find_range(std::string_view text, std::uint32_t before) const noexcept;
    std::uint32_t find_word_on(std::string_view text, Date day) const noexcept;
    template <class Holds>
    std::uint32_t find_single(std::string_view text, const Holds& holds) const noexcept;
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
