// Everything that is read once of a record: the fields outside of rows, their states, and what is built in about them.
#pragma once

#include "code_sets.h"
#include "findings.h"
#include "identifiers.h"
#include "record.h"

namespace peer {

struct Given {  // by the caller
    Moment received = 0;
    Day received_day = 0;
    Day overdue_before = 0;        // BH: the first day of the month three months before
    bool delivery_rejects = true;  // BB03 to BB07 were notices until 1120831

    explicit Given(Moment at) : received(at), received_day(day_of(at)) {
        const unsigned months = year_of(received_day) * 12 + month_of(received_day) - 1 - 3;
        overdue_before = make_day(months / 12, months % 12 + 1, 1);
        delivery_rejects = received_day >= make_day(112, 9, 1);
    }
};

// A field that is a value is given, neither malformed nor a stand-in; characters and words of others are 0.
struct HeadValues {
    const Text* text = nullptr;
    std::uint64_t given = 0;
    std::uint64_t bad = 0;
    std::uint64_t stand_in = 0;
    std::uint64_t value = 0;
    std::uint64_t forbidden = 0;
    char data_type = 0;  // H00
    char format = 0;     // H01
    bool is_a_or_b = false;
    char backfill = 0;  // M12
    bool is_backfill = false;
    char newborn = 0;                   // M10
    char dispense = 0;                  // M23
    char payment = 0;                   // M51
    std::uint64_t category_code = 0;    // M07
    unsigned category = 0;              // 0 also where M07 is empty
    std::uint64_t serial = 0;           // M13
    std::uint64_t original_serial = 0;  // M18
    std::uint64_t facility_kind = 0;    // M56
    Day born = 0;                       // M04
    Day newborn_born = 0;               // M08
    Moment at = 0;                      // M11
    Moment original_at = 0;             // M19
    Moment actual_at = 0;               // M49
    Moment visit = 0;                   // M49 on a back-fill, else M11; 0: no value, or the choice is unknown
    Place visit_place = 0;
    MaybeDay visit_day;
    VisitId id;           // M15
    VisitId original_id;  // M16
    VisitId actual_id;    // M52
    std::int32_t number[kHeadFields];

    bool is(unsigned category_bits) const { return (category & category_bits) != 0; }
    bool has(std::uint64_t bits) const { return (given & bits) != 0; }
    bool has_value(unsigned field) const { return (value >> field & 1) != 0; }
    bool is_given(unsigned field) const { return (given >> field & 1) != 0; }
    bool is_bad(unsigned field) const { return (bad >> field & 1) != 0; }
    // The number, 0 when the field is empty; false when it is malformed.
    bool number_or_zero(unsigned field, std::int32_t& out) const {
        out = has_value(field) ? number[field] : 0;
        return !is_bad(field);
    }
};

namespace detail {

inline constexpr std::uint64_t kRequiredA =
    bit(H00) | bit(H01) | bits_of_m(1, 2, 3, 4, 5, 6, 7, 11, 12, 14, 15, 23, 51);
inline constexpr std::uint64_t kRequiredB = bit(H00) | bit(H01) | bits_of_m(3, 4, 5, 6, 7, 11, 12, 13, 15, 23, 51);
inline constexpr std::uint64_t kRequiredC = bit(H00) | bit(H01) | bits_of_m(3, 5);

inline constexpr std::uint64_t kNumbers =
    bits_of_m(20, 21, 22, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 44, 45, 46, 47, 48, 53, 54, 55);
inline constexpr std::uint64_t kTexts = bits_of_m(1, 2, 13, 18, 35, 36, 37, 38, 39, 40, 41, 42, 43, 50);

inline constexpr std::array<std::uint8_t, kHeadFields> kLongest = [] {
    std::array<std::uint8_t, kHeadFields> longest{};
    for (int n : {1, 2}) longest[M(n)] = 12;
    for (int n : {13, 18}) longest[M(n)] = 4;
    for (int n : {20, 21, 22}) longest[M(n)] = 3;
    for (int n = 24; n <= 34; ++n) longest[M(n)] = 8;
    for (int n = 35; n <= 43; ++n) longest[M(n)] = 9;
    for (int n : {44, 45, 46, 53, 55}) longest[M(n)] = 8;
    for (int n : {47, 48}) longest[M(n)] = 7;
    for (int n : {50, 54}) longest[M(n)] = 5;
    return longest;
}();

inline Code code_of(Fault fault) {
    switch (fault) {
        case Fault::None:
        case Fault::Type: return Code::AB;
        case Fault::Length: return Code::AC;
        case Fault::Range: return Code::AD;
        case Fault::Set: return Code::AE;
    }
    return Code::AB;
}

// A code of one character: its fault, or the character.
inline Fault read_code(Text text, const Characters& set, char& out) {
    if (text.size() != 1) return Fault::Length;
    if (!set.has(text[0])) return Fault::Set;
    out = text[0];
    return Fault::None;
}

class HeadReader {
public:
    HeadReader(const Record& record, HeadValues& values, Findings& findings)
        : text_(record.text), v_(values), findings_(findings) {
        v_.text = text_;
        v_.given = record.given;
        v_.bad = v_.stand_in = v_.forbidden = 0;
    }

