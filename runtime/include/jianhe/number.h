// Numbers and decimals of a field. Money and quantities are integers: a decimal is a whole number of its smallest unit
// (scale 1: tenths), never a floating-point value.
//
// Every function is pure and may be called from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jianhe {

// The outcome of reading the text of one field. All readers test in this order: a character (or an arrangement of
// characters) that cannot belong to the type, then the length in bytes, then range or possible value. The visit
// identifier alone tests its length first (identifier.h). Values are never trimmed. Empty text is WrongLength; callers
// normally do not ask, since an empty field is not a malformed one. The output argument is written on Ok only.
enum class Lexical : std::uint8_t { Ok, WrongType, WrongLength, OutOfRange };

// Digits only, leading zeros free, no sign, at most `max_digits` bytes. OutOfRange: beyond std::int64_t.
// Source: domain RESOLUTIONS 29.
Lexical parse_number(std::string_view text, unsigned max_digits, std::int64_t& value) noexcept;

// "5", "00001.0", "1.5": up to `integer_digits` digits, then optionally a point and one to `scale` digits.
// With scale 1, "1.5" gives 15 and "5" gives 50. More than `scale` decimals, ".", "1." and ".5" are WrongType.
// Source: domain RESOLUTIONS 29.
Lexical parse_decimal(std::string_view text, unsigned integer_digits, unsigned scale, std::int64_t& scaled) noexcept;

// The inverse, always with `scale` decimals: format_decimal(15, 1) is "1.5", format_decimal(-5, 1) is "-0.5".
std::string format_decimal(std::int64_t scaled, unsigned scale);

}  // namespace jianhe
