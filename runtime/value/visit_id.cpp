#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include <jianhe/identifier.h>

#include "digits.h"
#include "person_id.h"

// Layout of an identifier, positions from 0 (domain visit-id.md):
//   0-5 facility, encoding unknown   6-7 first two characters of the person   8-12 the seven digits after them
//   13-14 ROC year   15-19 seconds since 1 January 00:00:00 of that year
// The numbers are base 34, most significant digit first.
namespace jianhe {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::uint32_t kBase = 34;
static_assert(kAlphabet.size() == kBase);

constexpr std::size_t kLength = 20;
constexpr std::int32_t kFirstYear = 109;  // the scheme did not exist before
constexpr std::int32_t kLastYear = 999;
constexpr std::int32_t kRocYearZero = 1911;

// What each byte counts; bytes outside the alphabet have the highest bit.
constexpr std::uint8_t kStranger = 0x80;
constexpr std::array<std::uint8_t, 256> kDigits = [] {
    std::array<std::uint8_t, 256> digits{};
    digits.fill(kStranger);
    std::uint8_t value = 0;
    for (const char c : kAlphabet) digits[static_cast<unsigned char>(c)] = value++;
    return digits;
}();

constexpr std::uint8_t digit_of(char c) noexcept { return kDigits[static_cast<unsigned char>(c)]; }

constexpr bool in_alphabet(char c) noexcept { return digit_of(c) < kStranger; }

// Reads digits one after the other and tells at the end whether there was a stranger among them: almost never, so it is
// not asked at each.
class Base34Reader {
public:
    explicit Base34Reader(std::string_view text) noexcept : next_(text.data()) {}

    template <std::size_t count>
    std::uint32_t read() noexcept {
        static_assert(count <= 6, "more digits do not fit");
        std::uint32_t value = 0;
#pragma GCC unroll 6
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint8_t digit = digit_of(*next_++);
            seen_ |= digit;
            value = value * kBase + digit;
        }
        return value;
    }

    bool met_stranger() const noexcept { return seen_ >= kStranger; }

private:
    const char* next_;
    std::uint8_t seen_ = 0;
};

bool all_in_alphabet(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), in_alphabet); }

void append_base34(std::string& out, std::int64_t value, std::size_t width) {
    const std::size_t start = out.size();
    out.append(width, '0');
    for (std::size_t i = start + width; i > start; --i) {
        out[i - 1] = kAlphabet[static_cast<std::size_t>(value % kBase)];
        value /= kBase;
    }
}

// The first second of each year from kFirstYear to the one after kLastYear.
constexpr auto kYearStarts = [] {
    constexpr auto leap_days_before = [](std::int64_t year) {
        return (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    };
    std::array<std::int64_t, kLastYear - kFirstYear + 2> starts{};
    std::int64_t year = kFirstYear + kRocYearZero;
    for (std::int64_t& start : starts) {
        start = ((year - 1970) * 365 + leap_days_before(year) - leap_days_before(1970)) * 86400;
        ++year;
    }
    return starts;
}();

DateTime start_of_year(std::int64_t roc_year) noexcept {
    return {kYearStarts[static_cast<std::size_t>(roc_year - kFirstYear)]};
}

// Nothing when the year or the second lies outside of what it can be.
std::optional<DateTime> time_of(std::uint32_t year, std::uint32_t second) noexcept {
    if (year < kFirstYear || year > kLastYear) return std::nullopt;
    const DateTime at{start_of_year(year).seconds + second};
    return at < start_of_year(year + 1) ? std::optional(at) : std::nullopt;
}

// Two digits, and what they add to the check sum of a person where they count 2 and 1.
struct DigitPair {
    std::array<char, 2> text{};
    std::uint8_t sum = 0;       // of both digits
    std::uint8_t weighted = 0;  // twice the first and the second
};
constexpr std::array<DigitPair, 100> kDigitPairs = [] {
    std::array<DigitPair, 100> pairs{};
    for (unsigned i = 0; i < pairs.size(); ++i) {
        const unsigned first = i / 10, second = i % 10;
        pairs[i].text = {static_cast<char>('0' + first), static_cast<char>('0' + second)};
        pairs[i].sum = static_cast<std::uint8_t>(first + second);
        pairs[i].weighted = static_cast<std::uint8_t>(2 * first + second);
    }
    return pairs;
}();

// Nothing when that is no person's number. Its digits count 7, 6 5, 4 3, 2 1.
std::optional<std::array<char, 10>> person_of(char first, char second, std::uint32_t serial) noexcept {
    const std::uint32_t start = detail::weight_of_start(first, second);
    if (serial > 9'999'999 || start == detail::kNoStart) return std::nullopt;
    const std::uint32_t seventh = serial / 1'000'000;
    const DigitPair& a = kDigitPairs[serial / 10'000 % 100];
    const DigitPair& b = kDigitPairs[serial / 100 % 100];
    const DigitPair& c = kDigitPairs[serial % 100];
    const std::uint32_t sum = start + 7 * seventh + a.weighted + 4U * a.sum + b.weighted + 2U * b.sum + c.weighted;
    return std::array{
        first,     second,    static_cast<char>('0' + seventh), a.text[0], a.text[1], b.text[0], b.text[1],
        c.text[0], c.text[1], detail::check_digit_of(sum)};
}

}  // namespace

Lexical check_visit_id(std::string_view text) noexcept {
    if (text.size() != kLength) return Lexical::WrongLength;
    return all_in_alphabet(text) ? Lexical::Ok : Lexical::WrongType;
}

VisitIdParts decode_visit_id_parts(std::string_view text) noexcept {
    if (text.size() != kLength) return {};
    Base34Reader reader(text);
    (void)reader.read<6>();  // the facility
    (void)reader.read<2>();  // the beginning of the person, which stays as it is
    const std::uint32_t serial = reader.read<5>();
    const std::uint32_t year = reader.read<2>();
    const std::uint32_t second = reader.read<5>();
    if (reader.met_stranger()) return {};
    return {person_of(text[6], text[7], serial), time_of(year, second)};
}

std::optional<VisitIdentity> decode_visit_id(std::string_view text) noexcept {
    const VisitIdParts parts = decode_visit_id_parts(text);
    if (!parts.person || !parts.at) return std::nullopt;
    return VisitIdentity{*parts.person, *parts.at};
}

std::string encode_visit_id(std::string_view facility_prefix6, std::string_view person, DateTime at) {
    const std::int64_t year = std::int64_t{civil_of(date_of(at)).year} - kRocYearZero;
    if (facility_prefix6.size() != 6 || !all_in_alphabet(facility_prefix6) || year < kFirstYear || year > kLastYear ||
        classify_person_id(person) == PersonIdKind::Other || !in_alphabet(person[0])) {
        return {};
    }
    std::string id(facility_prefix6);
    id += person.substr(0, 2);
    append_base34(id, detail::digits_value(person.data() + 2, 7), 5);
    append_base34(id, year, 2);
    append_base34(id, at.seconds - start_of_year(year).seconds, 5);
    return id;
}

}  // namespace jianhe
