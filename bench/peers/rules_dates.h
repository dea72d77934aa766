// 34-rules-dates and 41-rules-identifiers.
#pragma once

#include "orders.h"

namespace peer::rules {

// With these the identifier is fetched after the visit.
inline constexpr std::uint64_t kFetchedLater[] = {word("C000"), word("D000"), word("D001"),
                                                  word("D010"), word("D011"), word("G000")};

inline void check_dates(const HeadValues& h, const Given& given, Findings& f) {
    const auto check_moment = [&](unsigned field, Moment at) {
        if (at > given.received) [[unlikely]]
            f.fire(static_cast<Place>(field), Code::BD);
        if (h.has_value(M(4)) && day_of(at) < h.born) [[unlikely]]
            f.fire(static_cast<Place>(field), Code::BG);
    };
    if (h.has_value(M(11))) [[likely]]
        check_moment(M(11), h.at);
    if (h.visit != 0 && day_of(h.visit) < given.overdue_before) [[unlikely]]
        f.fire(h.visit_place, Code::BH);
    if (h.has_value(M(4)) && h.born > given.received_day) [[unlikely]]
        f.fire(M(4), Code::BD);
    if (!h.has(bits_of_m(8, 19, 49))) return;
    if (h.has_value(M(19))) {
        check_moment(M(19), h.original_at);
        if (h.visit != 0 &&
            (h.original_at >= h.visit || (h.category_code == word("AI") && day_of(h.original_at) != day_of(h.visit)))) {
            f.fire(M(19), Code::D007);
        }
    }
    if (h.has_value(M(49))) check_moment(M(49), h.actual_at);
    if (h.has_value(M(8))) {
        if (h.newborn_born > given.received_day) f.fire(M(8), Code::BD);
        if (h.has_value(M(11)) && h.newborn_born > day_of(h.at)) f.fire(M(8), Code::BE);
        if (h.has_value(M(4)) && h.newborn_born < h.born) f.fire(M(8), Code::BG);
    }
}

// What the visit identifiers say of person and time: notices all.
inline void check_identifiers(const HeadValues& h, const Given& given, Findings& f) {
    const Text person = h.text[M(3)];
    const bool comparable = h.has_value(M(3)) && person[0] != 'I' && person[0] != 'O';
    const auto check_person = [&](unsigned field, const VisitId& id) {
        if (comparable && id.has_person && !is_person(person, h.text[field], id)) [[unlikely]]
            f.notice(static_cast<Place>(field), Code::D003);
    };
    const auto check_day = [&](unsigned field, const VisitId& id, unsigned time_field, Moment at) {
        if (h.has_value(time_field) && id.has_time && !id.is_on(day_of(at))) [[unlikely]]
            f.notice(static_cast<Place>(field), Code::D005);
    };
    if (h.has_value(M(15))) [[likely]] {
        check_person(M(15), h.id);
        bool fetched_later = h.is_bad(M(13));
        for (const std::uint64_t serial : kFetchedLater) fetched_later |= h.serial == serial;
        if (!fetched_later) check_day(M(15), h.id, M(11), h.at);
        const bool implausible = !h.id.has_time || h.id.is_behind(given.received);
        if (implausible) [[unlikely]] {
            if (h.serial == word("G000")) f.notice(M(15), Code::D075);
            if (h.format == 'A' && h.category_code == word("AC")) f.notice(M(15), Code::D076);
        }
    }
    if (!h.has(bits_of_m(16, 52))) [[likely]]
        return;
    if (h.has_value(M(16))) {
        check_person(M(16), h.original_id);
        check_day(M(16), h.original_id, M(19), h.original_at);
    }
    if (h.has_value(M(52))) {
        if (h.backfill != '3' && !h.is_bad(M(12))) check_person(M(52), h.actual_id);
        check_day(M(52), h.actual_id, M(49), h.actual_at);
    }
}

}  // namespace peer::rules
