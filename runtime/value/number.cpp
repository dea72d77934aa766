#include <cstddef>
#include <limits>

#include <jianhe/number.h>

#include "digits.h"

namespace jianhe {
namespace {

// Appends a decimal digit to the value; false when that leaves std::int64_t.
bool push_digit(std::int64_t& value, std::int32_t digit) noexcept {
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    if (value > (limit - digit) / 10) return false;
    value = value * 10 + digit;
    return true;
}

bool push_digits(std::int64_t& value, std::string_view digits) noexcept {
    for (const char c : digits) {
        if (!push_digit(value, detail::digit_value(c))) return false;
    }
    return true;
}

}  // namespace

Lexical parse_number(std::string_view text, unsigned max_digits, std::int64_t& value) noexcept {
    // Up to eighteen digits are in range, whatever they are: each is looked at once.
    constexpr std::size_t kAlwaysInRange = 18;
    std::int64_t read = 0;
    if (text.size() <= kAlwaysInRange) {
        for (const char c : text) {
            if (!detail::is_digit(c)) return Lexical::WrongType;
            read = read * 10 + detail::digit_value(c);
        }
    } else if (!detail::all_digits(text)) {
        return Lexical::WrongType;
    }
    if (text.empty() || text.size() > max_digits) return Lexical::WrongLength;
    if (text.size() > kAlwaysInRange && !push_digits(read, text)) return Lexical::OutOfRange;
    value = read;
    return Lexical::Ok;
}

Lexical parse_decimal(std::string_view text, unsigned integer_digits, unsigned scale, std::int64_t& scaled) noexcept {
    if (text.empty()) return Lexical::WrongLength;
    // Most are short and have one decimal, as many as they may have.
    if (scale == 1 && text.size() >= 3 && text.size() <= 18 && text[text.size() - 2] == '.' &&
        text.size() - 2 <= integer_digits) {
        bool digits = detail::is_digit(text.back());
        std::int64_t read = 0;
        for (std::size_t i = 0; i + 2 < text.size(); ++i) {
            digits = digits && detail::is_digit(text[i]);
            read = read * 10 + detail::digit_value(text[i]);
        }
        if (!digits) return Lexical::WrongType;
        scaled = read * 10 + detail::digit_value(text.back());
        return Lexical::Ok;
    }
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (!detail::all_digits(whole) || !detail::all_digits(decimals) || whole.empty()) return Lexical::WrongType;
    if (point != std::string_view::npos && (decimals.empty() || decimals.size() > scale)) return Lexical::WrongType;
    // With that many decimals at most, the whole part alone decides about the length.
    if (whole.size() > integer_digits) return Lexical::WrongLength;
    std::int64_t read = 0;
    if (!push_digits(read, whole) || !push_digits(read, decimals)) return Lexical::OutOfRange;
    for (std::size_t i = decimals.size(); i < scale; ++i) {
        if (!push_digit(read, 0)) return Lexical::OutOfRange;
    }
    scaled = read;
    return Lexical::Ok;
}

std::string format_decimal(std::int64_t scaled, unsigned scale) {
    // The magnitude is taken unsigned, because the smallest value has no positive counterpart.
    const bool negative = scaled < 0;
    const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(scaled) : static_cast<std::uint64_t>(scaled);
    std::string digits = std::to_string(magnitude);
    if (digits.size() <= scale) digits.insert(0, scale + 1 - digits.size(), '0');
    if (scale > 0) digits.insert(digits.size() - scale, 1, '.');
    if (negative) digits.insert(0, 1, '-');
    return digits;
}

}  // namespace jianhe
