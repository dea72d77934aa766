#include "person_id.h"

#include <cstddef>
#include <cstdint>

#include <jianhe/identifier.h>

#include "digits.h"

namespace jianhe {
namespace {

constexpr std::size_t kLength = 10;

// Values of the letters A to Z; the order is that of the household registration districts, not of the alphabet.
constexpr std::uint8_t kLetterValues[] = {10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                          22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};

constexpr std::uint32_t letter_value(char letter) noexcept { return kLetterValues[letter - 'A']; }

constexpr PersonIdKind kind_of_second(char second) noexcept {
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

constexpr std::array<std::uint16_t, 256> detail::kFirstWeights = [] {
    std::array<std::uint16_t, 256> weights{};
    weights.fill(detail::kNoStart);
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
        const std::uint32_t value = letter_value(letter);
        weights[static_cast<unsigned char>(letter)] = static_cast<std::uint16_t>(value / 10 + value % 10 * 9);
    }
    return weights;
}();
constexpr std::array<std::uint16_t, 256> detail::kSecondWeights = [] {
    std::array<std::uint16_t, 256> weights{};
    weights.fill(detail::kNoStart);
    for (char second = '0'; second <= 'Z'; ++second) {
        if (kind_of_second(second) == PersonIdKind::Other) continue;
        const std::uint32_t value = second <= '9' ? static_cast<std::uint32_t>(second - '0') : letter_value(second);
        weights[static_cast<unsigned char>(second)] = static_cast<std::uint16_t>(value % 10 * 8);
    }
    return weights;
}();

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
    std::uint32_t sum = detail::weight_of_start(text[0], text[1]);
    std::uint32_t weight = 7;
    for (const char c : text.substr(2, kLength - 3))
        sum += weight-- * static_cast<std::uint32_t>(detail::digit_value(c));
    return detail::check_digit_of(sum) == static_cast<std::uint32_t>(detail::digit_value(text.back()));
}

std::optional<Sex> person_id_sex(std::string_view text) noexcept {
    if (classify_person_id(text) == PersonIdKind::Other) return std::nullopt;
    constexpr std::string_view male = "18AC";
    return male.find(text[1]) != std::string_view::npos ? Sex::Male : Sex::Female;
}

}  // namespace jianhe
