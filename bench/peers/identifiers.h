// Visit identifiers and the numbers of persons: the alphabet, what is encoded, and the check digits.
#pragma once

#include <array>
#include <cstdint>

#include "dates.h"
#include "text.h"

namespace peer {

// What twenty characters say of person and time: 0-5 facility, 6-7 the first two characters of the person, 8-12 the
// seven digits behind them, 13-14 the year, 15-19 seconds since its beginning; numbers are base 34 without I and O.
struct VisitId {
    bool has_person = false;
    bool has_time = false;
    std::uint32_t serial = 0;
    std::uint32_t year = 0;
    std::uint32_t seconds = 0;

    bool is_on(Day day) const { return year == year_of(day) && seconds / 86400 == day_in_year(day); }
    bool is_behind(Moment moment) const {
        const Day day = day_of(moment);
        if (year != year_of(day)) return year > year_of(day);
        const auto clock = static_cast<std::uint32_t>(moment);
        const std::uint32_t of_day = ((clock >> 24) * 60 + (clock >> 16 & 0xFF)) * 60 + (clock >> 8 & 0xFF);
        return seconds > day_in_year(day) * 86400 + of_day;
    }
};

namespace detail {

struct Base34 {
    __m128i values;
    unsigned inside;  // bytes of the alphabet
};

inline Base34 base34(const char* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i d = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i u = _mm_sub_epi8(bytes, _mm_set1_epi8('A'));
    const __m128i is_d = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);
    const __m128i is_u = _mm_cmpeq_epi8(_mm_min_epu8(u, _mm_set1_epi8(25)), u);
    const __m128i is_i = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('I'));
    const __m128i is_o = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('O'));
    // A letter's value is its place behind ten digits, less one behind I and one behind O: masks are -1.
    const __m128i behind_i = _mm_cmpgt_epi8(bytes, _mm_set1_epi8('I'));
    const __m128i behind_o = _mm_cmpgt_epi8(bytes, _mm_set1_epi8('O'));
    const __m128i letter = _mm_add_epi8(_mm_add_epi8(u, _mm_set1_epi8(10)), _mm_add_epi8(behind_i, behind_o));
    const __m128i inside = _mm_andnot_si128(_mm_or_si128(is_i, is_o), _mm_or_si128(is_d, is_u));
    return {_mm_blendv_epi8(letter, d, is_d), static_cast<unsigned>(_mm_movemask_epi8(inside))};
}

inline constexpr Characters kSecondOfPerson{"1289ABCD"};

}  // namespace detail

inline Fault read_visit_id(Text text, VisitId& id) {
    if (text.size() != 20) return Fault::Length;
    const detail::Base34 front = detail::base34(text.data());
    const detail::Base34 back = detail::base34(text.data() + 4);
    if ((front.inside & back.inside) != 0xFFFF) return Fault::Type;
    // Pairs from byte 8 on, which is 4 of `back`: serial _d dd dd, year dd, seconds _d dd dd.
    constexpr char z = static_cast<char>(0x80);
    const __m128i order = _mm_setr_epi8(z, 4, 5, 6, 7, 8, 9, 10, z, 11, 12, 13, 14, 15, z, z);
    const __m128i pairs = _mm_maddubs_epi16(_mm_shuffle_epi8(back.values, order), _mm_set1_epi16(0x0122));
    const __m128i sums = _mm_madd_epi16(pairs, _mm_setr_epi16(1156, 1, 1, 0, 1156, 1, 1, 0));
    id.serial = static_cast<std::uint32_t>(_mm_extract_epi32(sums, 0)) * 1156 +
                static_cast<std::uint32_t>(_mm_extract_epi32(sums, 1));
    id.seconds = static_cast<std::uint32_t>(_mm_extract_epi32(sums, 2)) * 1156 +
                 static_cast<std::uint32_t>(_mm_extract_epi32(sums, 3));
    id.year = static_cast<std::uint32_t>(_mm_extract_epi16(pairs, 3));
    id.has_person = id.serial <= 9'999'999 && is_capital(text[6]) && detail::kSecondOfPerson.has(text[7]);
    id.has_time = id.year >= 109 && id.year <= 999 && id.seconds < (is_leap(id.year) ? 366U : 365U) * 86400U;
    return Fault::None;
}

namespace detail {

// Of the letters A to Z, in the order of the household registration districts.
inline constexpr std::array<std::uint8_t, 26> kLetterValues = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                                               22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};

}  // namespace detail

// Whether `person`, ten capital letters or digits, is the one that the identifier encodes.
inline bool is_person(Text person, Text id_text, const VisitId& id) {
    std::int32_t serial = 0;
    if (std::memcmp(person.data(), id_text.data() + 6, 2) != 0 || !digits(person.data() + 2, 7, serial)) return false;
    if (static_cast<std::uint32_t>(serial) != id.serial) return false;
    const std::uint32_t first = detail::kLetterValues[static_cast<std::size_t>(person[0] - 'A')];
    const std::uint32_t second = is_digit(person[1])
                                     ? static_cast<std::uint32_t>(person[1] - '0')
                                     : detail::kLetterValues[static_cast<std::size_t>(person[1] - 'A')] % 10U;
    // The seven digits by their weights 7 to 1.
    const __m128i seven = _mm_cvtsi64_si128(static_cast<long long>(load8(person.data() + 2) & 0x0F0F0F0F0F0F0FU));
    const __m128i products = _mm_maddubs_epi16(seven, _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    const auto sums = static_cast<std::uint64_t>(_mm_cvtsi128_si64(products)) * 0x0001000100010001U;
    const std::uint32_t sum = first / 10 + first % 10 * 9 + second * 8 + static_cast<std::uint32_t>(sums >> 48);
    return static_cast<std::uint32_t>(person[9] - '0') == (10 - sum % 10) % 10;
}

// Ten digits whose weighted sum is no multiple of ten; codes with letters have no check digit.
inline bool has_wrong_check_digit(Text facility) {
    if (facility.size() != 10) return false;
    const __m128i d =
        _mm_sub_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(facility.data())), _mm_set1_epi8('0'));
    const __m128i is_d = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);
    if ((static_cast<unsigned>(_mm_movemask_epi8(is_d)) & 0x3FF) != 0x3FF) return false;
    const __m128i weights = _mm_setr_epi8(9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 0, 0, 0, 0, 0, 0);
    const __m128i products = _mm_maddubs_epi16(_mm_and_si128(d, _mm_cmpgt_epi8(weights, _mm_setzero_si128())), weights);
    const __m128i sums = _mm_madd_epi16(products, _mm_set1_epi16(1));
    const __m128i halves = _mm_add_epi32(sums, _mm_srli_si128(sums, 8));
    return (_mm_extract_epi32(halves, 0) + _mm_extract_epi32(halves, 1)) % 10 != 0;
}

}  // namespace peer
