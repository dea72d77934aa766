// The check digit of a person's number, shared with the visit identifier; private to runtime/value.
#pragma once

#include <string_view>

namespace jianhe::detail {

// The digit that completes nine characters of a Citizen, Resident or OldResident number.
char person_check_digit(std::string_view first_nine) noexcept;

}  // namespace jianhe::detail
