#include <cstddef>

#include <jianhe/date.h>

#include "digits.h"

namespace jianhe {
namespace {

constexpr std::int32_t kRocYearZero = 1911;

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
    const bool possible = date_from(part(text, 0, 3), part(text, 3, 2), part(text, 5, 2), kRocYearZero, date);
    return possible ? Lexical::Ok : Lexical::OutOfRange;
}

Lexical parse_roc_datetime(std::string_view text, DateTime& at) noexcept {
    if (!detail::all_digits(text)) return Lexical::WrongType;
    if (text.size() != 13) return Lexical::WrongLength;
    Date date;
    std::int32_t of_day = 0;
    if (!date_from(part(text, 0, 3), part(text, 3, 2), part(text, 5, 2), kRocYearZero, date) ||
        !second_from(part(text, 7, 2), part(text, 9, 2), part(text, 11, 2), of_day)) {
        return Lexical::OutOfRange;
    }
    at.seconds = midnight(date).seconds + of_day;
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
