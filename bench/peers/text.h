// Short texts as numbers, digits eight at a time. Everything here may read up to 31 bytes behind a text: the front ends
// keep their buffers padded.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <immintrin.h>

namespace peer {

inline constexpr std::size_t kPadding = 64;

using Text = std::string_view;

enum class Fault : std::uint8_t { None, Type, Length, Range, Set };

inline std::uint64_t load8(const char* at) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    return word;
}

inline std::uint64_t mum(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// The first `size` bytes, at most eight, the rest zero.
inline std::uint64_t packed(const char* at, std::size_t size) {
    return _bzhi_u64(load8(at), static_cast<unsigned>(size * 8));
}
inline std::uint64_t packed(Text text) { return packed(text.data(), text.size() < 8 ? text.size() : 8); }

template <std::size_t N>
consteval std::uint64_t word(const char (&text)[N]) {
    static_assert(N <= 9);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i + 1 < N; ++i) value |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    return value;
}

// A set of characters: one look into a table.
struct Characters {
    std::array<bool, 256> member{};

    consteval explicit Characters(const char* members) {
        for (; *members != 0; ++members) member[static_cast<unsigned char>(*members)] = true;
    }
    constexpr bool has(char c) const { return member[static_cast<unsigned char>(c)]; }
};

inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') <= 9; }
inline bool is_capital(char c) { return static_cast<unsigned char>(c - 'A') <= 25; }
inline bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline bool all_digits(Text text) {
    for (const char c : text) {
        if (!is_digit(c)) return false;
    }
    return true;
}

// One to eight bytes as a decimal number; false when one is no digit.
inline bool digits(const char* at, std::size_t size, std::int32_t& value) {
    std::uint64_t t = (load8(at) ^ 0x3030303030303030U) << (64 - 8 * size);
    if (((t | (t + 0x0606060606060606U)) & 0xF0F0F0F0F0F0F0F0U) != 0) return false;
    t = (t * 2561) >> 8;
    t = ((t & 0x00FF00FF00FF00FFU) * 6553601) >> 16;
    t = ((t & 0x0000FFFF0000FFFFU) * 42949672960001U) >> 32;
    value = static_cast<std::int32_t>(t);
    return true;
}

inline Fault read_number(Text text, std::size_t longest, std::int32_t& value) {
    if (text.size() <= longest && digits(text.data(), text.size(), value)) [[likely]]
        return Fault::None;
    return all_digits(text) ? Fault::Length : Fault::Type;
}

// Five digits, and if wanted a point with one behind it; the value in tenths.
inline Fault read_decimal(Text text, std::int32_t& tenths) {
    const std::size_t size = text.size();
    std::int32_t whole = 0;
    if (size >= 3 && size <= 7 && text[size - 2] == '.' && is_digit(text[size - 1]) &&
        digits(text.data(), size - 2, whole)) [[likely]] {
        tenths = whole * 10 + (text[size - 1] - '0');
        return Fault::None;
    }
    if (size <= 5 && digits(text.data(), size, whole)) {
        tenths = whole * 10;
        return Fault::None;
    }
    const std::size_t point = text.find('.');
    const Text before = text.substr(0, point);
    if (before.empty() || !all_digits(before)) return Fault::Type;
    if (point != Text::npos && (text.size() - point != 2 || !is_digit(text.back()))) return Fault::Type;
    return Fault::Length;
}

// Of sixteen bytes, those that are capital letters or digits.
inline unsigned capitals_or_digits(const char* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i d = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i u = _mm_sub_epi8(bytes, _mm_set1_epi8('A'));
    const __m128i is_d = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);
    const __m128i is_u = _mm_cmpeq_epi8(_mm_min_epu8(u, _mm_set1_epi8(25)), u);
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(is_d, is_u)));
}

inline bool all_capitals_or_digits(Text text) {
    if (text.size() <= 16) {
        const unsigned wanted = (1U << text.size()) - 1;
        return (capitals_or_digits(text.data()) & wanted) == wanted;
    }
    for (const char c : text) {
        if (!is_digit(c) && !is_capital(c)) return false;
    }
    return true;
}

// Ten capital letters or digits: a person's number, or a facility's.
inline Fault read_ten(Text text) {
    if (text.size() == 10 && (capitals_or_digits(text.data()) & 0x3FF) == 0x3FF) [[likely]]
        return Fault::None;
    return all_capitals_or_digits(text) ? Fault::Length : Fault::Type;
}

// Big5: a byte with the top bit begins a character of two bytes.
inline std::size_t character_size(Text text, std::size_t at) {
    return static_cast<signed char>(text[at]) < 0 && at + 1 < text.size() ? 2 : 1;
}

// Bytes `from` to `to` of the wire, from 1; a character that is only half inside is left out.
inline Text wire_slice(Text text, std::size_t from, std::size_t to) {
    std::size_t begin = text.size();
    std::size_t end = text.size();
    for (std::size_t at = 0; at < text.size(); at += character_size(text, at)) {
        if (at + 1 >= from && at < begin) begin = at;
        if (at + character_size(text, at) > to) {
            end = at;
            break;
        }
    }
    return begin < end ? text.substr(begin, end - begin) : Text{};
}

}  // namespace peer
