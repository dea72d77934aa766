#include "runtime/report/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>

#include <jianhe/encoding.h>

#include "runtime/text/short_text.h"

namespace jianhe::detail {
namespace {

// By byte: stands in a string as it is. Bytes outside ASCII are looked at otherwise.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (unsigned byte = 0x20; byte < 0x7F; ++byte) plain[byte] = byte != '"' && byte != '\\';
    return plain;
}();

bool is_plain(char c) noexcept { return kPlain[static_cast<unsigned char>(c)]; }
bool needs_escape(char c) noexcept { return !is_plain(c) && static_cast<unsigned char>(c) < 0x80; }

void append_escaped(std::string& out, char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
        case '"': out.append("\\\""); return;
        case '\\': out.append("\\\\"); return;
        case '\n': out.append("\\n"); return;
        case '\r': out.append("\\r"); return;
        case '\t': out.append("\\t"); return;
        default: break;
    }
    out.append("\\u00").push_back(kDigits[byte >> 4U]);
    out.push_back(kDigits[byte & 0xFU]);
}

void append_valid(std::string& out, std::string_view utf8) {
    while (!utf8.empty()) {
        const auto stop = std::find_if(utf8.begin(), utf8.end(), needs_escape);
        const auto plain = static_cast<std::size_t>(stop - utf8.begin());
        out.append(utf8.substr(0, plain));
        if (plain == utf8.size()) return;
        append_escaped(out, *stop);
        utf8.remove_prefix(plain + 1);
    }
}

// Each byte that is not UTF-8 becomes U+FFFD.
void append_unusual(std::string& out, std::string_view text) {
    while (true) {
        const std::size_t valid = scan_encoding(text, TextEncoding::Utf8).valid_bytes;
        append_valid(out, text.substr(0, valid));
        if (valid == text.size()) return;
        out.append("\xEF\xBF\xBD");
        text.remove_prefix(valid + 1);
    }
}

// Each sum has the highest bit of a byte where that is one of those asked for. It carries into the byte above only from
// one beyond ASCII, which is refused anyway.
inline bool is_plain_word(std::uint64_t word) noexcept {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    constexpr std::uint64_t kHighest = kOnes << 7U;
    const std::uint64_t no_control = word + kOnes * (0x80 - 0x20);
    const std::uint64_t is_delete = word + kOnes;
    const std::uint64_t no_quote = (word ^ kOnes * '"') + kOnes * 0x7F;
    const std::uint64_t no_backslash = (word ^ kOnes * '\\') + kOnes * 0x7F;
    return (no_control & no_quote & no_backslash & ~(is_delete | word) & kHighest) == kHighest;
}

// All of its fewer than eight bytes, and blanks beside them.
std::uint64_t short_word(std::string_view text) noexcept {
    constexpr std::uint64_t kBlanks = 0x2020202020202020;
    if (text.empty()) return kBlanks;
    return text.size() < 4 ? word_of_ends(text) | kBlanks << 24U : word_of_ends(text);
}

}  // namespace

// Eight bytes at a time, the last of which may have been looked at before.
bool is_plain_json(std::string_view text) noexcept {
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    if (text.size() < kWord) return is_plain_word(short_word(text));
    std::uint64_t word = 0;
    for (std::size_t at = 0; at + kWord < text.size(); at += kWord) {
        std::memcpy(&word, text.data() + at, kWord);
        if (!is_plain_word(word)) return false;
    }
    std::memcpy(&word, text.data() + text.size() - kWord, kWord);
    return is_plain_word(word);
}

void append_json_string(std::string& out, std::string_view text) {
    out.push_back('"');
    if (is_plain_json(text)) {
        out.append(text);
    } else {
        append_unusual(out, text);
    }
    out.push_back('"');
}

void put_json_string(PieceBuffer& out, std::string_view text) {
    if (!is_plain_json(text)) return append_json_string(out.text(), text);
    out.put('"');
    out.put(text);
    out.put('"');
}

void put_json_number(PieceBuffer& out, std::uint64_t number) {
    if (number < 10) return out.put(static_cast<char>('0' + number));
    std::array<char, std::numeric_limits<std::uint64_t>::digits10 + 1> digits;
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.put(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void append_json_number(std::string& out, std::uint64_t number) {
    PieceBuffer pieces(out);
    put_json_number(pieces, number);
    pieces.finish();
}

JsonObject& JsonObject::text(std::string_view name, std::string_view value) {
    append_json_string(member(name), value);
    return *this;
}

JsonObject& JsonObject::number(std::string_view name, std::uint64_t value) {
    append_json_number(member(name), value);
    return *this;
}

JsonObject& JsonObject::null(std::string_view name) {
    member(name).append("null");
    return *this;
}

JsonObject& JsonObject::yes(std::string_view name) {
    member(name).append("true");
    return *this;
}

std::string& JsonObject::member(std::string_view name) {
    if (!first_) out_.push_back(',');
    first_ = false;
    append_json_string(out_, name);
    out_.push_back(':');
    return out_;
}

}  // namespace jianhe::detail
