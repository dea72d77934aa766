#include "compiler/embed/texts.h"

namespace jianhe::embed {

std::optional<TextEncoding> encoding_of(std::int32_t number) noexcept {
    if (number == JIANHE_UTF8) return TextEncoding::Utf8;
    if (number == JIANHE_BIG5) return TextEncoding::Big5;
    return std::nullopt;
}

Result<std::string> converted(std::string_view text, TextEncoding from, TextEncoding to) {
    if (const auto bad = find_invalid(text, from)) {
        return Error{"byte " + std::to_string(*bad) + " is not of the encoding"};
    }
    if (from == to) return std::string(text);
    if (from == TextEncoding::Big5) return big5_to_utf8(text);
    return utf8_to_big5(text);
}

}  // namespace jianhe::embed
