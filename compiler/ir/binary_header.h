#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/ir/transfer.h"

// The head of the binary form. Private to this folder.
namespace jianhe::ir {

inline constexpr std::size_t kHeaderSize = 4 + 4 + 8;

// FNV-1a: against accidents, not against intent.
constexpr std::uint64_t checksum_of(std::string_view bytes) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash;
}

inline std::string header_of(std::string_view body) {
    std::string out = "JHIR";
    const auto append = [&](std::uint64_t value, unsigned bytes) {
        for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
    };
    // A new instruction kind renumbers the others, so their count is part of the version.
    append(kFormatVersion * 1000U + static_cast<std::uint32_t>(kInstKindCount), 4);
    append(checksum_of(body), 8);
    return out;
}

}  // namespace jianhe::ir
