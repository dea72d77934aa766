// The check digit of a person's number, shared with the visit identifier; private to runtime/value.
#pragma once

#include <cstdint>

namespace jianhe::detail {

// What the first two characters of a Citizen, Resident or OldResident number add to the weighted sum; the digits after
// them count 7 6 5 4 3 2 1. kNoStart: no such number begins with them.
inline constexpr std::uint32_t kNoStart = 0x100;
std::uint32_t weight_of_start(char first, char second) noexcept;
// The digit that makes the sum divisible by ten.
inline char check_digit_of(std::uint32_t sum) noexcept { return static_cast<char>('0' + (10 - sum % 10) % 10); }

}  // namespace jianhe::detail
