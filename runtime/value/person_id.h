// The check digit of a person's number, shared with the visit identifier; private to runtime/value.
#pragma once

#include <cstdint>

namespace jianhe::detail {

// The first two characters of a Citizen, Resident or OldResident number.
bool begins_a_person_id(char first, char second) noexcept;
// What they add to the weighted sum. The digits after them count 7 6 5 4 3 2 1.
std::uint32_t weight_of_start(char first, char second) noexcept;
// The digit that makes the sum divisible by ten.
inline char check_digit_of(std::uint32_t sum) noexcept { return static_cast<char>('0' + (10 - sum % 10) % 10); }

}  // namespace jianhe::detail
