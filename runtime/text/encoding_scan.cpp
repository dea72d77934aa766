#include <jianhe/encoding.h>

#include "big5_table.h"
#include "utf8.h"

namespace jianhe {
namespace {

EncodingScan scan_big5(std::string_view bytes) noexcept {
    std::size_t at = detail::skip_ascii(bytes, 0);
    while (at < bytes.size()) {
        if (!detail::is_big5_lead(static_cast<unsigned char>(bytes[at]))) return {at, false};
        if (at + 1 == bytes.size()) return {at, true};
        if (!detail::is_big5_trail(static_cast<unsigned char>(bytes[at + 1]))) return {at, false};
        at = detail::skip_ascii(bytes, at + 2);
    }
    return {at, false};
}

EncodingScan scan_utf8(std::string_view bytes) noexcept {
    std::size_t at = detail::skip_ascii(bytes, 0);
    while (at < bytes.size()) {
        const detail::Utf8Char character = detail::decode_utf8(bytes, at);
        if (character.status != detail::Utf8Status::Ok) return {at, character.status == detail::Utf8Status::Cut};
        at = detail::skip_ascii(bytes, at + character.length);
    }
    return {at, false};
}

}  // namespace

EncodingScan scan_encoding(std::string_view bytes, TextEncoding encoding) noexcept {
    return encoding == TextEncoding::Big5 ? scan_big5(bytes) : scan_utf8(bytes);
}

std::optional<std::size_t> find_invalid(std::string_view bytes, TextEncoding encoding) noexcept {
    const std::size_t valid_bytes = scan_encoding(bytes, encoding).valid_bytes;
    if (valid_bytes == bytes.size()) return std::nullopt;
    return valid_bytes;
}

}  // namespace jianhe
