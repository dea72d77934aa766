#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/number.h>

namespace jianhe {
namespace {

constexpr std::int64_t kUntouched = -77;
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

struct NumberCase {
    std::string_view text;
    unsigned max_digits;
    Lexical outcome;
    std::int64_t value;
};

TEST(Number, Parse) {
    constexpr NumberCase cases[] = {
        {"0", 1, Lexical::Ok, 0},
        {"7", 3, Lexical::Ok, 7},
        {"007", 3, Lexical::Ok, 7},
        {"99999999", 8, Lexical::Ok, 99999999},
        {"9223372036854775807", 19, Lexical::Ok, kMax},
        {"0009223372036854775807", 22, Lexical::Ok, kMax},
        {"9223372036854775808", 19, Lexical::OutOfRange, kUntouched},
        {"99999999999999999999", 20, Lexical::OutOfRange, kUntouched},
        {"", 3, Lexical::WrongLength, kUntouched},
        {"0007", 3, Lexical::WrongLength, kUntouched},
        {"1", 0, Lexical::WrongLength, kUntouched},
        {"-1", 3, Lexical::WrongType, kUntouched},
        {"+1", 3, Lexical::WrongType, kUntouched},
        {" 1", 3, Lexical::WrongType, kUntouched},
        {"1 ", 3, Lexical::WrongType, kUntouched},
        {"1.0", 3, Lexical::WrongType, kUntouched},
        {"1/:", 3, Lexical::WrongType, kUntouched},
        {"\xEF\xBC\x91", 3, Lexical::WrongType, kUntouched},
        // The type is looked at before the length.
        {"12345a", 3, Lexical::WrongType, kUntouched},
    };
    for (const NumberCase& c : cases) {
        std::int64_t value = kUntouched;
        EXPECT_EQ(parse_number(c.text, c.max_digits, value), c.outcome) << c.text;
        EXPECT_EQ(value, c.value) << c.text;
    }
}

struct DecimalCase {
    std::string_view text;
    unsigned integer_digits;
    unsigned scale;
    Lexical outcome;
    std::int64_t scaled;
};

TEST(Decimal, Parse) {
    constexpr DecimalCase cases[] = {
        {"5", 5, 1, Lexical::Ok, 50},
        {"00001.0", 5, 1, Lexical::Ok, 10},
        {"1.5", 5, 1, Lexical::Ok, 15},
        {"1.5", 5, 3, Lexical::Ok, 1500},
        {"0.25", 1, 2, Lexical::Ok, 25},
        {"99999.9", 5, 1, Lexical::Ok, 999999},
        {"12", 2, 0, Lexical::Ok, 12},
        {"9223372036854775.807", 16, 3, Lexical::Ok, kMax},
        {"9223372036854775.808", 16, 3, Lexical::OutOfRange, kUntouched},
        {"9223372036854776", 16, 3, Lexical::OutOfRange, kUntouched},
        {"", 5, 1, Lexical::WrongLength, kUntouched},
        {"123456", 5, 1, Lexical::WrongLength, kUntouched},
        {"000001.0", 5, 1, Lexical::WrongLength, kUntouched},
        {".", 5, 1, Lexical::WrongType, kUntouched},
        {"1.", 5, 1, Lexical::WrongType, kUntouched},
        {".5", 5, 1, Lexical::WrongType, kUntouched},
        {"1.25", 5, 1, Lexical::WrongType, kUntouched},
        {"1.0", 5, 0, Lexical::WrongType, kUntouched},
        {"1.2.3", 5, 3, Lexical::WrongType, kUntouched},
        {"1..2", 5, 3, Lexical::WrongType, kUntouched},
        {"-1.0", 5, 1, Lexical::WrongType, kUntouched},
        {"1,5", 5, 1, Lexical::WrongType, kUntouched},
        {"1e2", 5, 1, Lexical::WrongType, kUntouched},
        {"1234567x", 5, 1, Lexical::WrongType, kUntouched},
        {"1234567.25", 5, 1, Lexical::WrongType, kUntouched},
    };
    for (const DecimalCase& c : cases) {
        std::int64_t scaled = kUntouched;
        EXPECT_EQ(parse_decimal(c.text, c.integer_digits, c.scale, scaled), c.outcome) << c.text;
        EXPECT_EQ(scaled, c.scaled) << c.text;
    }
}

TEST(Decimal, Format) {
    EXPECT_EQ(format_decimal(15, 1), "1.5");
    EXPECT_EQ(format_decimal(10, 1), "1.0");
    EXPECT_EQ(format_decimal(0, 1), "0.0");
    EXPECT_EQ(format_decimal(5, 3), "0.005");
    EXPECT_EQ(format_decimal(-5, 1), "-0.5");
    EXPECT_EQ(format_decimal(12, 0), "12");
    EXPECT_EQ(format_decimal(kMax, 0), "9223372036854775807");
    EXPECT_EQ(format_decimal(kMin, 1), "-922337203685477580.8");
}

TEST(Decimal, RoundTrip) {
    for (std::int64_t scaled = 0; scaled < 20000; scaled += 7) {
        std::int64_t read = kUntouched;
        ASSERT_EQ(parse_decimal(format_decimal(scaled, 2), 5, 2, read), Lexical::Ok) << scaled;
        EXPECT_EQ(read, scaled);
    }
}

}  // namespace
}  // namespace jianhe
