// Lengths in bytes of the input, measured in the UTF-8 that was made from it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <jianhe/encoding.h>

namespace jianhe::xml {

inline bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Behind the last whole character of those that begin at `from` and were at most `bytes` of the input.
inline std::size_t end_of_input_bytes(std::string_view utf8, std::size_t from, std::uint64_t bytes,
                                      TextEncoding input_encoding) noexcept {
    if (utf8.size() - from <= bytes) return utf8.size();  // UTF-8 is never shorter than the input was
    if (input_encoding == TextEncoding::Utf8) {
        std::size_t end = from + static_cast<std::size_t>(bytes);
        while (end > from && is_continuation(utf8[end])) --end;
        return end;
    }
    std::size_t end = from;
    for (std::uint64_t left = bytes; end < utf8.size();) {
        const std::uint64_t length = static_cast<unsigned char>(utf8[end]) < 0x80 ? 1 : 2;
        if (length > left) break;
        left -= length;
        ++end;
        while (end < utf8.size() && is_continuation(utf8[end])) ++end;
    }
    return end;
}

}  // namespace jianhe::xml
