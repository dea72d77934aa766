#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <cstring>

#include <jianhe/encoding.h>

#include "big5_fit.h"
#include "big5_table.h"
#include "utf8.h"

namespace jianhe {
namespace {

using detail::decode_utf8;
using detail::skip_ascii;
using detail::Utf8Char;
using detail::Utf8Status;

char32_t decode_big5(unsigned lead, unsigned trail) noexcept {
    if (lead < detail::kBig5FirstRow || lead > detail::kBig5LastRow) return detail::kReplacement;
    const std::size_t column = trail < 0x80 ? trail - 0x40 : trail - 0xA1 + 63;
    const char16_t unicode = detail::kBig5ToUnicode[(lead - detail::kBig5FirstRow) * detail::kBig5RowSize + column];
    return unicode == 0 ? detail::kReplacement : unicode;
}

// Indexed by the character, 0 where Big5 has none.
using EncodeTable = std::array<std::uint16_t, 0x10000>;

EncodeTable make_encode_table() noexcept {
    EncodeTable table{};
    const auto& decode_only = detail::kBig5DecodeOnly;
    for (std::size_t i = 0; i < detail::kBig5TableSize; ++i) {
        const std::size_t column = i % detail::kBig5RowSize;
        const std::size_t lead = detail::kBig5FirstRow + i / detail::kBig5RowSize;
        const std::size_t trail = column < 63 ? column + 0x40 : column - 63 + 0xA1;
        const auto code = static_cast<std::uint16_t>(lead << 8 | trail);
        if (std::find(decode_only.begin(), decode_only.end(), code) == decode_only.end()) {
            table[detail::kBig5ToUnicode[i]] = code;
        }
    }
    table[0] = 0;
    return table;
}

// Derived at the first use, because many programs only read.
std::uint16_t encode_big5(char32_t code_point) noexcept {
    static const EncodeTable table = make_encode_table();
    return code_point < table.size() ? table[code_point] : std::uint16_t{0};
}

Error not_encodable(const Utf8Char& character, std::size_t offset) {
    char text[96];
    if (character.status == Utf8Status::Ok) {
        std::snprintf(text, sizeof text, "character U+%04X at byte %zu has no Big5 code",
                      static_cast<unsigned>(character.code_point), offset);
    } else {
        std::snprintf(text, sizeof text, "byte %zu is not valid UTF-8", offset);
    }
    return Error{text};
}

// Converts until `on_failure(character, offset)` returns false; where it returns true, `?` is written.
template <class OnFailure>
std::string encode_text(std::string_view utf8, OnFailure on_failure) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t ascii_end = skip_ascii(utf8, at);
        out += utf8.substr(at, ascii_end - at);
        at = ascii_end;
        if (at == utf8.size()) break;
        const Utf8Char character = decode_utf8(utf8, at);
        const std::uint16_t code =
            character.status == Utf8Status::Ok ? encode_big5(character.code_point) : std::uint16_t{0};
        if (code != 0) {
            out += static_cast<char>(code >> 8);
            out += static_cast<char>(code & 0xFF);
        } else if (on_failure(character, at)) {
            out += '?';
        } else {
            break;
        }
        at += character.length;
    }
    return out;
}

}  // namespace

namespace {

// Each character as UTF-8, with its length in the highest byte; rows and columns as places in that table.
struct Utf8Table {
    static constexpr std::uint16_t kNone = 0xFFFF;

