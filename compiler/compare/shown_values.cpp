#include "compiler/compare/shown_values.h"

#include <cstddef>

namespace jianhe::compare {
namespace {

constexpr std::string_view kCut = "…";

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// The first character with its continuation bytes.
std::string_view take_character(std::string_view& text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
    const std::string_view character = text.substr(0, size);
    text.remove_prefix(size);
    return character;
}

bool matches(std::string_view shown, std::string_view value) {
    const bool is_cut = shown.ends_with(kCut);
    if (is_cut) shown.remove_suffix(kCut.size());
    while (!shown.empty() && !value.empty()) {
        const std::string_view seen = take_character(shown);
        const std::string_view real = take_character(value);
        if (seen != real && seen != "*" && seen != "?") return false;
    }
    return shown.empty() && (is_cut || value.empty());
}

}  // namespace

bool may_show(std::string_view shown, std::string_view value) {
    shown = trimmed(shown);
    // Blanks of the value are lost at the ends, unless they were masked.
    return shown.empty() || matches(shown, trimmed(value)) || matches(shown, value);
}

}  // namespace jianhe::compare
