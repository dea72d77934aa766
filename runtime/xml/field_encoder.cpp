#include "field_encoder.h"

#include "joined.h"
#include "xml_characters.h"

namespace jianhe::xml {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// 1-based, of the character that begins at or holds byte `offset`.
std::size_t character_position(std::string_view utf8, std::size_t offset) noexcept {
    std::size_t position = 0;
    for (std::size_t at = 0; at <= offset && at < utf8.size(); ++at) {
        position += (static_cast<unsigned char>(utf8[at]) & 0xC0) != 0x80 ? 1U : 0U;
    }
    return position;
}

// The first character that Big5 does not have. Only asked when there is one.
std::size_t find_unencodable(std::string_view utf8) {
    std::size_t begin = 0;
    while (begin < utf8.size()) {
        std::size_t end = begin + 1;
        while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) ++end;
        if (!utf8_to_big5(utf8.substr(begin, end - begin))) break;
        begin = end;
    }
    return begin;
}

}  // namespace

bool FieldEncoder::encode(std::string_view text, std::string& encoded) {
    if (const auto invalid = find_invalid(text, from_)) {
        return fail(as_utf8(text.substr(0, *invalid)).size(), as_utf8(text), "is not valid");
    }
    const std::string utf8 = as_utf8(text);
    if (const std::size_t illegal = find_illegal(utf8); illegal != std::string_view::npos) {
        return fail(illegal, utf8, "cannot stand in XML");
    }
    if (from_ != to_) return to_ == TextEncoding::Big5 ? encode_big5(utf8, encoded) : decode_big5(utf8, encoded);
    encoded = text;
    return true;
}

std::string FieldEncoder::as_utf8(std::string_view text) const {
    return from_ == TextEncoding::Big5 ? big5_to_utf8(text) : std::string{text};
}

bool FieldEncoder::encode_big5(std::string_view utf8, std::string& encoded) {
    Result<std::string> big5 = utf8_to_big5(utf8);
    if (!big5) return fail(find_unencodable(utf8), utf8, "has no form in Big5");
    encoded = *std::move(big5);
    return true;
}

// A Big5 character without a Unicode one was decoded to the replacement character, and would be lost.
bool FieldEncoder::decode_big5(std::string_view utf8, std::string& encoded) {
    const std::size_t lost = utf8.find(kReplacement);
    if (lost != std::string_view::npos) return fail(lost, utf8, "has no form in UTF-8");
    encoded = utf8;
    return true;
}

bool FieldEncoder::fail(std::size_t offset, std::string_view utf8, std::string_view why) {
    problem_ = joined("character ", character_position(utf8, offset), " ", why);
    return false;
}

}  // namespace jianhe::xml
