#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/date.h>

namespace jianhe {
namespace {

constexpr std::int32_t kFirstDay = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kLastDay = std::numeric_limits<std::int32_t>::max();

Date day(std::string_view iso) {
    Date date;
    EXPECT_EQ(parse_iso_date(iso, date), Lexical::Ok) << iso;
    return date;
}

DateTime moment(std::string_view iso) {
    DateTime at;
    EXPECT_EQ(parse_iso_datetime(iso, at), Lexical::Ok) << iso;
    return at;
}

struct ReadCase {
    std::string_view text;
    Lexical outcome;
    std::string_view iso = {};
};

TEST(Date, ParseRoc) {
    constexpr ReadCase cases[] = {
        {"1130401", Lexical::Ok, "2024-04-01"},  {"0990101", Lexical::Ok, "2010-01-01"},
        {"0010101", Lexical::Ok, "1912-01-01"},  {"0590101", Lexical::Ok, "1970-01-01"},
        {"9991231", Lexical::Ok, "2910-12-31"},  {"1130229", Lexical::Ok, "2024-02-29"},
        {"0890229", Lexical::Ok, "2000-02-29"},  {"1120229", Lexical::OutOfRange},
        {"1890229", Lexical::OutOfRange},  // 2100 is no leap year
        {"1130230", Lexical::OutOfRange},        {"0000101", Lexical::OutOfRange},
        {"1130001", Lexical::OutOfRange},        {"1131301", Lexical::OutOfRange},
        {"1130100", Lexical::OutOfRange},        {"1130132", Lexical::OutOfRange},
        {"1130131", Lexical::Ok, "2024-01-31"},  {"1130331", Lexical::Ok, "2024-03-31"},
        {"1130431", Lexical::OutOfRange},        {"1130430", Lexical::Ok, "2024-04-30"},
        {"1130531", Lexical::Ok, "2024-05-31"},  {"1130631", Lexical::OutOfRange},
        {"1130731", Lexical::Ok, "2024-07-31"},  {"1130831", Lexical::Ok, "2024-08-31"},
        {"1130931", Lexical::OutOfRange},        {"1131031", Lexical::Ok, "2024-10-31"},
        {"1131131", Lexical::OutOfRange},        {"1131231", Lexical::Ok, "2024-12-31"},
        {"1131232", Lexical::OutOfRange},        {"", Lexical::WrongLength},
        {"113040", Lexical::WrongLength},        {"11304010", Lexical::WrongLength},
        {"1130401090000", Lexical::WrongLength}, {"113/4/1", Lexical::WrongType},
        {"-130401", Lexical::WrongType},         {" 130401", Lexical::WrongType},
        {"113040a", Lexical::WrongType},         {"x", Lexical::WrongType},
    };
    for (const ReadCase& c : cases) {
        constexpr Date untouched{12345};
        Date date = untouched;
        EXPECT_EQ(parse_roc_date(c.text, date), c.outcome) << c.text;
        if (c.outcome == Lexical::Ok) {
            EXPECT_EQ(format_iso_date(date), c.iso);
            EXPECT_EQ(format_roc_date(date), c.text);
        } else {
            EXPECT_EQ(date, untouched) << c.text;
        }
    }
}

TEST(DateTime, ParseRoc) {
    constexpr ReadCase cases[] = {
        {"1090114233615", Lexical::Ok, "2020-01-14T23:36:15"},
        {"1130229000000", Lexical::Ok, "2024-02-29T00:00:00"},
        {"1130229235959", Lexical::Ok, "2024-02-29T23:59:59"},
        {"0010101000000", Lexical::Ok, "1912-01-01T00:00:00"},
        {"0581231235959", Lexical::Ok, "1969-12-31T23:59:59"},
        {"1130401240000", Lexical::OutOfRange},
        {"1130401236000", Lexical::OutOfRange},
        {"1130401235960", Lexical::OutOfRange},
        {"1120229000000", Lexical::OutOfRange},
        {"0000101000000", Lexical::OutOfRange},
        {"1130401", Lexical::WrongLength},
        {"113040109000", Lexical::WrongLength},
        {"11304010900000", Lexical::WrongLength},
        {"", Lexical::WrongLength},
        {"1130401 90000", Lexical::WrongType},
        {"11304010900:0", Lexical::WrongType},
        {"1130401T", Lexical::WrongType},
    };
    for (const ReadCase& c : cases) {
        constexpr DateTime untouched{12345};
        DateTime at = untouched;
        EXPECT_EQ(parse_roc_datetime(c.text, at), c.outcome) << c.text;
        if (c.outcome == Lexical::Ok) {
            EXPECT_EQ(format_iso_datetime(at), c.iso);
            EXPECT_EQ(format_roc_datetime(at), c.text);
        } else {
            EXPECT_EQ(at, untouched) << c.text;
        }
    }
}

TEST(Date, ParseIso) {
    constexpr ReadCase cases[] = {
        {"2025-10-15", Lexical::Ok},         {"0001-01-01", Lexical::Ok},
        {"9999-12-31", Lexical::Ok},         {"1900-02-28", Lexical::Ok},
        {"1900-02-29", Lexical::OutOfRange}, {"0000-01-01", Lexical::OutOfRange},
        {"2025-13-01", Lexical::OutOfRange}, {"2025-10-1", Lexical::WrongLength},
        {"20251015", Lexical::WrongLength},  {"2025/10/15", Lexical::WrongType},
        {"2025-1-015", Lexical::WrongType},  {"2025-10-15T20:00:00", Lexical::WrongLength},
        {"T025-10-15", Lexical::WrongType},
    };
    for (const ReadCase& c : cases) {
        Date date;
        EXPECT_EQ(parse_iso_date(c.text, date), c.outcome) << c.text;
        if (c.outcome == Lexical::Ok) {
            EXPECT_EQ(format_iso_date(date), c.text);
        }
    }
}

TEST(DateTime, ParseIso) {
    constexpr ReadCase cases[] = {
        {"2025-10-15T20:00:00", Lexical::Ok},         {"2025-10-15T00:00:00", Lexical::Ok},
        {"2025-10-15T23:59:59", Lexical::Ok},         {"2025-10-15T24:00:00", Lexical::OutOfRange},
        {"2025-02-29T00:00:00", Lexical::OutOfRange}, {"2025-10-15", Lexical::WrongLength},
        {"2025-10-15T20:00", Lexical::WrongLength},   {"2025-10-15T20:00:00Z", Lexical::WrongType},
        {"2025-10-15 20:00:00", Lexical::WrongType},  {"2025-10-15T20-00-00", Lexical::WrongType},
    };
    for (const ReadCase& c : cases) {
        DateTime at;
        EXPECT_EQ(parse_iso_datetime(c.text, at), c.outcome) << c.text;
        if (c.outcome == Lexical::Ok) {
            EXPECT_EQ(format_iso_datetime(at), c.text);
        }
    }
}

TEST(Date, CountsFrom1970) {
    EXPECT_EQ(day("1970-01-01").days, 0);
    EXPECT_EQ(day("1969-12-31").days, -1);
    EXPECT_EQ(day("2000-03-01").days, 11017);
    EXPECT_EQ(day("2024-02-29").days, 19782);
    EXPECT_EQ(moment("1970-01-02T00:00:01").seconds, 86401);
    EXPECT_EQ(moment("1969-12-31T23:59:59").seconds, -1);
}

// Walks from year 1 to 4000 by the calendar's own rule and compares each day.
TEST(Date, EveryDayFollowsTheOneBefore) {
    Date date = day("0001-01-01");
    for (std::int32_t year = 1; year <= 4000; ++year) {
        for (std::int32_t month = 1; month <= 12; ++month) {
            for (std::int32_t d = 1; d <= days_in_month(year, month); ++d) {
                const CivilDate civil{year, month, d};
                ASSERT_EQ(civil_of(date), civil) << format_iso_date(date);
                ASSERT_EQ(date_of_civil(civil), date);
                ++date.days;
            }
        }
    }
}

TEST(Date, CivilFormAtTheEndsOfTheRange) {
    for (const std::int32_t days : {kFirstDay, kFirstDay + 1, -719468, -719469, kLastDay - 1, kLastDay}) {
        EXPECT_EQ(date_of_civil(civil_of(Date{days})).days, days);
    }
}

TEST(Date, LeapYears) {
    EXPECT_EQ(days_in_month(2024, 2), 29);
    EXPECT_EQ(days_in_month(2023, 2), 28);
    EXPECT_EQ(days_in_month(1900, 2), 28);
    EXPECT_EQ(days_in_month(2000, 2), 29);
}

TEST(Date, OfADateTime) {
    EXPECT_EQ(date_of(moment("2024-02-29T23:59:59")), day("2024-02-29"));
    EXPECT_EQ(date_of(moment("1969-12-31T00:00:00")), day("1969-12-31"));
    EXPECT_EQ(midnight(day("2024-02-29")), moment("2024-02-29T00:00:00"));
    EXPECT_EQ(second_of_day(moment("1969-12-31T23:59:58")), 86398);
    EXPECT_EQ(second_of_day(moment("1970-01-01T00:00:00")), 0);
    EXPECT_EQ(date_of(DateTime{std::numeric_limits<std::int64_t>::max()}).days, kLastDay);
    EXPECT_EQ(date_of(DateTime{std::numeric_limits<std::int64_t>::min()}).days, kFirstDay);
}

TEST(Date, Months) {
    EXPECT_EQ(first_of_month(day("2024-02-29")), day("2024-02-01"));
    EXPECT_EQ(first_of_month(day("2024-02-01")), day("2024-02-01"));
    EXPECT_EQ(add_months(day("2024-01-31"), 1), day("2024-02-29"));
    EXPECT_EQ(add_months(day("2023-01-31"), 1), day("2023-02-28"));
    EXPECT_EQ(add_months(day("2024-03-31"), -1), day("2024-02-29"));
    EXPECT_EQ(add_months(day("2024-01-15"), -1), day("2023-12-15"));
    EXPECT_EQ(add_months(day("2024-11-30"), 3), day("2025-02-28"));
    EXPECT_EQ(add_months(day("2024-02-29"), 12), day("2025-02-28"));
    EXPECT_EQ(add_months(day("2024-02-29"), -48), day("2020-02-29"));
    EXPECT_EQ(add_months(day("2024-05-20"), 0), day("2024-05-20"));
    // Three months before the receipt, from the first of the month on.
    EXPECT_EQ(first_of_month(add_months(day("2024-05-31"), -3)), day("2024-02-01"));
}

TEST(Date, Days) {
    EXPECT_EQ(add_days(day("2024-02-28"), 2), day("2024-03-01"));
    EXPECT_EQ(add_days(day("2024-03-01"), -366), day("2023-03-01"));
    EXPECT_EQ(days_between(day("2024-02-28"), day("2024-03-01")), 2);
    EXPECT_EQ(days_between(day("2024-03-01"), day("2024-02-28")), -2);
    EXPECT_EQ(days_between(Date{kFirstDay}, Date{kLastDay}), 4294967295);
}

TEST(Date, StopsAtTheEndsOfTheRange) {
    EXPECT_EQ(add_days(Date{kLastDay}, 1).days, kLastDay);
    EXPECT_EQ(add_days(Date{0}, std::numeric_limits<std::int64_t>::max()).days, kLastDay);
    EXPECT_EQ(add_days(Date{0}, std::numeric_limits<std::int64_t>::min()).days, kFirstDay);
    EXPECT_EQ(add_days(Date{kFirstDay}, 4294967295).days, kLastDay);
    EXPECT_EQ(add_months(Date{0}, std::numeric_limits<std::int32_t>::max()).days, kLastDay);
    EXPECT_EQ(add_months(Date{0}, std::numeric_limits<std::int32_t>::min()).days, kFirstDay);
}

TEST(Date, OutsideTheRocYearsHasNoRocForm) {
    EXPECT_EQ(format_roc_date(day("1911-12-31")), "");
    EXPECT_EQ(format_roc_date(day("1912-01-01")), "0010101");
    EXPECT_EQ(format_roc_date(day("2910-12-31")), "9991231");
    EXPECT_EQ(format_roc_date(day("2911-01-01")), "");
    EXPECT_EQ(format_roc_datetime(moment("1911-12-31T23:59:59")), "");
    EXPECT_EQ(format_iso_date(date_of_civil({-1, 12, 31})), "-0001-12-31");
}

TEST(Date, Order) {
    EXPECT_LT(day("1969-12-31"), day("1970-01-01"));
    EXPECT_LT(moment("2024-02-29T23:59:59"), moment("2024-03-01T00:00:00"));
}

}  // namespace
}  // namespace jianhe
