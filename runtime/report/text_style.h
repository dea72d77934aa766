// Building blocks of the report for people.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/report_writers.h>

namespace jianhe::detail {

enum class Ink : std::uint8_t { Heading, Bad, Doubtful, Good, Quiet };

// The terminal's escape sequences, or nothing.
std::string_view ink_begin(Colours colours, Ink ink) noexcept;
std::string_view ink_end(Colours colours) noexcept;

// `text` between them.
std::string inked(Colours colours, Ink ink, std::string_view text);

// Blanks to the right until `columns` are filled; East Asian characters fill two.
std::string padded(std::string_view text, std::size_t columns);

// Blanks to the left of a number.
std::string right_aligned(std::uint64_t number, std::size_t columns);

// `1 record`, `2 records`.
std::string counted(std::uint64_t count, std::string_view noun);

}  // namespace jianhe::detail
