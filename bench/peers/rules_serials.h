// 31-rules-serials, 32-rules-backfill, 33-rules-newborn (outside of rows), 35-rules-amounts, 3D and 3C at M13.
#pragma once

#include "orders.h"

namespace peer::rules {

inline bool is_refused_by_antivirals(std::uint64_t serial) {
    switch (serial) {
        case word("Z000"):
        case word("G000"):
        case word("IC98"):
        case word("F00B"):
        case word("CV19"):
        case word("FORE"):
        case word("TM01"): return true;
        default: return false;
    }
}

// M13 and M18.
inline void check_serials(const HeadValues& h, const Totals& t, const Given& given, Findings& f) {
    const Text serial = h.text[M(13)];
    const bool abnormal = h.serial != 0 && is_abnormal_serial(h.serial, h.visit_day);
    if (h.format == 'A') [[likely]] {
        if (h.category_code == word("AC")) {
            if (h.serial != 0 && !is_preventive_serial(serial)) f.fire(M(13), Code::AD13);
        } else if (h.is(Category::Serial)) {
            if (h.serial != 0 && !is_normal_serial(serial)) f.fire(M(13), Code::AD01);
        } else if (h.is(Category::NoSerial) && h.is_given(M(13))) [[unlikely]] {
            f.fire(M(13), Code::AD14);
            if (abnormal) f.fire(M(13), Code::AE01);
        }
    } else if (h.format == 'B') {
        if (h.serial != 0 && !abnormal) f.fire(M(13), Code::AD02);
    }
    if (h.original_serial != 0) {
        const Text original = h.text[M(18)];
        if (!is_normal_serial(original) && !is_abnormal_serial(h.original_serial, h.visit_day) &&
            !is_other_special_serial(h.original_serial) && !is_preventive_serial(original)) {
            f.notice(M(18), Code::D032);
        }
        if (h.original_serial == word("ICND")) [[unlikely]] {
            for (const int n : {16, 17, 19}) {
                if (h.is_given(M(n))) f.fire(M(n), Code::D067);
            }
        }
    }
    if (h.serial == 0) return;
    if (h.serial == word("G000") && h.has_value(M(12)) && h.backfill != '1') f.fire(M(12), Code::D020);
    if (h.serial == word("ICC4") && h.has_value(M(7)) && h.category_code != word("CA")) f.fire(M(7), Code::AD71);
    // BB07 with an order stands at D06.
    if (h.serial == word("ICND") && h.is_a_or_b && t.count == 0)
        f.fire(M(13), Code::BB07, 0, given.delivery_rejects ? Disposition::RejectRecord : Disposition::Notice);
    if (h.payment != 0 && h.payment != 'W' && h.payment != 'X' &&
        (h.serial == word("CV19") || (h.serial == word("IC09") && h.category_code != word("AC")))) {
        f.fire(M(13), Code::AD44);
    }
    if (h.format == 'B' && (t.items & Item::Tele) != 0 && h.visit != 0 && day_of(h.visit) >= make_day(111, 6, 1) &&
        h.serial == word("Z000")) {
        f.fire(M(13), Code::AD48);
    }
    if ((t.items & (Item::Antiviral1 | Item::Antiviral2)) == 0) [[likely]]
        return;
    const bool refused = is_refused_by_antivirals(h.serial);
    const bool in_stay = h.serial == word("J000");
    if (h.is(Category::Dispensing) && (t.items & Item::Antiviral1) != 0 && (refused || in_stay))
        f.fire(M(13), Code::AD49);
    if (h.category_code == word("BC") && abnormal && !in_stay && h.serial != word("IC09")) f.fire(M(13), Code::AD50);
    if ((h.is(Category::WithoutPin) && (refused || in_stay)) || (h.is(Category::Emergency) && refused))
        f.fire(M(13), Code::AD65);
}

// M12, M49, M52 and the marks of a newborn.
inline void check_backfill(const HeadValues& h, Findings& f) {
    constexpr std::uint64_t read = bits_of_m(8, 9, 10, 49, 52);
    if (!h.has(read) && !h.is_backfill) [[likely]]
        return;
    if (h.backfill == '4' && h.has_value(M(52))) f.fire(M(52), Code::D054);
    const bool is_miss = (h.stand_in >> M(52) & 1) != 0;
    if ((h.backfill == '2' || h.backfill == '3') && is_miss) f.notice(M(52), Code::D002);
    const bool actual = h.has_value(M(49));
    if (h.backfill == '3' && actual && h.has_value(M(4))) {
        const std::int32_t days = day_number(day_of(h.actual_at)) - day_number(h.born);
        if (!(days > 60 && days <= 92)) f.fire(M(49), Code::D055);
    }
    if (h.is_backfill && !h.is(Category::Dispensing)) {
        for (const int n : {21, 22}) {
            if (h.has_value(M(n)) && h.number[M(n)] != 0) f.fire(M(n), Code::D059);
        }
    }
    if (actual && h.has_value(M(11)) && h.actual_at >= h.at) f.fire(M(49), Code::D060);
    if (h.is_given(M(10))) {
        if (!h.is_given(M(9))) f.fire(M(9), Code::BB);
        if (!h.is_given(M(8))) f.fire(M(8), Code::BC);
        if (h.newborn != 0 && h.has_value(M(9)) && (h.newborn & 0x1F) > h.number[M(9)]) f.fire(M(10), Code::BB02);
    }
}

// Fees M44 to M47 and the main diagnosis M35.
inline void check_amounts(const HeadValues& h, const Totals& t, Findings& f) {
    const auto is_not_zero = [&](int n) { return h.has_value(M(n)) && h.number[M(n)] != 0; };
    const auto is_zero_or_empty = [&](int n) {
        std::int32_t amount = 0;
        return h.number_or_zero(M(n), amount) && amount == 0;
    };
    if (h.is(Category::Outpatient)) {
        if (h.is_a_or_b && t.any_type_given) {
            if (is_zero_or_empty(44)) [[unlikely]]
                f.fire(M(44), Code::AH01);
            if (!h.is_given(M(35))) [[unlikely]]
                f.fire(M(35), Code::AH05);
        }
        if (h.has(bits_of_m(46, 47))) [[unlikely]] {
            if (is_not_zero(46)) f.fire(M(46), Code::AH03);
            if (is_not_zero(47)) f.fire(M(47), Code::AH03);
        }
    } else if (h.is(Category::Settlement)) {
        if (h.is_a_or_b && is_zero_or_empty(46)) f.fire(M(46), Code::AH02);
        if (is_not_zero(44)) f.fire(M(44), Code::AH04);
        if (is_not_zero(45)) f.fire(M(45), Code::AH04);
    }
}

// M05, M16, M17, M50, M51 and M56: single fields.
inline void check_facility(const HeadValues& h, Findings& f) {
    constexpr Characters behind_f{"GHIJKLMNOPQRSTUVWXYZ"};
    const auto has_undecodable = [&](Text code) {
        for (std::size_t i = 6; i < 9 && i < code.size(); ++i) {
            if (behind_f.has(code[i])) return true;
        }
        return false;
    };
    if (h.has_value(M(5))) {
        const Text code = h.text[M(5)];
        if (has_undecodable(code)) [[unlikely]]
            f.notice(M(5), Code::D058);
        if (has_wrong_check_digit(code)) [[unlikely]]
            f.notice(M(5), Code::J001);
    }
    if (h.has_value(M(17)) && has_undecodable(h.text[M(17)])) f.notice(M(17), Code::D058);
    if ((h.stand_in >> M(16) & 1) != 0 && h.text[M(16)][0] == '9') f.notice(M(16), Code::J002);
    if (h.facility_kind != 0 && h.category_code != 0 && !may_have_category(h.facility_kind, h.category_code))
        [[unlikely]]
        f.fire(M(56), Code::D066);
    if (h.has_value(M(50)) && packed(h.text[M(50)]) == word("HB") && h.category_code != word("05"))
        f.fire(M(50), Code::AD66);
    if (h.payment != 0 && h.payment != 'W' && h.payment != 'X') {
        for (std::uint64_t left = h.value & bits_of_m(35, 36, 37, 38, 39, 40); left != 0; left &= left - 1) {
            const auto field = static_cast<unsigned>(__builtin_ctzll(left));
            if (h.text[field].size() == 4 && packed(h.text[field]) == word("U071")) [[unlikely]]
                f.fire(static_cast<Place>(field), Code::AD41);
        }
    }
}

}  // namespace peer::rules
