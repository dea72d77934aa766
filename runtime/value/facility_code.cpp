#include <cstddef>

#include <jianhe/identifier.h>

#include "digits.h"

namespace jianhe {
namespace {

constexpr std::size_t kLength = 10;

}  // namespace

Lexical check_facility_code(std::string_view text, bool exact) noexcept {
    if (!detail::all_upper_or_digits(text)) return Lexical::WrongType;
    const bool fits = exact ? text.size() == kLength : !text.empty() && text.size() <= kLength;
    return fits ? Lexical::Ok : Lexical::WrongLength;
}

std::optional<bool> facility_check_digit_ok(std::string_view text) noexcept {
    if (text.size() != kLength) return std::nullopt;
    constexpr unsigned weights[kLength] = {9, 8, 7, 6, 5, 4, 3, 2, 1, 1};
    unsigned sum = 0;
    bool all_digits = true;
#pragma GCC unroll 10
    for (std::size_t i = 0; i < kLength; ++i) {
        const unsigned digit = static_cast<unsigned char>(text[i]) - unsigned{'0'};
        all_digits &= digit <= 9;
        sum += weights[i] * digit;
    }
    if (!all_digits) return std::nullopt;
    return sum % 10 == 0;
}

}  // namespace jianhe
