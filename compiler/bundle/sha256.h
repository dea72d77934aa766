#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

// Private to this folder.
namespace jianhe::bundle {

using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view bytes);
std::string to_hex(std::span<const unsigned char> bytes);

}  // namespace jianhe::bundle
