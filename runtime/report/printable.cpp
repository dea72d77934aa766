#include "runtime/report/printable.h"

#include <jianhe/encoding.h>

namespace jianhe::detail {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// The length of the character to be replaced at the start of `text`; 0 where it may be shown. `text` is valid UTF-8.
std::size_t unprintable_at(std::string_view text) noexcept {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x20 || first == 0x7F) return 1;
    if (first == 0xC2 && static_cast<unsigned char>(text[1]) < 0xA0) return 2;
    if (first != 0xE2 || text.size() < 3) return 0;
    const std::string_view character = text.substr(0, 3);
    // U+200E, U+200F; U+2028 to U+202E; U+2066 to U+2069
    const bool turns = character == "\xE2\x80\x8E" || character == "\xE2\x80\x8F" ||
                       (character >= "\xE2\x80\xA8" && character <= "\xE2\x80\xAE") ||
                       (character >= "\xE2\x81\xA6" && character <= "\xE2\x81\xA9");
    return turns ? 3 : 0;
}

}  // namespace

std::string valid_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    while (true) {
        const std::size_t valid = scan_encoding(bytes, TextEncoding::Utf8).valid_bytes;
        text.append(bytes.substr(0, valid));
        if (valid == bytes.size()) return text;
        text.append(kReplacement);
        bytes.remove_prefix(valid + 1);
    }
}

std::string printable(std::string_view bytes) {
    const std::string text = valid_utf8(bytes);
    std::string shown;
    shown.reserve(text.size());
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t replaced = unprintable_at(rest);
        shown.append(replaced == 0 ? rest.substr(0, 1) : kReplacement);
        rest.remove_prefix(replaced == 0 ? 1 : replaced);
    }
    return shown;
}

std::string shortened(std::string utf8, std::size_t characters) {
    std::size_t seen = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (is_continuation(utf8[at]) || seen++ < characters) continue;
        utf8.resize(at);
        utf8.append("…");
        break;
    }
    return utf8;
}

std::string printable_value(const SpecificationInfo& info, const Record& record, FieldIndex field, bool show_ids) {
    return printable(shortened(valid_utf8(shown_value(info, record, field, show_ids)), kLongestShownValue));
}

}  // namespace jianhe::detail
