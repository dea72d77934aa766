#include "person_id.h"

#include <cstddef>

#include <jianhe/identifier.h>

#include "digits.h"

namespace jianhe {
namespace {

constexpr std::size_t kLength = 10;

// Values of the letters A to Z; the order is that of the household registration districts, not of the alphabet.
constexpr std::int32_t kLetterValues[] = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                          22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};

std::int32_t letter_value(char letter) noexcept { return kLetterValues[letter - 'A']; }

PersonIdKind kind_of_second(char second) noexcept {
    switch (second) {
        case '1':
        case '2': return PersonIdKind::Citizen;
        case '8':
        case '9': return PersonIdKind::Resident;
        case 'A':
        case 'B':
        case 'C':
        case 'D': return PersonIdKind::OldResident;
        default: return PersonIdKind::Other;
    }
}

}  // namespace

char detail::person_check_digit(std::string_view first_nine) noexcept {
    const std::int32_t letter = letter_value(first_nine[0]);
    std::int32_t sum = letter / 10 + letter % 10 * 9;
    std::int32_t weight = 8;
    for (const char c : first_nine.substr(1)) {
        sum += weight-- * (is_digit(c) ? digit_value(c) : letter_value(c) % 10);
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Lexical check_person_id(std::string_view text) noexcept {
    if (!detail::all_upper_or_digits(text)) return Lexical::WrongType;
    return text.size() == kLength ? Lexical::Ok : Lexical::WrongLength;
}

PersonIdKind classify_person_id(std::string_view text) noexcept {
    if (text.size() != kLength || !detail::is_upper(text[0]) || !detail::all_digits(text.substr(2))) {
        return PersonIdKind::Other;
    }
    return kind_of_second(text[1]);
}

bool person_id_checksum_ok(std::string_view text) noexcept {
    if (classify_person_id(text) == PersonIdKind::Other) return false;
    return detail::person_check_digit(text.substr(0, kLength - 1)) == text.back();
}

std::optional<Sex> person_id_sex(std::string_view text) noexcept {
    if (classify_person_id(text) == PersonIdKind::Other) return std::nullopt;
    constexpr std::string_view male = "18AC";
    return male.find(text[1]) != std::string_view::npos ? Sex::Male : Sex::Female;
}

}  // namespace jianhe
