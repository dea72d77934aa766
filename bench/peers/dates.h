// ROC dates and date-times as numbers that compare as they do in time, one byte a part: year in two, month, day, hour,
// minute, second, and a zero. The upper half of a Moment is its day.
#pragma once

#include <array>
#include <cstdint>

#include "text.h"

namespace peer {

using Moment = std::uint64_t;
using Day = std::uint32_t;

constexpr Day day_of(Moment moment) { return static_cast<Day>(moment >> 32); }
constexpr Moment midnight(Day day) { return Moment{day} << 32; }
constexpr Day make_day(unsigned year, unsigned month, unsigned day) {
    return (year / 100) << 24 | (year % 100) << 16 | month << 8 | day;
}
constexpr unsigned year_of(Day day) { return (day >> 24) * 100 + (day >> 16 & 0xFF); }
constexpr unsigned month_of(Day day) { return day >> 8 & 0xFF; }
constexpr unsigned day_in_month(Day day) { return day & 0xFF; }

constexpr bool is_leap(unsigned roc_year) {
    const unsigned year = roc_year + 1911;
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

inline constexpr std::array<std::uint16_t, 13> kDaysBefore = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
inline constexpr std::array<std::uint8_t, 13> kMonthDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

// From 0 on, in the day's year.
constexpr unsigned day_in_year(Day day) {
    const bool behind_leap_day = month_of(day) > 2 && is_leap(year_of(day));
    return kDaysBefore[month_of(day)] + day_in_month(day) - 1U + (behind_leap_day ? 1U : 0U);
}

// Days since some day.
constexpr std::int32_t day_number(Day day) {
    const auto before = static_cast<std::int32_t>(year_of(day)) + 1910;
    return before * 365 + before / 4 - before / 100 + before / 400 + static_cast<std::int32_t>(day_in_year(day));
}

namespace detail {

// Its parts are inside their bounds; whether the month has the day, and the year is one.
inline bool is_possible(Moment moment) {
    const Day day = day_of(moment);
    return day >> 16 != 0 &&
           (day_in_month(day) <= kMonthDays[month_of(day)] || (day_in_month(day) == 29 && is_leap(year_of(day))));
}

template <std::size_t Size>
inline Fault read_parts(Text text, Moment& moment) {
    static_assert(Size == 7 || Size == 13);
    if (text.size() != Size) return all_digits(text) ? Fault::Length : Fault::Type;
    constexpr unsigned wanted = (1U << Size) - 1;
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data()));
    const __m128i d = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const __m128i is_d = _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d);
    if ((static_cast<unsigned>(_mm_movemask_epi8(is_d)) & wanted) != wanted) return Fault::Type;
    constexpr char z = static_cast<char>(0x80);
    const __m128i order = Size == 13 ? _mm_setr_epi8(z, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, z, z)
                                     : _mm_setr_epi8(z, 0, 1, 2, 3, 4, 5, 6, z, z, z, z, z, z, z, z);
    const __m128i weights = _mm_set1_epi16(0x010A);
    const __m128i pairs = _mm_maddubs_epi16(_mm_shuffle_epi8(d, order), weights);
    const __m128i parts = _mm_packus_epi16(pairs, pairs);
    const __m128i highest = _mm_setr_epi8(9, 99, 12, 31, 23, 59, 59, 0, 9, 99, 12, 31, 23, 59, 59, 0);
    const __m128i lowest = _mm_setr_epi8(0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0);
    const __m128i inside = _mm_min_epu8(_mm_max_epu8(parts, lowest), highest);
    const auto read = static_cast<std::uint64_t>(_mm_cvtsi128_si64(parts));
    moment = __builtin_bswap64(read);
    if (static_cast<std::uint64_t>(_mm_cvtsi128_si64(inside)) != read || !is_possible(moment)) return Fault::Range;
    return Fault::None;
}

}  // namespace detail

inline Fault read_moment(Text text, Moment& moment) { return detail::read_parts<13>(text, moment); }

inline Fault read_day(Text text, Day& day) {
    Moment moment = 0;
    const Fault fault = detail::read_parts<7>(text, moment);
    day = day_of(moment);
    return fault;
}

}  // namespace peer
