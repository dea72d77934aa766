#include "dsl/diag/closest.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace jianhe::dsl {
namespace {

constexpr std::size_t kEdit = 4;
constexpr std::size_t kCaseEdit = 1;
// Longer words are not compared: the cost is the product of the lengths.
constexpr std::size_t kLongestWord = 64;

char lower(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::size_t replacing(char from, char to) noexcept {
    if (from == to) {
        return 0;
    }
    return lower(from) == lower(to) ? kCaseEdit : kEdit;
}

// Damerau-Levenshtein distance (two neighbours that changed places are one edit) in quarters of an edit.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before_previous(to.size() + 1);
    std::vector<std::size_t> previous(to.size() + 1);
    std::vector<std::size_t> current(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) {
        current[j] = j * kEdit;
    }
    for (std::size_t i = 1; i <= from.size(); ++i) {
        before_previous.swap(previous);
        previous.swap(current);
        current[0] = i * kEdit;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            current[j] = std::min(
                {previous[j] + kEdit, current[j - 1] + kEdit, previous[j - 1] + replacing(from[i - 1], to[j - 1])});
            const bool changed_places = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (changed_places) {
                current[j] = std::min(current[j], before_previous[j - 2] + kEdit);
            }
        }
    }
    return current[to.size()];
}

std::size_t threshold(std::size_t length) noexcept {
    return length < 2 ? kCaseEdit : std::max<std::size_t>(1, (length + 1) / 3) * kEdit;
}

}  // namespace

std::optional<std::string> closest(std::string_view misspelt, std::span<const std::string_view> candidates) {
    if (misspelt.size() > kLongestWord) {
        return std::nullopt;
    }
    std::optional<std::string> best;
    std::size_t best_distance = threshold(misspelt.size()) + 1;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > kLongestWord || candidate == misspelt) {
            continue;
        }
        const std::size_t found = distance(misspelt, candidate);
        if (found < best_distance) {
            best_distance = found;
            best = std::string(candidate);
        }
    }
    return best;
}

}  // namespace jianhe::dsl
