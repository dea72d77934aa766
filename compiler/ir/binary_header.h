#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/ir/transfer.h"

// The head of the binary form. Private to this folder.
namespace jianhe::ir {

inline constexpr std::size_t kMagicSize = 4;
inline constexpr std::size_t kVersionSize = 4;
inline constexpr std::size_t kWordSize = 8;
inline constexpr std::size_t kHeaderSize = kMagicSize + kVersionSize + 3 * kWordSize;

// FNV-1a: against accidents, not against intent.
constexpr std::uint64_t checksum_of(std::string_view bytes) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash;
}

inline void append_word(std::string& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xff);
}

constexpr std::uint64_t word_at(std::string_view bytes, std::size_t at) noexcept {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kWordSize; ++i) {
        value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    }
    return value;
}

// Magic and version. A new instruction kind renumbers the others, so their count is part of the version.
inline std::string version_header() {
    std::string out = "JHIR";
    append_word(out, kFormatVersion * 1000U + static_cast<std::uint32_t>(kInstKindCount), kVersionSize);
    return out;
}

inline std::string header_of(std::string_view judging, std::string_view examples) {
    std::string out = version_header();
    append_word(out, judging.size(), kWordSize);
    append_word(out, checksum_of(judging), kWordSize);
    append_word(out, checksum_of(examples), kWordSize);
    return out;
}

}  // namespace jianhe::ir
