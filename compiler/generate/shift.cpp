#include "compiler/generate/shift.h"

#include <algorithm>

#include <jianhe/identifier.h>

namespace jianhe::generate {

namespace {

constexpr std::int64_t kDay = 86400;
// Not so far that a visit of the morning would be one of the night.
constexpr std::int64_t kEarlier = std::int64_t{-2} * 3600;
constexpr std::int64_t kLater = std::int64_t{4} * 3600;

void shift_visit_id(Draft& draft, Draft::Cell cell, std::int64_t seconds) {
    const std::string_view text = draft.text(cell);
    const std::optional<VisitIdentity> identity = decode_visit_id(text);
    if (!identity || !draft.may_vary(cell)) return;
    const std::string_view person(identity->person.data(), identity->person.size());
    std::string moved = encode_visit_id(text.substr(0, 6), person, DateTime{identity->at.seconds + seconds});
    if (!moved.empty()) draft.set(cell, std::move(moved));
}

void shift_all(Draft& draft, std::int64_t seconds, bool dates_too) {
    draft.for_each([&](Draft::Cell cell) {
        const ir::Field& field = draft.module().field(cell.field);
        if (field.type == ir::FieldType::VisitId) return shift_visit_id(draft, cell, seconds);
        const std::optional<DateTime> moment = moment_of(field, draft.text(cell));
        if (!moment || (!dates_too && second_of_day(*moment) == 0)) return;
        std::string moved = text_of_moment(field, DateTime{moment->seconds + seconds});
        if (!moved.empty()) draft.set(cell, std::move(moved));
    });
}

}  // namespace

void shift_days(Draft& draft, std::int64_t days) { shift_all(draft, days * kDay, true); }

void shift_hours(Draft& draft, Random& random) {
    std::int64_t earlier = kEarlier;
    std::int64_t later = kLater;
    draft.for_each([&](Draft::Cell cell) {
        const ir::Field& field = draft.module().field(cell.field);
        const std::optional<DateTime> moment = moment_of(field, draft.text(cell));
        if (!moment || second_of_day(*moment) == 0) return;
        earlier = std::max<std::int64_t>(earlier, 1 - second_of_day(*moment));
        later = std::min<std::int64_t>(later, kDay - 1 - second_of_day(*moment));
    });
    shift_all(draft, random.between(earlier, later), false);
}

}  // namespace jianhe::generate
