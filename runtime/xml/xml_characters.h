// Characters, names and references of XML 1.0, fifth edition. All texts are valid UTF-8, and offsets are bytes of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jianhe::xml {

inline constexpr std::string_view kWhiteSpace = " \t\r\n";

inline bool is_white(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The first character that XML does not allow (a control character, U+FFFE, U+FFFF); npos when there is none.
std::size_t find_illegal(std::string_view utf8) noexcept;

// Length in bytes of the name that the text begins with; 0 when it begins with none.
std::size_t name_length(std::string_view utf8) noexcept;

// What stands at an `&`. Only the five predefined entities and references to legal characters are Good. Cut: the text
// ends in front of the semicolon.
enum class ReferenceStatus : std::uint8_t { Good, Bad, Cut };
struct Reference {
    ReferenceStatus status = ReferenceStatus::Bad;
    std::size_t length = 0;  // of a good one, `&` and `;` included
};
Reference read_reference(std::string_view utf8) noexcept;

}  // namespace jianhe::xml
