// Texts of messages, put together with the standard library alone: what links runtime needs nothing else.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace jianhe::xml {

inline void append_part(std::string& text, std::string_view part) { text += part; }
inline void append_part(std::string& text, std::unsigned_integral auto number) { text += std::to_string(number); }

// joined("record ", 7, " ends") is "record 7 ends".
template <class... Parts>
std::string joined(const Parts&... parts) {
    std::string text;
    (append_part(text, parts), ...);
    return text;
}

}  // namespace jianhe::xml
