// CP950 as data; private to runtime/text. The definitions are generated, see make_big5_table.sh.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace jianhe::detail {

inline constexpr unsigned kBig5FirstRow = 0xA1;  // rows outside hold user-defined characters only
inline constexpr unsigned kBig5LastRow = 0xF9;
inline constexpr std::size_t kBig5RowSize = 157;  // trail bytes 40-7E, then A1-FE
inline constexpr std::size_t kBig5TableSize = (kBig5LastRow - kBig5FirstRow + 1) * kBig5RowSize;

// Row by row; 0 where a code is unmapped. All of CP950 lies in the basic plane.
extern const std::array<std::uint16_t, kBig5TableSize> kBig5ToUnicode;

// Codes whose character has another code, which is the one to write.
extern const std::array<std::uint16_t, 10> kBig5DecodeOnly;

constexpr bool is_big5_lead(unsigned byte) noexcept { return byte >= 0x81 && byte <= 0xFE; }
constexpr bool is_big5_trail(unsigned byte) noexcept {
    return (byte >= 0x40 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xFE);
}

}  // namespace jianhe::detail
