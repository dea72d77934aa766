// Tables of tags and codes: texts of a few bytes.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jianhe::detail {

// No two texts of one length up to eight bytes have the same word; of longer ones the ends count. Texts may come from
// an input, so a table with this hash must not grow with what inputs hold.
inline std::uint64_t word_of_ends(std::string_view text) noexcept {
    const auto half = [&text](std::size_t at) {
        std::uint32_t bytes = 0;
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        return std::uint64_t{bytes};
    };
    const auto byte = [&text](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(text[at])}; };
    if (text.empty()) return 0;
    if (text.size() < 4) return byte(0) | byte(text.size() / 2) << 8 | byte(text.size() - 1) << 16;
    return half(0) | half(text.size() - 4) << 32;
}

inline bool is_same_short(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    return a.size() <= 8 ? word_of_ends(a) == word_of_ends(b) : a == b;
}

inline std::uint64_t short_text_hash(std::string_view text) noexcept {
    return std::rotl(word_of_ends(text) * 0x9E3779B97F4A7C15, 23) ^ text.size() * 0xC2B2AE3D27D4EB4F;
}

}  // namespace jianhe::detail
