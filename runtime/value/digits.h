// Small helpers for texts of ASCII digits; private to runtime/value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jianhe::detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr std::int32_t digit_value(char c) noexcept { return static_cast<std::int32_t>(c) - '0'; }

constexpr bool all_digits(std::string_view text) noexcept {
    bool all = true;
    for (const char c : text) all &= is_digit(c);
    return all;
}

constexpr bool all_upper_or_digits(std::string_view text) noexcept {
    bool all = true;
    for (const char c : text) all &= is_digit(c) || is_upper(c);
    return all;
}

// At most nine bytes of digits, checked by the caller.
constexpr std::int32_t digits_value(const char* digits, std::size_t count) noexcept {
    std::int32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + digit_value(digits[i]);
    return value;
}

inline void append_padded(std::string& out, std::int64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
}

}  // namespace jianhe::detail
