#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/ir/module.h"

// Ranges and sets of words as docs/language.md §1 defines them: one length, the same class of character (digit,
// capital, small letter) at each place. Pure functions.
namespace jianhe::ir {

// Members lo … hi when the two words can bound a range, lo not after hi. A word bounds a range with itself.
std::optional<WordRange> word_range(std::string_view lo, std::string_view hi);

// The word that stands behind or before this one in every range that holds both. None at the end of all ranges: every
// character, or all behind one that is no digit or letter, is the last of its class.
std::optional<std::string> next_word(std::string_view word);
std::optional<std::string> previous_word(std::string_view word);

// How many steps of next_word lead from `lo` to `hi`, which stands behind it; so many that nobody would take them are
// said to be kManySteps. None: it does not lead there.
inline constexpr std::uint64_t kManySteps = std::uint64_t{1} << 32;
std::optional<std::uint64_t> steps_between(std::string_view lo, std::string_view hi) noexcept;

bool in_word_range(std::string_view word, const WordRange& range) noexcept;
bool in_set(std::string_view word, const Set& set) noexcept;

}  // namespace jianhe::ir
