// Reads a record as uploads are written: an element a line, fields in the order of the layout, one after the other in
// straight code. Anything else is left to the general way (dom_record.h).
#pragma once

#include "record.h"

namespace peer {
namespace detail {

// Of 32 bytes, those that end plain text: `<`, or what plain text has not (`&`, a carriage return). One lookup by the
// low half of each byte, which is different for the three.
inline __m256i stops_of(const char* at) {
    const __m256i stops = _mm256_setr_epi8(1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', '\r', 0, 0,  //
                                           1, 0, 0, 0, 0, 0, '&', 0, 0, 0, 0, 0, '<', '\r', 0, 0);
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(stops, bytes), bytes);
}
inline unsigned ends_of_text(const char* at) { return static_cast<unsigned>(_mm256_movemask_epi8(stops_of(at))); }

inline std::size_t long_text_size(const char* at) {
    std::size_t size = 0;
    unsigned found = ends_of_text(at);
    while (found == 0) {
        size += 32;
        found = ends_of_text(at + size);
    }
    return size + static_cast<std::size_t>(__builtin_ctz(found));
}

// Whether the first `Size` bytes are plain text. What ends them is looked at by the caller.
template <std::size_t Size>
inline bool is_plain(const char* at) {
    static_assert(Size >= 32);
    __m256i found = stops_of(at + Size - 32);
    for (std::size_t i = 0; i + 32 < Size; i += 32) found = _mm256_or_si256(found, stops_of(at + i));
    return _mm256_testz_si256(found, found) != 0;
}

[[gnu::noinline, gnu::cold]] inline bool is_blank(Text text) {
    for (const char c : text) {
        if (!is_white(c)) return false;
    }
    return true;
}

inline bool starts_with(const char* at, Text text) { return std::memcmp(at, text.data(), text.size()) == 0; }

// The four bytes behind a `<`, first byte highest: tags compare as they are ordered.
inline std::uint32_t tag_at(const char* at) {
    std::uint32_t tag;
    std::memcpy(&tag, at + 1, 4);
    return __builtin_bswap32(tag);
}
constexpr std::uint32_t tag_of(char letter, unsigned number) {
    return static_cast<std::uint32_t>(letter) << 24 | ('0' + number / 10) << 16 | ('0' + number % 10) << 8 | '>';
}
constexpr std::uint64_t close_of(char letter, unsigned number) {
    return word("</\0\0\0>\n<") | std::uint64_t{static_cast<unsigned char>(letter)} << 16 |
           std::uint64_t{'0' + number / 10} << 24 | std::uint64_t{'0' + number % 10} << 32;
}
static_assert(tag_of('M', 7) == ('M' << 24 | '0' << 16 | '7' << 8 | '>') && close_of('M', 7) == word("</M07>\n<"));

// The field whose start tag is at `at`. Most fields have one length: where this one has it too, the next tag's place
// does not wait for the text to be searched. Behind the field stands the next tag's `<`; null where it does not.
template <std::uint64_t Close, std::size_t Usual, class Bits>
[[gnu::always_inline]] inline const char* take(const char* at, Text& out, Bits& given, Bits mine) {
    const char* const text = at + 5;
    if constexpr (Usual != 0) {
        bool is_usual = false;
        if constexpr (Usual >= 32) {
            is_usual = text[Usual] == '<' && is_plain<Usual>(text);
        } else {
            is_usual = (ends_of_text(text) & ((2U << Usual) - 1)) == 1U << Usual;
        }
        if (is_usual) [[likely]] {
            const char* behind = text + Usual;
            asm("" : "+r"(behind));  // keeps the compiler from joining both ways, and the next field from waiting
            if (load8(behind) != Close) [[unlikely]]
                return nullptr;
            out = Text(text, Usual);
            if (static_cast<unsigned char>(text[0]) > ' ' || !is_blank(out)) [[likely]]
                given |= mine;
            return behind + 7;
        }
    }
    const unsigned found = ends_of_text(text);
    const std::size_t size = found != 0 ? static_cast<std::size_t>(__builtin_ctz(found)) : long_text_size(text);
    if (load8(text + size) != Close) [[unlikely]]
        return nullptr;
    out = Text(text, size);
    if ((static_cast<unsigned char>(text[0]) > ' ' && size != 0) || !is_blank(out)) [[likely]]
        given |= mine;
    return text + size + 7;
}

// Fields of an order behind D15, which are rare: V01, V02, E01 to E13, in a loop.
[[gnu::noinline]] inline const char* scan_rest_of_order(const char* at, Order& order) {
    unsigned next = V(1);
    for (std::uint32_t tag = tag_at(at); at[1] != '/'; tag = tag_at(at)) {
        unsigned field = next;
        while (field < kOrderFields && tag != tag_of(field < E(1) ? 'V' : 'E', field < E(1) ? field - 14 : field - 16))
            ++field;
        if (field == kOrderFields) return nullptr;
        next = field + 1;
        const char* const text = at + 5;
        const std::size_t size = long_text_size(text);
        const std::uint64_t close = close_of(field < E(1) ? 'V' : 'E', field < E(1) ? field - 14 : field - 16);
        if (load8(text + size) != close) return nullptr;
        order.text[field] = Text(text, size);
        if (!is_blank(order.text[field])) order.given |= bit_of_order(field);
        at = text + size + 7;
    }
    return at;
}

class RecordScan {
public:
    RecordScan(const char* at, Record& record) : at_(at), record_(record) {}

