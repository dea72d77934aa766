// One UTF-8 character at a time; private to runtime/text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jianhe::detail {

inline constexpr char32_t kReplacement = 0xFFFD;

enum class Utf8Status : std::uint8_t { Ok, Invalid, Cut };

struct Utf8Char {
    char32_t code_point = kReplacement;
    std::size_t length = 1;  // bytes to go on by; 1 when the status is not Ok
    Utf8Status status = Utf8Status::Invalid;
};

// The character that begins at `at`, which must lie inside the text. Cut: the text ends within it.
Utf8Char decode_utf8(std::string_view bytes, std::size_t at) noexcept;

void append_utf8(std::string& out, char32_t code_point);

// The first byte outside ASCII at or after `from`; the size of the text when there is none.
std::size_t skip_ascii(std::string_view bytes, std::size_t from) noexcept;

}  // namespace jianhe::detail
