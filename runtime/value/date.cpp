#include <algorithm>
#include <limits>

#include <jianhe/date.h>

namespace jianhe {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::int64_t kDaysPerEra = 146097;  // 400 years

constexpr std::int64_t floor_div(std::int64_t value, std::int64_t divisor) noexcept {
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

Date clamped(std::int64_t days) noexcept {
    constexpr std::int64_t earliest = std::numeric_limits<std::int32_t>::min();
    constexpr std::int64_t latest = std::numeric_limits<std::int32_t>::max();
    return Date{static_cast<std::int32_t>(std::clamp(days, earliest, latest))};
}

constexpr bool is_leap(std::int64_t year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr std::int32_t last_day(std::int64_t year, std::int64_t month) noexcept {
    constexpr std::int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// Years are counted from March, so that the leap day is the last day of its year.
constexpr std::int64_t days_of(std::int64_t year, std::int64_t month, std::int64_t day) noexcept {
    const std::int64_t march_year = month <= 2 ? year - 1 : year;
    const std::int64_t era = floor_div(march_year, 400);
    const std::int64_t year_of_era = march_year - era * 400;
    const std::int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * kDaysPerEra + day_of_era - 719468;
}
static_assert(days_of(1970, 1, 1) == 0);

}  // namespace

CivilDate civil_of(Date date) noexcept {
    const std::int64_t from_march_0000 = std::int64_t{date.days} + 719468;
    const std::int64_t era = floor_div(from_march_0000, kDaysPerEra);
    const std::int64_t day_of_era = from_march_0000 - era * kDaysPerEra;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t march_month = (5 * day_of_year + 2) / 153;
    const std::int64_t day = day_of_year - (153 * march_month + 2) / 5 + 1;
    const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return CivilDate{static_cast<std::int32_t>(year), static_cast<std::int32_t>(month), static_cast<std::int32_t>(day)};
}

Date date_of_civil(CivilDate civil) noexcept { return clamped(days_of(civil.year, civil.month, civil.day)); }

std::int32_t days_in_month(std::int32_t year, std::int32_t month) noexcept { return last_day(year, month); }

Date date_of(DateTime at) noexcept { return clamped(floor_div(at.seconds, kSecondsPerDay)); }

std::int32_t second_of_day(DateTime at) noexcept {
    // Taken by remainder, since days * 86400 may leave the range at the very ends.
    const std::int64_t rest = at.seconds % kSecondsPerDay;
    return static_cast<std::int32_t>(rest < 0 ? rest + kSecondsPerDay : rest);
}

DateTime midnight(Date date) noexcept { return DateTime{std::int64_t{date.days} * kSecondsPerDay}; }

Date first_of_month(Date date) noexcept {
    const CivilDate civil = civil_of(date);
    return clamped(days_of(civil.year, civil.month, 1));
}

Date add_months(Date date, std::int32_t months) noexcept {
    const CivilDate civil = civil_of(date);
    const std::int64_t month_count = std::int64_t{civil.year} * 12 + (civil.month - 1) + months;
    const std::int64_t year = floor_div(month_count, 12);
    const std::int64_t month = month_count - year * 12 + 1;
    return clamped(days_of(year, month, std::min(civil.day, last_day(year, month))));
}

Date add_days(Date date, std::int64_t days) noexcept {
    // No date is further away than the whole range, so cutting the step first keeps the sum in range.
    constexpr std::int64_t whole_range = std::int64_t{1} << 33;
    return clamped(date.days + std::clamp(days, -whole_range, whole_range));
}

std::int64_t days_between(Date from, Date to) noexcept { return std::int64_t{to.days} - from.days; }

}  // namespace jianhe
