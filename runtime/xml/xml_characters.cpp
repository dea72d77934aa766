#include "xml_characters.h"

#include <algorithm>
#include <array>

namespace jianhe::xml {
namespace {

struct CodePointRange {
    char32_t first;
    char32_t last;
};

constexpr std::array<CodePointRange, 16> kNameStart = {{{':', ':'},
                                                        {'A', 'Z'},
                                                        {'_', '_'},
                                                        {'a', 'z'},
                                                        {0xC0, 0xD6},
                                                        {0xD8, 0xF6},
                                                        {0xF8, 0x2FF},
                                                        {0x370, 0x37D},
                                                        {0x37F, 0x1FFF},
                                                        {0x200C, 0x200D},
                                                        {0x2070, 0x218F},
                                                        {0x2C00, 0x2FEF},
                                                        {0x3001, 0xD7FF},
                                                        {0xF900, 0xFDCF},
                                                        {0xFDF0, 0xFFFD},
                                                        {0x10000, 0xEFFFF}}};
// What may follow the first character of a name, beside the above.
constexpr std::array<CodePointRange, 5> kNameRest = {
    {{'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};

template <std::size_t N>
bool contains(const std::array<CodePointRange, N>& ranges, char32_t code_point) noexcept {
    return std::any_of(ranges.begin(), ranges.end(), [code_point](const CodePointRange& range) {
        return range.first <= code_point && code_point <= range.last;
    });
}

bool is_name_start(char32_t code_point) noexcept { return contains(kNameStart, code_point); }
bool is_name_part(char32_t code_point) noexcept { return is_name_start(code_point) || contains(kNameRest, code_point); }

bool is_legal(char32_t code_point) noexcept {
    if (code_point < 0x20) return code_point == '\t' || code_point == '\n' || code_point == '\r';
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return !surrogate && code_point != 0xFFFE && code_point != 0xFFFF && code_point <= 0x10FFFF;
}

struct Decoded {
    char32_t code_point;
    std::size_t length;
};

// The text is known to be valid UTF-8, so the first byte alone says how long the character is.
Decoded decode(std::string_view utf8, std::size_t at) noexcept {
    const auto byte = [utf8](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(utf8[i])); };
    const char32_t lead = byte(at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead < 0xE0 ? 2 : (lead < 0xF0 ? 3 : 4);
    char32_t code_point = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6 | (byte(at + i) & 0x3F);
    return {code_point, length};
}

int digit_value(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return 16;
}

// `digits` is what stands between `&#` and `;`. Grows no further than the first number that is too large.
bool is_good_number(std::string_view digits) noexcept {
    const bool hexadecimal = digits.starts_with('x');
    if (hexadecimal) digits.remove_prefix(1);
    const int base = hexadecimal ? 16 : 10;
    char32_t number = 0;
    for (const char c : digits) {
        if (digit_value(c) >= base) return false;
        number = number * static_cast<char32_t>(base) + static_cast<char32_t>(digit_value(c));
        number = std::min<char32_t>(number, 0x110000);
    }
    return !digits.empty() && is_legal(number);
}

constexpr std::array<std::string_view, 5> kEntities = {"amp", "lt", "gt", "quot", "apos"};

bool may_stand_in_reference(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

}  // namespace

std::size_t find_illegal(std::string_view utf8) noexcept {
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte < 0x20 && !is_white(utf8[at])) return at;
        if (byte != 0xEF) continue;
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        const std::string_view character = utf8.substr(at, 3);
        if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") return at;
    }
    return std::string_view::npos;
}

std::size_t name_length(std::string_view utf8) noexcept {
    std::size_t at = 0;
    while (at < utf8.size()) {
        const Decoded character = decode(utf8, at);
        const bool fits = at == 0 ? is_name_start(character.code_point) : is_name_part(character.code_point);
        if (!fits) break;
        at += character.length;
    }
    return at;
}

Reference read_reference(std::string_view utf8) noexcept {
    const auto end = std::find_if_not(utf8.begin() + 1, utf8.end(), may_stand_in_reference);
    if (end == utf8.end()) return {ReferenceStatus::Cut, 0};
    if (*end != ';') return {ReferenceStatus::Bad, 0};
    const auto length = static_cast<std::size_t>(end - utf8.begin()) + 1;
    const std::string_view inside = utf8.substr(1, length - 2);
    const bool good = inside.starts_with('#')
                          ? is_good_number(inside.substr(1))
                          : std::find(kEntities.begin(), kEntities.end(), inside) != kEntities.end();
    return good ? Reference{ReferenceStatus::Good, length} : Reference{};
}

}  // namespace jianhe::xml
