// Digests for keys and checksums; private to compiler/jit.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace jianhe::jit {

using Sha256 = std::array<unsigned char, 32>;

Sha256 sha256(std::string_view bytes);

// Of several texts: other texts, or the same ones cut elsewhere, have another digest.
Sha256 sha256_of_parts(std::initializer_list<std::string_view> parts);

std::string to_hex(const Sha256& digest);

}  // namespace jianhe::jit
