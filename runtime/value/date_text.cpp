#include <array>
#include <cstddef>
#include <cstring>

#include <jianhe/date.h>

#include "digits.h"

namespace jianhe {
namespace {

constexpr std::int32_t kRocYearZero = 1911;

// Eight digits, or something else among them; the first one lowest.
std::uint64_t eight_at(std::string_view text, std::size_t at) noexcept {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    return eight;
}

// Each byte from '0' to '9': its upper half is 3, also with 6 added.
constexpr bool eight_digits(std::uint64_t eight) noexcept {
    constexpr std::uint64_t upper = 0xF0F0F0F0F0F0F0F0;
    constexpr std::uint64_t threes = 0x3030303030303030;
    return (eight & upper) == threes && ((eight + 0x0606060606060606) & upper) == threes;
}

// Day numbers of the first days of the ROC years 0 to 1001; with the table of months a date costs one addition.
constexpr std::int32_t kYears = 1002;
constexpr auto kNewYears = [] {
    std::array<std::int32_t, kYears> days{};
    for (std::int32_t year = 0; year < kYears; ++year) {
        const std::int32_t before = year + 1911 - 1;
        days[static_cast<std::size_t>(year)] =
            365 * (before - 1969) + before / 4 - before / 100 + before / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
    }
    return days;
}();
constexpr std::array<std::array<std::int16_t, 13>, 2> kMonthBegins = {
    {{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
     {0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366}}};

// Reads `count` digits at `at`, checked by the caller.
std::int32_t part(std::string_view text, std::size_t at, std::size_t count) noexcept {
    return detail::digits_value(text.data() + at, count);
}

// The first year of either calendar is 1; `year_zero` is what its year 0 is in AD.
bool date_from(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t year_zero, Date& date) noexcept {
    if (year < 1 || month < 1 || month > 12) return false;
    if (day < 1 || day > days_in_month(year + year_zero, month)) return false;
    date = date_of_civil({year + year_zero, month, day});
    return true;
}

constexpr std::int32_t two_digits(const char* at) noexcept {
    return detail::digit_value(at[0]) * 10 + detail::digit_value(at[1]);
}

// The first seven digits of a text.
bool roc_date_from(std::string_view text, Date& date) noexcept {
    const char* digits = text.data();
    const auto year = static_cast<std::size_t>(detail::digit_value(digits[0]) * 100 + two_digits(digits + 1));
    const auto month = static_cast<std::size_t>(two_digits(digits + 3));
    const std::int32_t day = two_digits(digits + 5);
    if (year - 1 >= 999U || month - 1 >= 12U) return false;
    const std::size_t leap = kNewYears[year + 1] - kNewYears[year] == 366 ? 1 : 0;
    const std::int32_t begin = kMonthBegins[leap][month - 1];
    if (day < 1 || day > kMonthBegins[leap][month] - begin) return false;
    date.days = kNewYears[year] + begin + day - 1;
    return true;
}

bool second_from(std::int32_t hour, std::int32_t minute, std::int32_t second, std::int32_t& of_day) noexcept {
    if (hour > 23 || minute > 59 || second > 59) return false;
    of_day = (hour * 60 + minute) * 60 + second;
    return true;
}

// Compares with a pattern in which '0' stands for any digit and everything else for itself.
bool fits_pattern(std::string_view text, std::string_view pattern) noexcept {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '0' ? !detail::is_digit(text[i]) : text[i] != pattern[i]) return false;
    }
    return true;
}

Lexical check_iso_shape(std::string_view text, std::string_view pattern) noexcept {
    if (text.find_first_not_of("0123456789-T:") != std::string_view::npos) return Lexical::WrongType;
    if (text.size() != pattern.size()) return Lexical::WrongLength;
    return fits_pattern(text, pattern) ? Lexical::Ok : Lexical::WrongType;
}

void append_time(std::string& out, std::int32_t second_of_day, std::string_view separator) {
    detail::append_padded(out, second_of_day / 3600, 2);
    out += separator;
    detail::append_padded(out, second_of_day / 60 % 60, 2);
    out += separator;
    detail::append_padded(out, second_of_day % 60, 2);
}

}  // namespace

Lexical parse_roc_date(std::string_view text, Date& date) noexcept {
    if (!detail::all_digits(text)) return Lexical::WrongType;
    if (text.size() != 7) return Lexical::WrongLength;
    return roc_date_from(text, date) ? Lexical::Ok : Lexical::OutOfRange;
}

Lexical parse_roc_datetime(std::string_view text, DateTime& at) noexcept {
    if (text.size() != 13) return detail::all_digits(text) ? Lexical::WrongLength : Lexical::WrongType;
    if (!eight_digits(eight_at(text, 0)) || !eight_digits(eight_at(text, 5))) return Lexical::WrongType;
    Date date;
    std::int32_t of_day = 0;
    if (!roc_date_from(text, date) ||
        !second_from(two_digits(text.data() + 7), two_digits(text.data() + 9), two_digits(text.data() + 11), of_day)) {
        return Lexical::OutOfRange;
    }
    at.seconds = std::int64_t{date.days} * 86400 + of_day;
    return Lexical::Ok;
}

Lexical parse_iso_date(std::string_view text, Date& date) noexcept {
    if (const Lexical shape = check_iso_shape(text, "0000-00-00"); shape != Lexical::Ok) return shape;
    const bool possible = date_from(part(text, 0, 4), part(text, 5, 2), part(text, 8, 2), 0, date);
    return possible ? Lexical::Ok : Lexical::OutOfRange;
}

Lexical parse_iso_datetime(std::string_view text, DateTime& at) noexcept {
    if (const Lexical shape = check_iso_shape(text, "0000-00-00T00:00:00"); shape != Lexical::Ok) return shape;
    Date date;
    std::int32_t of_day = 0;
    if (!date_from(part(text, 0, 4), part(text, 5, 2), part(text, 8, 2), 0, date) ||
        !second_from(part(text, 11, 2), part(text, 14, 2), part(text, 17, 2), of_day)) {
        return Lexical::OutOfRange;
    }
    at.seconds = midnight(date).seconds + of_day;
    return Lexical::Ok;
}

std::string format_roc_date(Date date) {
    const CivilDate civil = civil_of(date);
    const std::int64_t year = std::int64_t{civil.year} - kRocYearZero;
    std::string out;
    if (year < 1 || year > 999) return out;
    detail::append_padded(out, year, 3);
    detail::append_padded(out, civil.month, 2);
    detail::append_padded(out, civil.day, 2);
    return out;
}

std::string format_roc_datetime(DateTime at) {
    std::string out = format_roc_date(date_of(at));
    if (!out.empty()) append_time(out, second_of_day(at), "");
    return out;
}

std::string format_iso_date(Date date) {
    const CivilDate civil = civil_of(date);
    std::string out;
    if (civil.year < 0) out += '-';
    detail::append_padded(out, civil.year < 0 ? -std::int64_t{civil.year} : civil.year, 4);
    out += '-';
    detail::append_padded(out, civil.month, 2);
    out += '-';
    detail::append_padded(out, civil.day, 2);
    return out;
}

std::string format_iso_datetime(DateTime at) {
    std::string out = format_iso_date(date_of(at));
    out += 'T';
    append_time(out, second_of_day(at), ":");
    return out;
}

}  // namespace jianhe
