#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jianhe::dsl {

// One character of a UTF-8 text. Bytes that are no UTF-8 count as one character each, U+FFFD, so that every text can
// be walked to its end.
struct Character {
    char32_t code_point = 0;
    std::size_t size = 0;  // bytes
    bool valid = true;
};

// The character that begins at `offset`, which must lie inside `text`.
Character character_at(std::string_view text, std::size_t offset) noexcept;

// The offset of the first byte that is not UTF-8 (overlong forms, surrogates and values above U+10FFFF included), or
// npos.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

// Columns of a terminal with a fixed-width font: 2 for East Asian wide and full-width characters, 0 for combining marks
// and the like, 1 for the rest.
// Source: Unicode 15, EastAsianWidth.txt (classes W and F), by blocks.
std::size_t display_width(char32_t code_point) noexcept;
std::size_t display_width(std::string_view text) noexcept;

}  // namespace jianhe::dsl
