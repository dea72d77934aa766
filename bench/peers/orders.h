// The rows of a record: their fields, what is built in about them, and what the rules outside of rows ask of all.
#pragma once

#include "head.h"

namespace peer {

// Lists that an item code D06 may stand in.
struct Item {
    enum : std::uint16_t {
        Covid = 1,
        Pcr = 2,
        EarlyReturn = 4,   // R001 to R008, S001 to S004
        VirtualOnly = 8,   // without R008
        Antiviral1 = 16,   // XCOVID0001
        Antiviral2 = 32,   // XCOVID0002
        Delivery = 64,     // 81017C
        Tele = 128,        // ViT-COVID19, PhT-COVID19
        Pinned = 256,      // CHEX11209PIN
        HomeCare = 512,    // E5012C
        FluService = 1024  // A2001C
    };
};

namespace detail {

inline constexpr Characters kFirstOfSpecial{"8AEPRSFHCXV"};

[[gnu::noinline]] inline unsigned item_of_long(Text text) {
    const std::uint64_t front = load8(text.data());
    const std::uint64_t back = packed(text.data() + 8, text.size() - 8);
    const auto is = [&](std::uint64_t first, std::uint64_t last) { return front == first && back == last; };
    if (back == word("ID19")) {
        if (front == word("PCRP-COV") || front == word("PCRN-COV")) return Item::Covid | Item::Pcr;
        if (front == word("RPCRPCOV") || front == word("FSTP-COV") || front == word("FSTN-COV") ||
            front == word("RFSTPCOV") || front == word("HSTP-COV") || front == word("RHSTPCOV") ||
            front == word("HPCP-COV") || front == word("RHPCPCOV")) {
            return Item::Covid;
        }
    }
    if (is(word("CV19-S-A"), word("b-N")) || is(word("CV19-S-A"), word("b-P"))) return Item::Covid;
    if (is(word("XCOVID00"), word("01"))) return Item::Antiviral1;
    if (is(word("XCOVID00"), word("02"))) return Item::Antiviral2;
    if (is(word("ViT-COVI"), word("D19")) || is(word("PhT-COVI"), word("D19"))) return Item::Tele;
    if (is(word("CHEX1120"), word("9PIN"))) return Item::Pinned;
    return 0;
}

inline unsigned item_of(Text text) {
    if (!kFirstOfSpecial.has(text[0])) return 0;
    if (text.size() > 8) return text.size() > 12 ? 0 : item_of_long(text);
    const std::uint64_t code = packed(text);
    switch (code) {
        case word("A2001C"): return Item::FluService;
        case word("E5012C"): return Item::HomeCare;
        case word("81017C"): return Item::Delivery;
        case word("R008"): return Item::EarlyReturn;
        default: break;
    }
    const std::uint64_t front = code & 0xFFFFFF;
    if (text.size() != 4 || (front != word("R00") && front != word("S00"))) return 0;
    const char last = text[0] == 'R' ? '7' : '4';
    return text[3] >= '1' && text[3] <= last ? Item::EarlyReturn | Item::VirtualOnly : 0;
}

}  // namespace detail

// One row as its rules need it; characters of fields that are no values are 0. Small, and only ever copied into what is
// out of line, so that it stays in registers.
struct OrderValues {
    std::uint32_t row;  // from 1
    const Text* text;
    std::uint32_t given;
    std::uint32_t bad = 0;
    Moment at = 0;      // D01
    char type = 0;      // D02
    char kind = 0;      // D04
    char dispense = 0;  // D05
    bool is_drug = false;
    bool exempt = false;        // D14 is a route that stays with D02 = 1
    bool exempt_known = true;   // D14 is not malformed
    bool item_blocked = false;  // D000: no check at D06
    unsigned item = 0;          // lists that D06 stands in
    std::int32_t sequence = 0;  // D03
    std::int32_t days = 0;      // D09
    std::int32_t tenths = 0;    // D10
    Day symptom_day = 0;        // E10

    bool is_given(unsigned field) const { return (given >> field & 1) != 0; }
    bool is_bad(unsigned field) const { return (bad >> field & 1) != 0; }
    bool has_value(unsigned field) const { return ((given & ~bad) >> field & 1) != 0; }
};

// What holds of some order, over all rows.
struct Totals {
    std::uint32_t count = 0;
    bool any_type_given = false;
    bool any_type_bad = false;
    bool any_drug_1 = false;  // D02 = 1
    bool any_drug_not_exempt = false;
    bool any_kind_bad = false;
    bool any_item_bad = false;
    std::uint32_t kinds = 0;  // bit of each D04, from A
    std::uint32_t items = 0;  // Item bits of all rows
    std::uint32_t covid_results = 0;
    bool flu_service_waits = false;  // AD25 needs all rows
};

namespace detail {

inline constexpr std::uint32_t kRequiredOfOrder =
    bit_of_order(D(1)) | bit_of_order(D(2)) | bit_of_order(D(3)) | bit_of_order(D(6)) | bit_of_order(D(10));
inline constexpr std::uint32_t kRequiredOfDrug = bit_of_order(D(8)) | bit_of_order(D(14));
inline constexpr std::uint32_t kLongTexts =
    bit_of_order(D(7)) | bit_of_order(D(12)) | bit_of_order(D(13)) | bit_of_order(D(15)) | (0x3FFFFFFFU >> 15 << 15);

class OrderReader {
public:
    OrderReader(const Order& order, std::uint32_t row, const HeadValues& head, Findings& findings)
        : text_(order.text), head_(head), findings_(findings), v_{row, order.text, order.given} {}