    [[gnu::always_inline]] const char* run() {
        constexpr Text front = "<REC>\n<MSH>\n<H00>?</H00>\n<H01>?</H01>\n</MSH>\n<MB>\n<MB1>\n";
        static_assert(front.size() == 56);
        const char type = at_[17];
        const char format = at_[30];
        if (!starts_with(at_, front.substr(0, 17)) || !starts_with(at_ + 18, front.substr(18, 12)) ||
            !starts_with(at_ + 31, front.substr(31))) {
            return nullptr;
        }
        if (type <= '&' || type == '<' || format <= '&' || format == '<') return nullptr;
        record_.has_header = record_.has_body = true;
        record_.text[H00] = Text(at_ + 17, 1);
        record_.text[H01] = Text(at_ + 30, 1);
        given_ = bit(H00) | bit(H01);
        at_ += front.size();
        if (!body() || !starts_with(at_, "</MB1>\n")) return nullptr;
        record_.given = given_;
        at_ += 7;
        while (starts_with(at_, "<MB2>\n")) {
            at_ += 6;
            if (!order(record_.add_order()) || !starts_with(at_, "</MB2>\n")) return nullptr;
            at_ += 7;
        }
        return starts_with(at_, "</MB>\n</REC>\n") ? at_ + 13 : nullptr;
    }

private:
    // Takes Mnn where it comes next. False: it is not written as expected.
    template <unsigned N, std::size_t Usual>
    [[gnu::always_inline]] bool m() {
        if (tag_ != tag_of('M', N)) return true;
        at_ = take<close_of('M', N), Usual>(at_, record_.text[N + 1], given_, bit(N + 1));
        if (at_ == nullptr) [[unlikely]]
            return false;
        tag_ = tag_at(at_);
        return true;
    }
    template <unsigned N, std::size_t Usual>
    [[gnu::always_inline]] bool d(Order& order) {
        if (tag_ != tag_of('D', N)) return true;
        at_ = take<close_of('D', N), Usual>(at_, order.text[N - 1], filled_, bit_of_order(N - 1));
        if (at_ == nullptr) [[unlikely]]
            return false;
        tag_ = tag_at(at_);
        return true;
    }
    bool is_before(unsigned number) const { return tag_ < tag_of('M', number); }

    [[gnu::always_inline]] bool body() {
        tag_ = tag_at(at_);
        if (!(m<1, 12>() && m<2, 12>() && m<3, 10>() && m<4, 7>() && m<5, 10>() && m<6, 10>() && m<7, 2>()))
            return false;
        if (is_before(11) && !(m<8, 7>() && m<9, 1>() && m<10, 1>())) return false;
        if (!(m<11, 13>() && m<12, 1>() && m<13, 4>() && m<14, 256>() && m<15, 20>())) return false;
        if (is_before(20) && !(m<16, 20>() && m<17, 10>() && m<18, 4>() && m<19, 13>())) return false;
        if (!(m<20, 0>() && m<21, 0>() && m<22, 0>() && m<23, 1>() && m<24, 1>())) return false;
        if (is_before(35) && !(m<25, 0>() && m<26, 0>() && m<27, 0>() && m<28, 0>() && m<29, 0>() && m<30, 0>() &&
                               m<31, 0>() && m<32, 0>() && m<33, 0>() && m<34, 0>())) {
            return false;
        }
        if (!(m<35, 0>() && m<36, 0>())) return false;
        if (is_before(44) &&
            !(m<37, 0>() && m<38, 0>() && m<39, 0>() && m<40, 0>() && m<41, 0>() && m<42, 0>() && m<43, 0>())) {
            return false;
        }
        if (!(m<44, 0>() && m<45, 0>())) return false;
        if (is_before(51) && !(m<46, 0>() && m<47, 0>() && m<48, 0>() && m<49, 13>() && m<50, 0>())) return false;
        return m<51, 1>() && m<52, 20>() && m<53, 0>() && m<54, 0>() && m<55, 0>() && m<56, 2>();
    }

    [[gnu::always_inline]] bool order(Order& row) {
        tag_ = tag_at(at_);
        filled_ = 0;
        if (!(d<1, 13>(row) && d<2, 1>(row) && d<3, 3>(row) && d<4, 1>(row) && d<5, 1>(row) && d<6, 0>(row) &&
              d<7, 0>(row) && d<8, 0>(row) && d<9, 2>(row) && d<10, 7>(row) && d<11, 40>(row) && d<12, 10>(row) &&
              d<13, 0>(row) && d<14, 2>(row) && d<15, 0>(row))) {
            return false;
        }
        row.given = filled_;
        if (tag_ == ('/' << 24 | 'M' << 16 | 'B' << 8 | '2')) [[likely]]
            return true;
        at_ = scan_rest_of_order(at_, row);
        return at_ != nullptr;
    }

    const char* at_;
    Record& record_;
    std::uint32_t tag_ = 0;
    std::uint64_t given_ = 0;
    std::uint32_t filled_ = 0;
};

}  // namespace detail

// Behind the record, or null where it is not written so (or not there to its end).
inline const char* scan_record(const char* at, Record& record) {
    record.clear();
    return detail::RecordScan(at, record).run();
}

}  // namespace peer
