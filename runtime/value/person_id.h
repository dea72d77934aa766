// The check digit of a person's number, shared with the visit identifier; private to runtime/value.
#pragma once

#include <array>
#include <cstdint>

namespace jianhe::detail {

// What the first two characters of a Citizen, Resident or OldResident number add to the weighted sum; the digits after
// them count 7 6 5 4 3 2 1. kNoStart: no such number begins with them.
inline constexpr std::uint32_t kNoStart = 0x100;
// By byte, what it adds as the first character, and as the second one; kNoStart where it is none.
extern const std::array<std::uint16_t, 256> kFirstWeights;
extern const std::array<std::uint16_t, 256> kSecondWeights;
inline std::uint32_t weight_of_start(char first, char second) noexcept {
    const std::uint32_t weight =
        kFirstWeights[static_cast<unsigned char>(first)] + kSecondWeights[static_cast<unsigned char>(second)];
    return weight < kNoStart ? weight : kNoStart;
}
// The digit that makes the sum divisible by ten; the sum is at most kMostWeight.
inline constexpr std::uint32_t kMostWeight = kNoStart - 1 + 9 * (7 + 6 + 5 + 4 + 3 + 2 + 1);
inline std::uint32_t check_digit_of(std::uint32_t sum) noexcept {
    constexpr std::uint32_t tens = (kMostWeight + 9) / 10 * 10;
    return (tens - sum) % 10;
}

}  // namespace jianhe::detail