    [[gnu::always_inline]] OrderValues read() {
        if (given(D(2))) [[likely]]
            read_type();
        if (head_.is_a_or_b) [[likely]]
            check_presence();
        if (given(D(1))) [[likely]]
            read_time();
        if (given(D(3))) [[likely]]
            note(D(3), read_number(text_[D(3)], 3, v_.sequence));
        if (given(D(4))) note(D(4), read_code(text_[D(4)], kPrescriptionKinds, v_.kind));
        if (given(D(5))) [[likely]]
            note(D(5), read_code(text_[D(5)], kOrderDispenseModes, v_.dispense));
        if (given(D(6))) [[likely]]
            read_item();
        if (given(D(8)) && text_[D(8)].size() > 18) [[unlikely]]
            fault(D(8), Code::AC);
        if (given(D(9))) note(D(9), read_number(text_[D(9)], 2, v_.days));
        if (given(D(10))) [[likely]]
            note(D(10), read_decimal(text_[D(10)], v_.tenths));
        if (given(D(11)) && text_[D(11)].size() != 40) [[unlikely]]
            fault(D(11), Code::AC);
        if (given(D(14))) read_route();
        if ((v_.given & kLongTexts) != 0) {
            const Rest rest = read_rest(text_, v_.given, v_.row, findings_);
            v_.bad |= rest.bad;
            v_.symptom_day = rest.symptom_day;
        }
        return v_;
    }

private:
    bool given(unsigned field) const { return (v_.given >> field & 1) != 0; }
    void fault(unsigned field, Code code) {
        v_.bad |= bit_of_order(field);
        if (field == D(6) && v_.item_blocked) return;
        if (field == D(11) && head_.format == 'B') return;  // not allowed goes before
        findings_.built_in(static_cast<Place>(kOrder + field), code, v_.row);
    }
    void note(unsigned field, Fault found) {
        if (found != Fault::None) [[unlikely]]
            fault(field, code_of(found));
    }

    void read_type() {
        const Fault found = read_code(text_[D(2)], kOrderTypes, v_.type);
        v_.is_drug = v_.type == '1' || v_.type == 'M';
        if (found == Fault::None) [[likely]]
            return;
        v_.item_blocked = true;
        v_.bad |= bit_of_order(D(2));
        findings_.fire(kOrder + D(2), Code::D000, v_.row);
    }

    void check_presence() {
        const std::uint32_t required = kRequiredOfOrder | (v_.is_drug ? kRequiredOfDrug : 0);
        std::uint32_t missing = required & ~v_.given;
        if (v_.item_blocked) missing &= ~bit_of_order(D(6));
        if (missing != 0) [[unlikely]]
            report_missing(missing, v_.row, findings_);
        if (head_.format == 'B' && given(D(11))) [[unlikely]]
            findings_.built_in(kOrder + D(11), Code::AF, v_.row);
    }
    [[gnu::noinline, gnu::cold]] static void report_missing(std::uint32_t missing, std::uint32_t row,
                                                            Findings& findings) {
        for (; missing != 0; missing &= missing - 1) {
            const auto field = static_cast<unsigned>(__builtin_ctz(missing));
            findings.built_in(static_cast<Place>(kOrder + field), Code::AA, row);
        }
    }

    // Nearly always the record's own time, which is read already.
    void read_time() {
        const Text text = text_[D(1)];
        const Text head = head_.text[M(11)];
        if (text.size() == 13 && head_.has_value(M(11)) && load8(text.data()) == load8(head.data()) &&
            load8(text.data() + 5) == load8(head.data() + 5)) [[likely]] {
            v_.at = head_.at;
            return;
        }
        note(D(1), read_moment(text, v_.at));
    }

    void read_item() {
        if (text_[D(6)].size() > 12) [[unlikely]]
            return fault(D(6), Code::AC);
        v_.item = item_of(text_[D(6)]);
    }

    void read_route() {
        const Text text = text_[D(14)];
        if (text.size() > 5) [[unlikely]] {
            v_.exempt_known = false;
            return fault(D(14), Code::AC);
        }
        v_.exempt = kFirstOfExempt.has(text[0]) && is_exempt_route(packed(text));
    }

    // D07, D12, D13, D15 and all behind: only their lengths, but for two.
    struct Rest {
        std::uint32_t bad = 0;
        Day symptom_day = 0;
    };
    [[gnu::noinline]] static Rest read_rest(const Text* texts, std::uint32_t given, std::uint32_t row,
                                            Findings& findings) {
        Rest rest;
        for (std::uint32_t left = given & kLongTexts; left != 0; left &= left - 1) {
            const auto field = static_cast<unsigned>(__builtin_ctz(left));
            const Text text = texts[field];
            Fault found = text.size() > (field == D(7) ? 6 : 100) ? Fault::Length : Fault::None;
            if (field == D(12)) {
                const bool fits = text.size() <= 10 && all_capitals_or_digits(text);
                if (!fits) found = all_capitals_or_digits(text) ? Fault::Length : Fault::Type;
            }
            if (field == E(10)) found = read_day(text, rest.symptom_day);
            if (found == Fault::None) [[likely]]
                continue;
            rest.bad |= bit_of_order(field);
            findings.built_in(static_cast<Place>(kOrder + field), code_of(found), row);
        }
        return rest;
    }

    const Text* text_;
    const HeadValues& head_;
    Findings& findings_;
    OrderValues v_;
};

}  // namespace detail
}  // namespace peer
