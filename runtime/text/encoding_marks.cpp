#include <algorithm>
#include <array>

#include <jianhe/encoding.h>

namespace jianhe {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::array kForeignMarks = {"\xFE\xFF"sv, "\xFF\xFE"sv, "\0\0\xFE\xFF"sv};  // UTF-32LE begins as UTF-16LE
constexpr std::array kBig5Names = {"big5"sv, "cp950"sv, "ms950"sv, "big5-eten"sv, "x-windows-950"sv};
constexpr std::array kUtf8Names = {"utf-8"sv, "utf8"sv};
constexpr std::string_view kSpace = " \t\r\n";

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) noexcept {
    return std::any_of(names.begin(), names.end(), [name](auto known) { return equal_ignoring_case(known, name); });
}

std::string_view without_leading_space(std::string_view text) noexcept {
    return text.substr(std::min(text.find_first_not_of(kSpace), text.size()));
}

// The next `name="value"` of a declaration; an empty name where none can be read.
struct Attribute {
    std::string_view name;
    std::string_view value;
};
Attribute take_attribute(std::string_view& rest) noexcept {
    const std::string_view text = without_leading_space(rest);
    const std::size_t name_end = text.find_first_of(" \t\r\n=");
    if (name_end == std::string_view::npos) return {};
    const std::string_view after_name = without_leading_space(text.substr(name_end));
    if (!after_name.starts_with('=')) return {};
    const std::string_view quoted = without_leading_space(after_name.substr(1));
    if (!quoted.starts_with('"') && !quoted.starts_with('\'')) return {};
    const std::size_t close = quoted.find(quoted.front(), 1);
    if (close == std::string_view::npos) return {};
    rest = quoted.substr(close + 1);
    return {text.substr(0, name_end), quoted.substr(1, close - 1)};
}

// Space before the declaration is the XML reader's concern: the name means the same to us.
DeclaredEncoding declared_encoding(std::string_view head) noexcept {
    std::string_view rest = without_leading_space(head);
    const std::size_t end = rest.find("?>");
    if (!rest.starts_with("<?xml") || end == std::string_view::npos) return DeclaredEncoding::None;
    rest = rest.substr(5, end - 5);
    if (rest.empty() || kSpace.find(rest.front()) == std::string_view::npos) return DeclaredEncoding::None;
    for (Attribute found = take_attribute(rest); !found.name.empty(); found = take_attribute(rest)) {
        if (found.name != "encoding") continue;
        if (contains(kBig5Names, found.value)) return DeclaredEncoding::Big5;
        return contains(kUtf8Names, found.value) ? DeclaredEncoding::Utf8 : DeclaredEncoding::Other;
    }
    return DeclaredEncoding::None;
}

}  // namespace

EncodingMarks read_encoding_marks(std::string_view head) noexcept {
    EncodingMarks marks;
    marks.bom_bytes = head.starts_with(kUtf8Mark) ? kUtf8Mark.size() : 0;
    marks.utf16_or_utf32 = std::any_of(kForeignMarks.begin(), kForeignMarks.end(),
                                       [head](std::string_view mark) { return head.starts_with(mark); });
    marks.declared = declared_encoding(head.substr(marks.bom_bytes, kDeclarationWindow));
    return marks;
}

}  // namespace jianhe
