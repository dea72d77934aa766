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

// Whether the characters of both words are of the same classes, place by place: digit, capital, small letter, other.
bool same_shape(std::string_view a, std::string_view b) noexcept;

// Whether a word is one of lo … hi (docs/language.md §1). A single word has lo == hi.
bool in_word_range(std::string_view word, std::string_view lo, std::string_view hi) noexcept;

}  // namespace jianhe
