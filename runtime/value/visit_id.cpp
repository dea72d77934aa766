#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

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

// What each byte counts at each of a number's places, the last one first. A byte outside of the alphabet counts more
// than any sum of others, so a sum tells at the end whether there was one among its digits.
constexpr std::size_t kMostDigits = 5;
constexpr std::uint32_t kStranger = std::uint32_t{1} << 28;
constexpr std::array<std::array<std::uint32_t, 256>, kMostDigits> kWeights = [] {
    std::array<std::array<std::uint32_t, 256>, kMostDigits> weights{};
    std::uint32_t place = 1;
    for (std::array<std::uint32_t, 256>& of_place : weights) {
        of_place.fill(kStranger);
        std::uint32_t digit = 0;
        for (const char c : kAlphabet) of_place[static_cast<unsigned char>(c)] = place * digit++;
        place *= kBase;
    }
    static_assert(kBase * kBase * kBase * kBase * kBase < kStranger);
    return weights;
}();

// Most significant digit first; kStranger or more where one is outside of the alphabet.
template <std::size_t count>
std::uint32_t number_at(const char* digits) noexcept {
    static_assert(count <= kMostDigits);
    std::uint32_t value = 0;
#pragma GCC unroll 5
    for (std::size_t i = 0; i < count; ++i) value += kWeights[count - 1 - i][static_cast<unsigned char>(digits[i])];
    return value;
}

// kStranger or more where one of them is outside of the alphabet.
template <std::size_t count>
std::uint32_t any_of(const char* characters) noexcept {
    std::uint32_t any = 0;
#pragma GCC unroll 8
    for (std::size_t i = 0; i < count; ++i) any |= kWeights.front()[static_cast<unsigned char>(characters[i])];
    return any;
}

bool all_in_alphabet(std::string_view text) noexcept {
    std::uint32_t any = 0;
    for (const char c : text) any |= kWeights.front()[static_cast<unsigned char>(c)];
    return any < kStranger;
}

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

// The decimal digits of a number below 10^8, a byte each, the first one lowest: halves, then pairs, then digits are
// divided side by side.
std::uint64_t eight_digits_of(std::uint32_t number) noexcept {
    const std::uint64_t first = number / 10'000;
    const std::uint64_t halves = first | std::uint64_t{number - first * 10'000} << 32;
    const std::uint64_t hundreds = (halves * 10'486 >> 20) & 0x0000007F'0000007F;
    const std::uint64_t pairs = hundreds | (halves - hundreds * 100) << 16;
    const std::uint64_t tens = (pairs * 103 >> 10) & 0x000F000F'000F000F;
    return tens | (pairs - tens * 10) << 8;
}

// The lowest bytes of a word, the lowest one first.
template <std::size_t count>
void write(std::uint64_t word, char* bytes) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(bytes, &word, count);
    } else {
        for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>(word >> 8 * i & 0xFF);
    }
}

// Nothing when that is no person's number. Its seven digits count 7 6 5 4 3 2 1.
std::optional<std::array<char, 10>> person_of(char first, char second, std::uint32_t serial) noexcept {
    const std::uint32_t start = detail::weight_of_start(first, second);
    if (serial > 9'999'999 || start == detail::kNoStart) return std::nullopt;
    std::uint64_t digits = eight_digits_of(serial * 10);
    // The highest byte of a product sums what stands opposite; no sum of a lower one exceeds a byte.
    const auto sum = start + static_cast<std::uint32_t>(digits * 0x07060504'03020100 >> 56);
    digits |= std::uint64_t{detail::check_digit_of(sum)} << 56 | 0x3030303030303030;
    // In the pieces in which it is copied: a load of what several stores wrote waits for them.
    const std::uint64_t begin =
        std::uint64_t{static_cast<unsigned char>(first)} | std::uint64_t{static_cast<unsigned char>(second)} << 8;
    std::array<char, 10> person;
    write<8>(begin | digits << 16, person.data());
    write<2>(digits >> 48, person.data() + 8);
    return person;
}

}  // namespace

Lexical check_visit_id(std::string_view text) noexcept {
    if (text.size() != kLength) return Lexical::WrongLength;
    return all_in_alphabet(text) ? Lexical::Ok : Lexical::WrongType;
}

VisitIdParts decode_visit_id_parts(std::string_view text) noexcept {
    if (text.size() != kLength) return {};
    // The facility and the beginning of the person stay as they are.
    const char* const id = text.data();
    const std::uint32_t any = any_of<8>(id);
    const std::uint32_t serial = number_at<5>(id + 8);
    const std::uint32_t year = number_at<2>(id + 13);
    const std::uint32_t second = number_at<5>(id + 15);
    if ((any | serial | year | second) >= kStranger) return {};
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
        classify_person_id(person) == PersonIdKind::Other || !all_in_alphabet(person.substr(0, 1))) {
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
