#include "compiler/ir/word_range.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <jianhe/words.h>

namespace jianhe::ir {
namespace {

struct Bounds {
    char first;
    char last;
};

std::optional<Bounds> bounds_of(char c) noexcept {
    for (const Bounds bounds : {Bounds{'0', '9'}, Bounds{'A', 'Z'}, Bounds{'a', 'z'}}) {
        if (bounds.first <= c && c <= bounds.last) return bounds;
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

std::optional<std::uint64_t> steps_between(std::string_view lo, std::string_view hi) noexcept {
    if (!same_shape(lo, hi) || hi < lo) return std::nullopt;
    std::uint64_t steps = 0;
    // Of the first character that differs, and of all behind it: each is a digit of a number.
    for (auto i = static_cast<std::size_t>(std::mismatch(lo.begin(), lo.end(), hi.begin()).first - lo.begin());
         i < lo.size(); ++i) {
        const std::optional<Bounds> bounds = bounds_of(lo[i]);
        if (!bounds) return std::nullopt;
        // Never below zero: the first difference is in favour of `hi`.
        const auto radix = static_cast<std::uint64_t>(bounds->last - bounds->first + 1);
        steps = steps * radix + static_cast<std::uint64_t>(hi[i] - bounds->first) -
                static_cast<std::uint64_t>(lo[i] - bounds->first);
        if (steps >= kManySteps) steps = kManySteps;
    }
    return steps;
}

std::optional<WordRange> word_range(std::string_view lo, std::string_view hi) {
    if (!same_shape(lo, hi) || hi < lo) return std::nullopt;
    return WordRange{std::string(lo), std::string(hi)};
}

bool in_word_range(std::string_view word, const WordRange& range) noexcept {
    return jianhe::in_word_range(word, range.lo, range.hi);
}

bool in_set(std::string_view word, const Set& set) noexcept {
    return std::any_of(set.members.begin(), set.members.end(),
                       [&](const WordRange& range) { return in_word_range(word, range); });
}

}  // namespace jianhe::ir
