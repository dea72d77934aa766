#include <optional>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/identifier.h>

namespace jianhe {
namespace {

DateTime roc(std::string_view text) {
    DateTime at;
    EXPECT_EQ(parse_roc_datetime(text, at), Lexical::Ok) << text;
    return at;
}

struct LexicalCase {
    std::string_view text;
    Lexical outcome;
};

TEST(PersonId, Check) {
    constexpr LexicalCase cases[] = {
        {"A123456789", Lexical::Ok},        {"AB12345678", Lexical::Ok},         {"0000000000", Lexical::Ok},
        {"ZZZZZZZZZZ", Lexical::Ok},        {"A12345678", Lexical::WrongLength}, {"A1234567890", Lexical::WrongLength},
        {"", Lexical::WrongLength},         {"a123456789", Lexical::WrongType},  {"A12345678 ", Lexical::WrongType},
        {"A-23456789", Lexical::WrongType}, {"A12345678-0", Lexical::WrongType}, {"\xE7\x8E\x8B", Lexical::WrongType},
        {"A12345678[", Lexical::WrongType}, {"A12345678@", Lexical::WrongType},
    };
    for (const LexicalCase& c : cases) EXPECT_EQ(check_person_id(c.text), c.outcome) << c.text;
}

struct PersonCase {
    std::string_view text;
    PersonIdKind kind;
    bool checksum_ok;
    std::optional<Sex> sex;
};

TEST(PersonId, KindChecksumAndSex) {
    const PersonCase cases[] = {
        {"A123456789", PersonIdKind::Citizen, true, Sex::Male},
        {"A123456788", PersonIdKind::Citizen, false, Sex::Male},
        {"A223456781", PersonIdKind::Citizen, true, Sex::Female},
        {"A800000014", PersonIdKind::Resident, true, Sex::Male},
        {"A900000015", PersonIdKind::Resident, false, Sex::Female},
        {"AA00000009", PersonIdKind::OldResident, true, Sex::Male},
        {"AB00000001", PersonIdKind::OldResident, true, Sex::Female},
        {"AC00000003", PersonIdKind::OldResident, true, Sex::Male},
        {"AD00000005", PersonIdKind::OldResident, true, Sex::Female},
        {"AD00000006", PersonIdKind::OldResident, false, Sex::Female},
        {"A023456789", PersonIdKind::Other, false, std::nullopt},
        {"A323456789", PersonIdKind::Other, false, std::nullopt},
        {"AE00000001", PersonIdKind::Other, false, std::nullopt},
        {"1123456789", PersonIdKind::Other, false, std::nullopt},
        {"a123456789", PersonIdKind::Other, false, std::nullopt},
        {"A12345678X", PersonIdKind::Other, false, std::nullopt},
        {"A12345678", PersonIdKind::Other, false, std::nullopt},
        {"A1234567890", PersonIdKind::Other, false, std::nullopt},
        {"", PersonIdKind::Other, false, std::nullopt},
    };
    for (const PersonCase& c : cases) {
        EXPECT_EQ(classify_person_id(c.text), c.kind) << c.text;
        EXPECT_EQ(person_id_checksum_ok(c.text), c.checksum_ok) << c.text;
        EXPECT_EQ(person_id_sex(c.text), c.sex) << c.text;
    }
}

// The letter values by the published table, so that each of them takes part once.
TEST(PersonId, EveryLetterHasItsValue) {
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO";  // 10 to 35
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const int value = static_cast<int>(i) + 10;
        const int sum = value / 10 + value % 10 * 9 + 8;
        std::string id(1, letters[i]);
        id += "10000000";
        id += static_cast<char>('0' + (10 - sum % 10) % 10);
        EXPECT_TRUE(person_id_checksum_ok(id)) << id;
    }
}

TEST(PersonId, ExactlyOneLastDigitIsRight) {
    for (const std::string_view first_nine : {"B20000012", "Z19876543", "Q88123456", "FC1230987"}) {
        int right = 0;
        for (char last = '0'; last <= '9'; ++last) right += person_id_checksum_ok(std::string(first_nine) + last);
        EXPECT_EQ(right, 1) << first_nine;
    }
}

TEST(FacilityCode, Check) {
    EXPECT_EQ(check_facility_code("3502060427", true), Lexical::Ok);
    EXPECT_EQ(check_facility_code("350206G427", true), Lexical::Ok);
    EXPECT_EQ(check_facility_code("350206042", true), Lexical::WrongLength);
    EXPECT_EQ(check_facility_code("350206042", false), Lexical::Ok);
    EXPECT_EQ(check_facility_code("3", false), Lexical::Ok);
    EXPECT_EQ(check_facility_code("", false), Lexical::WrongLength);
    EXPECT_EQ(check_facility_code("", true), Lexical::WrongLength);
    EXPECT_EQ(check_facility_code("35020604270", true), Lexical::WrongLength);
    EXPECT_EQ(check_facility_code("35020604270", false), Lexical::WrongLength);
    EXPECT_EQ(check_facility_code("350206042g", true), Lexical::WrongType);
    EXPECT_EQ(check_facility_code("35020604270-", false), Lexical::WrongType);
}

TEST(FacilityCode, CheckDigit) {
    for (const std::string_view code : {"3502060427", "2501180018", "7501110511", "0501110514", "3532082753",
                                        "1101100011", "1101020018", "0401180014"}) {
        EXPECT_EQ(facility_check_digit_ok(code), true) << code;
        std::string changed(code);
        changed.back() = changed.back() == '9' ? '0' : static_cast<char>(changed.back() + 1);
        EXPECT_EQ(facility_check_digit_ok(changed), false) << changed;
    }
    EXPECT_EQ(facility_check_digit_ok("0101090517"), false);  // the one known code that does not fit
    EXPECT_EQ(facility_check_digit_ok("9A00000001"), std::nullopt);
    EXPECT_EQ(facility_check_digit_ok("350206G427"), std::nullopt);
    EXPECT_EQ(facility_check_digit_ok("350206042"), std::nullopt);
    EXPECT_EQ(facility_check_digit_ok(""), std::nullopt);
}

TEST(VisitId, Check) {
    constexpr LexicalCase cases[] = {
        {"0USE4FA11RP4J370WR4K", Lexical::Ok},
        {"0123456789ABCDEFGHJK", Lexical::Ok},
        {"LMNPQRSTUVWXYZ000000", Lexical::Ok},
        {"MISS0000000000000000", Lexical::WrongType},
        {"0USE4FO11RP4J370WR4K", Lexical::WrongType},
        {"0use4fa11rp4j370wr4k", Lexical::WrongType},
        {"0USE4FA11RP4J370WR4 ", Lexical::WrongType},
        {"", Lexical::WrongLength},
        {"0USE4FA11RP4J370WR4", Lexical::WrongLength},
        {"0USE4FA11RP4J370WR4KK", Lexical::WrongLength},
        // Here the length is looked at first.
        {"MISS", Lexical::WrongLength},
        {"\xE7\x84\xA1", Lexical::WrongLength},
    };
    for (const LexicalCase& c : cases) EXPECT_EQ(check_visit_id(c.text), c.outcome) << c.text;
}

TEST(VisitId, DecodesThePublishedSample) {
    const auto identity = decode_visit_id("0USE4FA11RP4J370WR4K");
    ASSERT_TRUE(identity.has_value());
    EXPECT_EQ(std::string_view(identity->person.data(), identity->person.size()), "A123456789");
    EXPECT_EQ(format_roc_datetime(identity->at), "1090114233615");
}

TEST(VisitId, EncodesThePublishedSample) {
    EXPECT_EQ(encode_visit_id("0USE4F", "A123456789", roc("1090114233615")), "0USE4FA11RP4J370WR4K");
}

TEST(VisitId, ImplausibleIsNotDecodable) {
    for (const std::string_view text : {
             "SM000000000000000000", "99999999999999999999", "MISS0000000000000000", "",
             "0USE4FA11RP4J370WR4",   // length
             "0USE4F011RP4J370WR4K",  // the person begins with a digit
             "0USE4FA31RP4J370WR4K",  // second character of no kind of person
             "0USE4FA17GEHN370WR4K",  // 10000000, one digit too many
             "0USE4FA11RP4J360WR4K",  // year 108
             "0USE4FA11RP4JVE0WR4K",  // year 1000
             "0USE4FA11RP4J37ZZZZZ",  // beyond the end of the year
         }) {
        EXPECT_EQ(decode_visit_id(text), std::nullopt) << text;
    }
}

TEST(VisitId, RoundTripAtTheBoundaries) {
    for (const std::string_view person : {"A123456789", "Z299999997", "A800000014", "AD00000005", "H100000001"}) {
        for (const std::string_view at :
             {"1090101000000", "1091231235959", "1131231235959", "1130229120000", "1140101000000", "9991231235959"}) {
            const std::string id = encode_visit_id("ZZ0019", person, roc(at));
            ASSERT_EQ(check_visit_id(id), Lexical::Ok) << person << ' ' << at << ' ' << id;
            const auto identity = decode_visit_id(id);
            ASSERT_TRUE(identity.has_value()) << id;
            EXPECT_EQ(std::string_view(identity->person.data(), 9), person.substr(0, 9));
            EXPECT_TRUE(person_id_checksum_ok({identity->person.data(), identity->person.size()}));
            EXPECT_EQ(format_roc_datetime(identity->at), at);
        }
    }
}

// One second more than the year has is not decodable; a leap year has a day more.
TEST(VisitId, TimeEndsWithTheYear) {
    const std::string last_of_leap = encode_visit_id("000000", "A123456789", roc("1131231235959"));
    std::string in_common_year = last_of_leap;
    in_common_year.replace(13, 2, "3A");  // 112
    EXPECT_TRUE(decode_visit_id(last_of_leap).has_value());
    EXPECT_EQ(decode_visit_id(in_common_year), std::nullopt);
}

// Every part decodes to what encodes to it, and to nothing where nothing does: identifiers made of random persons and
// times, some with a character that makes a part impossible.
TEST(VisitId, DecodesEachPartAsItIsWritten) {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    std::mt19937_64 random(1);
    const auto base34 = [&](std::string_view digits) {
        std::size_t value = 0;
        for (const char c : digits) value = value * 34 + alphabet.find(c);
        return value;
    };
    int persons = 0, times = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string id;
        while (id.size() < 20) id += alphabet[static_cast<std::size_t>(random() % alphabet.size())];
        if (random() % 4 != 0) id[7] = "1289ABCD"[random() % 8];
        if (random() % 4 != 0) id[8] = "01234567"[random() % 8];
        if (random() % 4 != 0) id[13] = "3456789"[random() % 7];
        if (random() % 4 != 0) id[15] = "0123456789ABCDEFGHJKLMNP"[random() % 24];
        const VisitIdParts parts = decode_visit_id_parts(id);

        std::string person = id.substr(6, 2) + std::to_string(10'000'000 + base34(id.substr(8, 5))).substr(1) + "0";
        const bool is_person =
            base34(id.substr(8, 5)) < 10'000'000 && classify_person_id(person) != PersonIdKind::Other;
        ASSERT_EQ(parts.person.has_value(), is_person) << id;
        if (is_person) {
            ASSERT_EQ(std::string(parts.person->data(), 9), person.substr(0, 9)) << id;
            ASSERT_TRUE(person_id_checksum_ok({parts.person->data(), 10})) << id;
            ++persons;
        }

        const auto year = static_cast<std::int32_t>(base34(id.substr(13, 2)));
        const auto second = static_cast<std::int64_t>(base34(id.substr(15)));
        bool is_time = year >= 109 && year <= 999;
        if (is_time) {
            const DateTime at{midnight(date_of_civil({year + 1911, 1, 1})).seconds + second};
            is_time = civil_of(date_of(at)).year == year + 1911;
            if (is_time) {
                ASSERT_EQ(parts.at, at) << id;
            }
        }
        ASSERT_EQ(parts.at.has_value(), is_time) << id;
        times += is_time ? 1 : 0;
    }
    EXPECT_GT(persons, 1000);
    EXPECT_GT(times, 1000);
}

TEST(VisitId, EncodeRefusesWhatTheLayoutCannotHold) {
    const DateTime at = roc("1130401090000");
    EXPECT_EQ(encode_visit_id("0USE4", "A123456789", at), "");
    EXPECT_EQ(encode_visit_id("0USE4FF", "A123456789", at), "");
    EXPECT_EQ(encode_visit_id("0USEIF", "A123456789", at), "");
    EXPECT_EQ(encode_visit_id("0USE4F", "I123456789", at), "");
    EXPECT_EQ(encode_visit_id("0USE4F", "O123456789", at), "");
    EXPECT_EQ(encode_visit_id("0USE4F", "AX12345678", at), "");
    EXPECT_EQ(encode_visit_id("0USE4F", "", at), "");
    EXPECT_EQ(encode_visit_id("0USE4F", "A123456789", roc("1081231235959")), "");
}

}  // namespace
}  // namespace jianhe