    // False: Y008 has spoken, and nothing else may.
    bool read() {
        read_visit_time();
        v_.format = 0;
        v_.dispense = 0;
        v_.category = 0;
        v_.category_code = 0;
        if (given(H01)) (void)read_code(text_[H01], kDataFormats, v_.format);
        Fault category = Fault::None;
        if (given(M(7))) category = read_category();
        Fault dispense = Fault::None;
        if (given(M(23))) dispense = read_code(text_[M(23)], kDispenseModes, v_.dispense);
        v_.is_a_or_b = v_.format == 'A' || v_.format == 'B';
        if ((v_.format == 0) | (category != Fault::None) | (dispense != Fault::None) |
            (v_.is_a_or_b & ((v_.given & bits_of_m(7, 23)) != bits_of_m(7, 23)))) [[unlikely]] {
            if (v_.format == 0) findings_.fire(H01, Code::Y008);
            if (category != Fault::None || (v_.is_a_or_b && !given(M(7)))) findings_.fire(M(7), Code::Y008);
            if (dispense != Fault::None || (v_.is_a_or_b && !given(M(23)))) findings_.fire(M(23), Code::Y008);
            return false;
        }
        check_presence();
        if (faults_ != 0) [[unlikely]]
            report_early_faults();
        read_contents();
        v_.value = v_.given & ~(v_.bad | v_.stand_in);
        return true;
    }

private:
    bool given(unsigned field) const { return (v_.given >> field & 1) != 0; }

    [[gnu::noinline, gnu::cold]] void fault(unsigned field, Code code) {
        v_.bad |= bit(field);
        if ((v_.forbidden >> field & 1) == 0) findings_.built_in(static_cast<Place>(field), code);
    }
    void note(unsigned field, Fault found) {
        if (found != Fault::None) [[unlikely]]
            fault(field, code_of(found));
    }

    // M12, M11 and M49 decide on the day that dated code lists are asked for. Their own faults wait for the presence
    // table, which M12 has a word in.
    void read_visit_time() {
        faults_ = 0;
        v_.backfill = 0;
        v_.at = v_.actual_at = 0;
        early(M(12), given(M(12)) ? read_code(text_[M(12)], kBackfillMarks, v_.backfill) : Fault::None);
        early(M(11), given(M(11)) ? read_moment(text_[M(11)], v_.at) : Fault::None);
        if (given(M(49))) [[unlikely]]
            early(M(49), read_moment(text_[M(49)], v_.actual_at));
        v_.is_backfill = v_.backfill >= '2';
        const bool actual = given(M(49)) && v_.is_backfill;
        const bool unknown = given(M(49)) && (v_.bad >> M(12) & 1) != 0;
        v_.visit_place = actual ? M(49) : M(11);
        const bool usable = !unknown && (v_.given & ~v_.bad & bit(v_.visit_place)) != 0;
        v_.visit = !usable ? 0 : actual ? v_.actual_at : v_.at;
        v_.visit_day.day = day_of(v_.visit);
    }
    void early(unsigned field, Fault found) {
        if (found == Fault::None) [[likely]]
            return;
        v_.bad |= bit(field);
        codes_[faults_] = code_of(found);
        fields_[faults_++] = static_cast<std::uint8_t>(field);
    }
    [[gnu::noinline, gnu::cold]] void report_early_faults() {
        for (unsigned i = 0; i < faults_; ++i) fault(fields_[i], codes_[i]);
    }

