#include "compiler/ir/word_range.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace jianhe::ir {
namespace {

enum class CharacterClass : std::uint8_t { Digit, Capital, Small, Other };

CharacterClass class_of(char c) noexcept {
    if (c >= '0' && c <= '9') return CharacterClass::Digit;
    if (c >= 'A' && c <= 'Z') return CharacterClass::Capital;
    if (c >= 'a' && c <= 'z') return CharacterClass::Small;
    return CharacterClass::Other;
}

bool same_shape(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char left, char right) { return class_of(left) == class_of(right); });
}

struct Bounds {
    char first;
    char last;
};

std::optional<Bounds> bounds_of(char c) noexcept {
    switch (class_of(c)) {
        case CharacterClass::Digit: return Bounds{'0', '9'};
        case CharacterClass::Capital: return Bounds{'A', 'Z'};
        case CharacterClass::Small: return Bounds{'a', 'z'};
        case CharacterClass::Other: return std::nullopt;
    }
    return std::nullopt;
}

// Moves the last character by one step and carries over to those before it.
std::optional<std::string> moved(std::string_view word, bool forward) {
    std::string result(word);
    for (std::size_t i = result.size(); i-- > 0;) {
        const std::optional<Bounds> bounds = bounds_of(result[i]);
        if (!bounds) return std::nullopt;
        const char end = forward ? bounds->last : bounds->first;
        if (result[i] != end) {
            result[i] = static_cast<char>(result[i] + (forward ? 1 : -1));
            return result;
        }
        result[i] = forward ? bounds->first : bounds->last;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> next_word(std::string_view word) { return moved(word, true); }
std::optional<std::string> previous_word(std::string_view word) { return moved(word, false); }

std::optional<WordRange> word_range(std::string_view lo, std::string_view hi) {
    if (!same_shape(lo, hi) || hi < lo) return std::nullopt;
    return WordRange{std::string(lo), std::string(hi)};
}

bool in_word_range(std::string_view word, const WordRange& range) noexcept {
    if (range.lo == range.hi) return word == range.lo;
    return same_shape(word, range.lo) && range.lo <= word && word <= range.hi;
}

bool in_set(std::string_view word, const Set& set) noexcept {
    return std::any_of(set.members.begin(), set.members.end(),
                       [&](const WordRange& range) { return in_word_range(word, range); });
}

}  // namespace jianhe::ir
