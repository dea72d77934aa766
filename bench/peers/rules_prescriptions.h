// 36-rules-prescriptions, 3A-rules-refills, and what 37, 3B, 3C and 3D ask of a record as a whole.
#pragma once

#include "orders.h"

namespace peer::rules {

// 處方種類 A to F and the field that counts how often it may be dispensed: M24 to M29.
inline void check_counts(const HeadValues& h, const Totals& t, Findings& f) {
    constexpr std::uint64_t counts = bits_of_m(24, 25, 26, 27, 28, 29);
    const auto given_counts = static_cast<std::uint32_t>((h.given & counts) >> M(24));
    const std::uint32_t asked = h.is_a_or_b ? t.kinds : 0;  // D062 and D064 ask no others
    for (std::uint32_t left = asked & ~given_counts; left != 0; left &= left - 1)
        [[unlikely]] f.fire(static_cast<Place>(M(24) + __builtin_ctz(left)), Code::D064);
    for (std::uint32_t left = given_counts; left != 0; left &= left - 1) {
        const auto kind = static_cast<unsigned>(__builtin_ctz(left));
        const unsigned field = M(24) + kind;
        if (h.is_bad(field)) [[unlikely]]
            continue;
        const std::int32_t count = h.number[field];
        const bool prescribed = (asked >> kind & 1) != 0;
        if (count > 0 && !prescribed && !t.any_kind_bad && h.is_a_or_b) [[unlikely]]
            f.fire(static_cast<Place>(field), Code::D062);
        if (count == 0 && prescribed) [[unlikely]]
            f.fire(static_cast<Place>(field), Code::D064);
        // D013: one of these at most, but for C and F.
        if (count > 1 && kind != 2 && kind != 5) [[unlikely]]
            f.fire(static_cast<Place>(field), Code::D013);
    }
}

inline void check_prescriptions(const HeadValues& h, const Totals& t, Findings& f) {
    const auto above = [&](int n, std::int32_t bound) { return h.has_value(M(n)) && h.number[M(n)] > bound; };
    if (h.has_value(M(20))) {
        if (h.number[M(20)] > 1 && (h.dispense == '2' || h.dispense == 'E' || h.dispense == 'F')) [[unlikely]]
            f.fire(M(20), Code::D011);
        if (h.number[M(20)] != 0 && (h.dispense == '2' || kHandedOver.has(h.dispense))) [[unlikely]]
            f.fire(M(20), Code::D036);
    }
    if (t.any_drug_not_exempt && h.dispense != 0 && !kInHouse.has(h.dispense)) [[unlikely]]
        f.fire(M(23), Code::D056);
    if (h.is(Category::Dispensing) && (h.format == 'C' || h.format == 'E')) [[unlikely]]
        f.fire(H01, Code::D053);
    check_counts(h, t, f);
    // The total M21 (M22), how often M26 (M29), and the refill at hand M33 (M34).
    if (!h.has(bits_of_m(21, 22, 26, 29, 33, 34))) [[likely]]
        return;
    struct Refill {
        int total, times, number;
        Code too_short, wrong_times, no_total;
    };
    for (const Refill& r : {Refill{21, 26, 33, Code::D009, Code::D014, Code::D015},
                            Refill{22, 29, 34, Code::D010, Code::D017, Code::D018}}) {
        std::int32_t total = 0;
        std::int32_t times = 0;
        const bool total_known = h.number_or_zero(M(r.total), total);
        const bool times_known = h.number_or_zero(M(r.times), times);
        if (h.is_a_or_b) {
            if (total > 1 && times_known && !(times > 1 && times <= 4)) f.fire(M(r.times), r.wrong_times);
            if (total_known && total == 0 && h.is_given(M(r.times))) f.fire(M(r.times), r.no_total);
            const bool refused = (total_known && total <= 0) || (times_known && times <= 1);
            if (!h.is(Category::Dispensing) && above(r.number, 0) && refused) f.fire(M(r.number), Code::D021);
        }
        if (h.has_value(M(r.total))) {
            if (above(20, 0) && total % h.number[M(20)] != 0) f.fire(M(r.total), Code::D008);
            if (times > 1 && total <= 7) f.fire(M(r.total), r.too_short);
        }
        if (total > 1 && kHandedOver.has(h.dispense) && above(r.number, 0)) f.fire(M(r.number), Code::D043);
    }
}

// What is asked of a record because of its orders.
inline void check_items_of_record(const HeadValues& h, const Totals& t, Findings& f) {
    const bool category_known = h.category_code != 0;
    if (t.count == 0) {
        if (h.is_a_or_b && h.is(Category::NeedsOrders)) [[unlikely]]
            f.fire(kOrders, Code::Y012);
    } else if (h.category_code == word("AI")) [[unlikely]] {
        f.fire(kOrders, Code::Y013);
    }
    const bool covid = (t.items & Item::Covid) != 0;
    if (h.data_type == '5' || covid) [[unlikely]] {
        if (category_known && h.category_code != word("CA")) f.fire(M(7), Code::AD31);
        if (h.serial != 0 && h.serial != word("CV19") && h.serial != word("FORE")) f.fire(M(13), Code::AD35);
    }
    if (t.items == 0) [[likely]]
        return;
    if (covid) {
        if (h.data_type != 0 && h.data_type != '5') f.fire(H00, Code::D057);
        if (h.backfill != 0 && h.backfill != '1') f.fire(M(12), Code::AD33);
        if (t.covid_results > 1 && !t.any_item_bad) f.fire(kOrders, Code::AD36);
    }
    if ((t.items & Item::EarlyReturn) != 0 && category_known && !h.is(Category::EarlyReturn)) f.fire(M(7), Code::D033);
    if ((t.items & Item::Pinned) != 0 && h.payment != 0 && h.payment != '1' && h.payment != 'U')
        f.fire(M(51), Code::AD72);
    if ((t.items & (Item::Antiviral1 | Item::Antiviral2)) != 0 && category_known &&
        !h.is(Category::Antiviral | Category::Dispensing) && h.category_code != word("BC")) {
        f.fire(M(7), Code::AD61);
    }
}

}  // namespace peer::rules