    Utf8Table() noexcept {
        rows.fill(kNone);
        columns.fill(kNone);
        for (unsigned byte = 0; byte < 256; ++byte) {
            // The last row stands for all that hold user-defined characters only.
            const std::size_t row = byte >= detail::kBig5FirstRow && byte <= detail::kBig5LastRow
                                        ? byte - detail::kBig5FirstRow
                                        : detail::kBig5LastRow - detail::kBig5FirstRow + 1;
            if (detail::is_big5_lead(byte)) rows[byte] = static_cast<std::uint16_t>(row * detail::kBig5RowSize);
            if (detail::is_big5_trail(byte))
                columns[byte] = static_cast<std::uint16_t>(byte < 0x80 ? byte - 0x40 : byte - 0xA1 + 63);
        }
        for (std::size_t i = 0; i < characters.size(); ++i) {
            const char32_t known = i < detail::kBig5TableSize ? detail::kBig5ToUnicode[i] : 0;
            const char32_t unicode = known == 0 ? detail::kReplacement : known;
            const std::uint32_t last = 0x80 | (unicode & 0x3F);
            characters[i] = unicode < 0x800
                                ? (0xC0 | unicode >> 6) | last << 8 | 2U << 24
                                : (0xE0 | unicode >> 12) | (0x80 | (unicode >> 6 & 0x3F)) << 8 | last << 16 | 3U << 24;
        }
    }

    std::array<std::uint16_t, 256> rows;
    std::array<std::uint16_t, 256> columns;
    std::array<std::uint32_t, detail::kBig5TableSize + detail::kBig5RowSize> characters;
};

}  // namespace

char* write_big5_as_utf8(std::string_view big5, char* utf8) noexcept {
    static const Utf8Table table;
    const char* at = big5.data();
    const char* const end = at + big5.size();
    while (at != end) {
        const auto lead = static_cast<unsigned char>(*at);
        if (lead < 0x80) {
            *utf8++ = *at++;
            continue;
        }
        const std::size_t row = table.rows[lead];
        const std::size_t column = at + 1 != end ? table.columns[static_cast<unsigned char>(at[1])] : Utf8Table::kNone;
        if (row == Utf8Table::kNone || column == Utf8Table::kNone) return nullptr;
        at += 2;
        // Four bytes at once; what is written too much is written over.
        const std::uint32_t character = table.characters[row + column];
        if constexpr (std::endian::native == std::endian::little) {
            std::memcpy(utf8, &character, sizeof character);
        } else {
            for (unsigned i = 0; i < 3; ++i) utf8[i] = static_cast<char>(character >> (8 * i) & 0xFF);
        }
        utf8 += character >> 24;
    }
    return utf8;
}

std::string big5_to_utf8(std::string_view big5) {
    std::string out;
    out.reserve(big5.size() + big5.size() / 4);
    for (std::size_t at = 0; at < big5.size();) {
        const std::size_t ascii_end = skip_ascii(big5, at);
        out += big5.substr(at, ascii_end - at);
        at = ascii_end;
        if (at == big5.size()) break;
        const unsigned lead = static_cast<unsigned char>(big5[at]);
        const unsigned trail = at + 1 < big5.size() ? static_cast<unsigned char>(big5[at + 1]) : 0;
        const bool fits = detail::is_big5_lead(lead) && detail::is_big5_trail(trail);
        detail::append_utf8(out, fits ? decode_big5(lead, trail) : detail::kReplacement);
        at += fits ? 2 : 1;
    }
    return out;
}

bool fits_big5(std::string_view utf8) noexcept {
    for (std::size_t at = skip_ascii(utf8, 0); at < utf8.size(); at = skip_ascii(utf8, at)) {
        const Utf8Char character = decode_utf8(utf8, at);
        if (character.status != Utf8Status::Ok || encode_big5(character.code_point) == 0) return false;
        at += character.length;
    }
    return true;
}

Result<std::string> utf8_to_big5(std::string_view utf8) {
    std::optional<Error> failure;
    std::string out = encode_text(utf8, [&failure](const Utf8Char& character, std::size_t offset) {
        failure = not_encodable(character, offset);
        return false;
    });
    if (failure) return *std::move(failure);
    return out;
}

std::string utf8_to_big5_lossy(std::string_view utf8) {
    return encode_text(utf8, [](const Utf8Char&, std::size_t) { return true; });
}

std::size_t wire_length(std::string_view text, TextEncoding of_text) noexcept {
    if (of_text == TextEncoding::Big5) return text.size();
    // Continuation bytes count nothing, so that a character counts by its first byte.
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        length += byte < 0x80 ? 1U : (byte >= 0xC0 ? 2U : 0U);
    }
    return length;
}

}  // namespace jianhe