    Fault read_category() {
        const Text text = text_[M(7)];
        if (text.size() > 2) return Fault::Length;
        v_.category_code = packed(text);
        v_.category = category_of(v_.category_code, v_.visit_day);
        return v_.category == 0 ? Fault::Set : Fault::None;
    }

    // 20-presence.rules: V and ~ as masks.
    void check_presence() {
        std::uint64_t required = kRequiredC;
        if (v_.format == 'A') [[likely]] {
            required = kRequiredA;
            if (v_.is(Category::Serial) || v_.category_code == word("AC")) required |= bits_of_m(13);
        } else if (v_.format == 'B') {
            required = kRequiredB;
            v_.forbidden = bits_of_m(1, 2, 14);
        } else if (v_.format == 'D') {
            required |= bits_of_m(15);
        }
        if (v_.is_a_or_b) {
            if (v_.is_backfill) required |= bits_of_m(49, 52);
            if (v_.backfill == '1') v_.forbidden |= bits_of_m(49, 52);
        }
        const std::uint64_t missing = required & ~v_.given;
        const std::uint64_t superfluous = v_.forbidden & v_.given;
        if ((missing | superfluous) == 0) [[likely]]
            return;
        for (unsigned field = 0; field < kHeadFields; ++field) {
            if ((missing >> field & 1) != 0) findings_.built_in(static_cast<Place>(field), Code::AA);
            if ((superfluous >> field & 1) != 0) findings_.built_in(static_cast<Place>(field), Code::AF);
        }
    }

    void read_contents() {
        v_.data_type = 0;
        if (given(H00)) {
            const Fault found = read_code(text_[H00], kDataTypes, v_.data_type);
            if (found != Fault::None) [[unlikely]]
                fault(H00, found == Fault::Set ? Code::C01 : Code::AC);
        }
        for (std::uint64_t left = v_.given & kTexts; left != 0; left &= left - 1) {
            const auto field = static_cast<unsigned>(__builtin_ctzll(left));
            if (text_[field].size() > kLongest[field]) [[unlikely]]
                fault(field, Code::AC);
        }
        for (std::uint64_t left = v_.given & kNumbers; left != 0; left &= left - 1) {
            const auto field = static_cast<unsigned>(__builtin_ctzll(left));
            note(field, read_number(text_[field], kLongest[field], v_.number[field]));
        }
        if (given(M(3))) note(M(3), read_ten(text_[M(3)]));
        if (given(M(4))) note(M(4), read_day(text_[M(4)], v_.born));
        if (given(M(5))) note(M(5), read_ten(text_[M(5)]));
        if (given(M(6))) note(M(6), read_ten(text_[M(6)]));
        if (given(M(14)) && text_[M(14)].size() != 256) [[unlikely]]
            fault(M(14), Code::AC);
        read_payment();
        read_facility_kind();
        v_.serial = given(M(13)) && (v_.bad >> M(13) & 1) == 0 ? packed(text_[M(13)]) : 0;
        v_.original_serial = 0;
        if (given(M(15))) {
            read_id(M(15), text_[M(15)][0] == 'S' && text_[M(15)] == Text("SM000000000000000000"), v_.id);
        }
        v_.newborn = 0;
        constexpr std::uint64_t rare = bits_of_m(8, 9, 10, 16, 17, 18, 19, 52);
        if ((v_.given & rare) != 0) read_rare();
    }

