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

}  // namespace

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
