// A record's text and its number put together.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <jianhe/report.h>

namespace jianhe::detail {

inline void append_numbered(std::string& out, std::uint64_t number, const RecordText& text) {
    std::array<char, std::numeric_limits<std::uint64_t>::digits10 + 1> digits;
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const std::string_view shown(digits.data(), static_cast<std::size_t>(end - digits.data()));
    const std::string_view bytes = text.bytes;
    std::size_t copied = 0;
    for (const NumberPlace& place : text.numbers) {
        out.append(bytes.substr(copied, place.at - copied)).append(shown);
        if (shown.size() < place.columns) out.append(place.columns - shown.size(), ' ');
        copied = place.at;
    }
    out.append(bytes.substr(copied));
}

}  // namespace jianhe::detail