    void read_payment() {
        v_.payment = 0;
        if (!given(M(51))) return;
        const Text text = text_[M(51)];
        if (text.size() != 1) [[unlikely]]
            return fault(M(51), Code::AC);
        if (!is_payment(text[0], v_.visit_day)) [[unlikely]]
            return fault(M(51), Code::AD42);
        v_.payment = text[0];
    }

    void read_facility_kind() {
        v_.facility_kind = 0;
        if (!given(M(56))) return;
        const Text text = text_[M(56)];
        if (text.size() > 2) [[unlikely]]
            return fault(M(56), Code::AC);
        v_.facility_kind = packed(text);
        if (!is_facility_category(v_.facility_kind)) [[unlikely]] {
            v_.facility_kind = 0;
            fault(M(56), Code::AE);
        }
    }

    // A stand-in of another field is of the wrong type here, and every one ends in sixteen digits 0 or 9.
    void read_id(unsigned field, bool is_stand_in, VisitId& id) {
        if (is_stand_in) [[unlikely]] {
            v_.stand_in |= bit(field);
            return;
        }
        const Text text = text_[field];
        Fault found = read_visit_id(text, id);
        if (found == Fault::None && is_foreign_stand_in(text)) [[unlikely]]
            found = Fault::Type;
        if (found != Fault::None) [[unlikely]]
            fault(field, found == Fault::Type ? Code::D002 : Code::AC);
    }

    static bool is_zeros(Text text) {
        return text.size() == 20 && load8(text.data() + 4) == word("00000000") &&
               load8(text.data() + 12) == word("00000000");
    }
    static bool is_abnormal(Text text) {
        return is_zeros(text) && is_abnormal_serial(packed(text.data(), 4), MaybeDay{});
    }
    static bool is_nines(Text text) { return text == Text("99999999999999999999"); }
    static bool is_foreign_stand_in(Text text) {
        if (text.size() != 20) return false;
        const std::uint64_t last = load8(text.data() + 12);
        if (last != word("00000000") && last != word("99999999")) [[likely]]
            return false;
        return is_abnormal(text) || is_nines(text) || text == Text("SM000000000000000000") ||
               text == Text("MISS0000000000000000");
    }

    void read_rare() {
        if (given(M(8))) note(M(8), read_day(text_[M(8)], v_.newborn_born));
        if (given(M(9))) {
            const Fault found = read_number(text_[M(9)], 1, v_.number[M(9)]);
            note(M(9), found);
            const bool inside = v_.number[M(9)] >= 1 && v_.number[M(9)] <= 5;
            if (found == Fault::None && !inside) [[unlikely]]
                fault(M(9), Code::BB01);
        }
        if (given(M(10))) note(M(10), read_code(text_[M(10)], kNewbornMarks, v_.newborn));
        if (given(M(16))) read_id(M(16), is_abnormal(text_[M(16)]) || is_nines(text_[M(16)]), v_.original_id);
        if (given(M(17))) {
            const Text text = text_[M(17)];
            const bool fits = text.size() <= 10 && all_capitals_or_digits(text);
            if (!fits) [[unlikely]]
                fault(M(17), all_capitals_or_digits(text) ? Code::AC : Code::AB);
        }
        if (given(M(18)) && (v_.bad >> M(18) & 1) == 0) v_.original_serial = packed(text_[M(18)]);
        if (given(M(19))) note(M(19), read_moment(text_[M(19)], v_.original_at));
        if (given(M(52))) read_id(M(52), text_[M(52)] == Text("MISS0000000000000000"), v_.actual_id);
    }

    const Text* text_;
    HeadValues& v_;
    Findings& findings_;
    unsigned faults_ = 0;
    Code codes_[3];
    std::uint8_t fields_[3];
};

}  // namespace detail
}  // namespace peer
