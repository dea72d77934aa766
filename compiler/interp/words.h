#pragma once

#include <cstddef>
#include <string_view>

// Patterns and pieces of text, as docs/language.md §4 defines them. Pure functions. All texts are UTF-8.
namespace jianhe {

// `pattern`: `?` stands for any one character, `[A-Z0-9]` for one of a class, everything else for itself.
// Linear: there is no repetition in patterns.
bool matches_pattern(std::string_view text, std::string_view pattern) noexcept;

// Bytes of the character that starts at `offset`; at least 1.
std::size_t character_size(std::string_view text, std::size_t offset) noexcept;

// Bytes `from` to `to` that the text has on the wire (a character outside ASCII has two there), counted from 1.
// Characters that only partly lie inside are left out.
std::string_view wire_slice(std::string_view text, std::size_t from, std::size_t to) noexcept;

}  // namespace jianhe
