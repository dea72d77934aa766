// Reads a record as uploads are written: an element a line, fields in the order of the layout. Anything else is
// left to the general way (dom_record.h).
#pragma once

#include "record.h"

namespace peer {

namespace detail {

// Of 32 bytes, the first that ends plain text: `<`, or what plain text has not (`&`, a carriage return). One lookup by
// the low half of each byte, which is different for the three.
inline unsigned ends_of_text(const char* at) {
    const __m256i stops = _mm256_setr_epi8(1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', '\r', 0, 0,  //
                                           1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', '\r', 0, 0);
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    return static_cast<unsigned>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_shuffle_epi8(stops, bytes), bytes)));
}

inline std::size_t text_size(const char* at) {
    unsigned found = ends_of_text(at);
    if (found != 0) [[likely]]
        return static_cast<std::size_t>(__builtin_ctz(found));
    std::size_t size = 0;
    do {
        size += 32;
        found = ends_of_text(at + size);
    } while (found == 0);
    return size + static_cast<std::size_t>(__builtin_ctz(found));
}

inline bool starts_with(const char* at, Text text) { return std::memcmp(at, text.data(), text.size()) == 0; }

[[gnu::noinline]] inline bool is_blank(Text text) {
    for (const char c : text) {
        if (!is_white(c)) return false;
    }
    return true;
}

inline constexpr std::uint64_t kFive = 0xFFFFFFFFFF;

// The number of a field whose tag's two digits are these; 255 when they are none.
inline unsigned number_of(std::uint64_t open) {
    const auto tag = static_cast<unsigned>(open >> 16 & 0xFFFF) ^ 0x3030U;
    if (((tag | (tag + 0x0606U)) & 0xF0F0U) != 0) return 255;
    return (tag & 0xF) * 10 + (tag >> 8);
}

struct MbFields {
    static unsigned field_of(std::uint64_t open) {
        if ((open & 0xFF0000FFFFU) != word("<M\0\0>")) return 255;
        const unsigned number = number_of(open);
        return number - 1 < 56 ? number + 1 : 255;
    }
};

struct OrderFields {
    static unsigned field_of(std::uint64_t open) {
        const unsigned number = number_of(open);
        if ((open & 0xFF0000FFFFU) == word("<D\0\0>")) [[likely]]
            return number - 1 < 15 ? number - 1 : 255;
        if ((open & 0xFF0000FFFFU) == word("<V\0\0>")) return number - 1 < 2 ? number + 14 : 255;
        if ((open & 0xFF0000FFFFU) == word("<E\0\0>")) return number - 1 < 13 ? number + 16 : 255;
        return 255;
    }
};

// Lines of `<Tnn>text</Tnn>` in rising order; stops at the first that is none. The end tag is made of the start tag.
template <class Fields, class Bits>
inline const char* scan_fields(const char* at, Text* texts, Bits& given) {
    unsigned next = 0;
    Bits filled = 0;
    for (;;) {
        const std::uint64_t open = load8(at);
        const unsigned field = Fields::field_of(open);
        if (field == 255) break;
        if (field < next) return nullptr;
        next = field + 1;
        const char* const text = at + 5;
        const std::size_t size = text_size(text);
        const std::uint64_t close = word("</\0\0\0\0\n") | (open >> 8 & 0xFFFFFFFF) << 16;
        if ((load8(text + size) ^ close) << 8 != 0) [[unlikely]]
            return nullptr;
        texts[field] = Text(text, size);
        // Nothing at all, or text that may be white.
        const bool content = text[0] > '<' || (static_cast<unsigned char>(text[0]) > ' ' && text[0] != '<') ||
                             (size != 0 && !is_blank(Text(text, size)));
        filled |= static_cast<Bits>(Bits{content} << field);
        at = text + size + 7;
    }
    given |= filled;
    return at;
}

}  // namespace detail

// Behind the record, or null where it is not written so (or not there to its end).
inline const char* scan_record(const char* at, Record& record) {
    using namespace detail;
    record.clear();
    constexpr Text front = "<REC>\n<MSH>\n<H00>?</H00>\n<H01>?</H01>\n</MSH>\n<MB>\n<MB1>\n";
    static_assert(front.size() == 56);
    const char type = at[17];
    const char format = at[30];
    if (!starts_with(at, front.substr(0, 17)) || !starts_with(at + 18, front.substr(18, 12)) ||
        !starts_with(at + 31, front.substr(31))) {
        return nullptr;
    }
    if (type <= '&' || type == '<' || format <= '&' || format == '<') return nullptr;
    record.has_header = record.has_body = true;
    record.text[H00] = Text(at + 17, 1);
    record.text[H01] = Text(at + 30, 1);
    record.given = bit(H00) | bit(H01);
    at = scan_fields<MbFields>(at + front.size(), record.text, record.given);
    if (at == nullptr || !starts_with(at, "</MB1>\n")) return nullptr;
    at += 7;
    while (starts_with(at, "<MB2>\n")) {
        Order& order = record.add_order();
        at = scan_fields<OrderFields>(at + 6, order.text, order.given);
        if (at == nullptr || !starts_with(at, "</MB2>\n")) return nullptr;
        at += 7;
    }
    return starts_with(at, "</MB>\n</REC>\n") ? at + 13 : nullptr;
}

}  // namespace peer
