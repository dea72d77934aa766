// Identifiers of persons, medical facilities and visits.
//
// `check_…` read the text of a field and reject no more than a source says is wrong; the other functions answer what
// the identifier tells. Every function is pure and may be called from any thread; nothing allocates but
// encode_visit_id.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/date.h>
#include <jianhe/number.h>

namespace jianhe {

enum class Sex : std::uint8_t { Male, Female };

// The shapes of a person's number (source: domain ids.md):
//   Citizen      A-Z, 1 or 2, eight digits            ROC national id
//   Resident     A-Z, 8 or 9, eight digits            resident certificate since 2021-01-02
//   OldResident  A-Z, A to D, eight digits            resident certificate before
//   Other        anything else, such as a passport number or a malformed value
enum class PersonIdKind : std::uint8_t { Citizen, Resident, OldResident, Other };

// Exactly ten of 0-9 and A-Z; nothing stricter, because a document of another kind may stand in the field.
Lexical check_person_id(std::string_view text) noexcept;

PersonIdKind classify_person_id(std::string_view text) noexcept;

// True when the last digit agrees with the others: the first letter counts as its two digits, the letter of an old
// resident certificate as the last digit of its value (A 0 to D 3); weights 1 9 8 7 6 5 4 3 2 1 1, sum divisible by
// ten. False for PersonIdKind::Other, which has no known check digit.
bool person_id_checksum_ok(std::string_view text) noexcept;

// 1, 8, A, C male; 2, 9, B, D female. Nothing for PersonIdKind::Other. The old resident letters are inferred.
std::optional<Sex> person_id_sex(std::string_view text) noexcept;

// Ten of 0-9 and A-Z when `exact`, else one to ten.
Lexical check_facility_code(std::string_view text, bool exact) noexcept;

// Weights 9 8 7 6 5 4 3 2 1 1, sum divisible by ten. Nothing when the rule does not apply (letters in it, another
// length). INFERRED by computation from public lists, 117 of 118 real codes fit: good for advice, never for rejection
// (domain ids.md, RESOLUTIONS 23).
std::optional<bool> facility_check_digit_ok(std::string_view text) noexcept;

// Exactly 20 of the 34 characters 0-9 and A-Z without I and O. The one type whose length is tested first: a wrong
// length and a wrong alphabet are different findings, and a text of another length is only the former. Lower case is
// not evidenced, so it is wrong. Placeholders may lie outside the alphabet; test for them before.
Lexical check_visit_id(std::string_view text) noexcept;

// What a visit identifier says about person and time. How it holds the facility is unknown.
struct VisitIdentity {
    std::array<char, 10> person{};
    DateTime at;

    bool operator==(const VisitIdentity&) const = default;
};

// The parts of an identifier, each decoded by itself.
struct VisitIdParts {
    std::optional<std::array<char, 10>> person;
    std::optional<DateTime> at;
};

// Takes an identifier apart. INFERRED from the one published sample (domain visit-id.md, RESOLUTIONS 32), so an
// implausible part means "not decodable", never "wrong". The check digit of the person is not stored and is recomputed.
//     decode_visit_id_parts("0USE4FA11RP4J370WR4K")  ->  A123456789, 109-01-14 23:36:15
VisitIdParts decode_visit_id_parts(std::string_view text) noexcept;
// The same where both parts are there.
std::optional<VisitIdentity> decode_visit_id(std::string_view text) noexcept;

// The inverse, for generated data: six characters standing for the facility, a person, a time. Empty when the layout
// cannot hold them: a prefix not of six characters of the alphabet, a person of kind Other or beginning with I or O, a
// year outside 109 to 999. The last digit of the person is not looked at.
std::string encode_visit_id(std::string_view facility_prefix6, std::string_view person, DateTime at);

}  // namespace jianhe
