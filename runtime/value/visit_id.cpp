#include <algorithm>
#include <cstddef>

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
constexpr std::int64_t kBase = 34;
static_assert(kAlphabet.size() == kBase);

constexpr std::size_t kLength = 20;
constexpr std::int32_t kFirstYear = 109;  // the scheme did not exist before
constexpr std::int32_t kLastYear = 999;
constexpr std::int32_t kRocYearZero = 1911;

constexpr bool in_alphabet(char c) noexcept {
    return detail::is_digit(c) || (detail::is_upper(c) && c != 'I' && c != 'O');
}

bool all_in_alphabet(std::string_view text) noexcept { return std::all_of(text.begin(), text.end(), in_alphabet); }

std::int64_t base34_value(std::string_view digits) noexcept {
    std::int64_t value = 0;
    for (const char c : digits) value = value * kBase + static_cast<std::int64_t>(kAlphabet.find(c));
    return value;
}

void append_base34(std::string& out, std::int64_t value, std::size_t width) {
    const std::size_t start = out.size();
    out.append(width, '0');
    for (std::size_t i = start + width; i > start; --i) {
        out[i - 1] = kAlphabet[static_cast<std::size_t>(value % kBase)];
        value /= kBase;
    }
}

DateTime start_of_year(std::int64_t roc_year) noexcept {
    return midnight(date_of_civil({static_cast<std::int32_t>(roc_year) + kRocYearZero, 1, 1}));
}

// Nothing when the year or the second lies outside of what it can be.
std::optional<DateTime> decode_time(std::string_view text) noexcept {
    const std::int64_t year = base34_value(text.substr(0, 2));
    if (year < kFirstYear || year > kLastYear) return std::nullopt;
    const DateTime at{start_of_year(year).seconds + base34_value(text.substr(2))};
    return at < start_of_year(year + 1) ? std::optional(at) : std::nullopt;
}

// Nothing when the ten characters at hand are no person's number.
std::optional<std::array<char, 10>> decode_person(std::string_view text) noexcept {
    std::int64_t serial = base34_value(text.substr(2));
    if (serial > 9'999'999) return std::nullopt;
    std::array<char, 10> person{text[0], text[1]};
    for (std::size_t i = 8; i >= 2; --i) {
        person[i] = static_cast<char>('0' + serial % 10);
        serial /= 10;
    }
    person[9] = '0';
    if (classify_person_id({person.data(), person.size()}) == PersonIdKind::Other) return std::nullopt;
    person[9] = detail::person_check_digit({person.data(), 9});
    return person;
}

}  // namespace

Lexical check_visit_id(std::string_view text) noexcept {
    if (text.size() != kLength) return Lexical::WrongLength;
    return all_in_alphabet(text) ? Lexical::Ok : Lexical::WrongType;
}

VisitIdParts decode_visit_id_parts(std::string_view text) noexcept {
    if (check_visit_id(text) != Lexical::Ok) return {};
    return {decode_person(text.substr(6, 7)), decode_time(text.substr(13))};
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
