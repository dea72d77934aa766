#pragma once

#include <string_view>

namespace jianhe {

// Whether every character of a text is one that Big5 has. The text is UTF-8 without fault. Pure.
bool fits_big5(std::string_view utf8) noexcept;

}  // namespace jianhe
