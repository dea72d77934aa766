// Dates and date-times, proleptic Gregorian, local time without zones or leap seconds.
//
// In fields they are written in ROC years: yyyMMdd and yyyMMddHHmmss with yyy = AD year - 1911, zero-padded (source:
// domain ids.md). How a year before 1912 is written is unknown, so year 000 is out of range.
//
// Plain values, 4 and 8 bytes. Every function is pure and may be called from any thread. Where a result does not fit,
// it stops at the earliest or latest date that does.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/number.h>

namespace jianhe {

// Days since 1970-01-01.
struct Date {
    std::int32_t days = 0;

    auto operator<=>(const Date&) const = default;
};

// Seconds since 1970-01-01T00:00:00.
struct DateTime {
    std::int64_t seconds = 0;

    auto operator<=>(const DateTime&) const = default;
};

// A date taken apart: AD year, month 1-12, day 1-31.
struct CivilDate {
    std::int32_t year = 1970;
    std::int32_t month = 1;
    std::int32_t day = 1;

    bool operator==(const CivilDate&) const = default;
};

CivilDate civil_of(Date date) noexcept;
// The parts must be a possible date: 1 <= month <= 12 and 1 <= day <= days_in_month.
Date date_of_civil(CivilDate civil) noexcept;
std::int32_t days_in_month(std::int32_t year, std::int32_t month) noexcept;

Date date_of(DateTime at) noexcept;
// Seconds since midnight, 0 to 86399.
std::int32_t second_of_day(DateTime at) noexcept;
DateTime midnight(Date date) noexcept;
Date first_of_month(Date date) noexcept;
// The day is cut to the last of the month reached: 31 January and one month is 28 or 29 February.
Date add_months(Date date, std::int32_t months) noexcept;
Date add_days(Date date, std::int64_t days) noexcept;
// Positive when `to` is the later one.
std::int64_t days_between(Date from, Date to) noexcept;

// Exactly 7 digits yyyMMdd, years 001 to 999.
Lexical parse_roc_date(std::string_view text, Date& date) noexcept;
// Exactly 13 digits yyyMMddHHmmss, 00:00:00 to 23:59:59.
Lexical parse_roc_datetime(std::string_view text, DateTime& at) noexcept;
// "2025-10-15", years 0001 to 9999.
Lexical parse_iso_date(std::string_view text, Date& date) noexcept;
// "2025-10-15T20:00:00", nothing shorter and no zone.
Lexical parse_iso_datetime(std::string_view text, DateTime& at) noexcept;

// Outside the ROC years 001 to 999 there is no such form and the result is empty.
std::string format_roc_date(Date date);
std::string format_roc_datetime(DateTime at);
std::string format_iso_date(Date date);
std::string format_iso_datetime(DateTime at);

}  // namespace jianhe
