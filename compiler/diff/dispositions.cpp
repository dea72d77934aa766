#include "compiler/diff/dispositions.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "compiler/diff/words.h"
#include "compiler/ir/dispositions.h"

namespace jianhe::diff {
namespace {

constexpr int kSilent = -1;

int strength(const Dispositions& dispositions, Date day) {
    int found = kSilent;
    for (const ir::DatedDisposition& dated : dispositions) {
        if (dated.span.holds(day)) found = std::max(found, static_cast<int>(dated.disposition));
    }
    return found;
}

// The days from which something may be otherwise.
std::vector<Date> turning_days(const Dispositions& before, const Dispositions& after) {
    std::vector<Date> days{Date{std::numeric_limits<std::int32_t>::min()}};
    for (const Dispositions* list : {&before, &after}) {
        for (const ir::DatedDisposition& dated : *list) {
            if (dated.span.from) days.push_back(*dated.span.from);
            if (dated.span.until) days.push_back(add_days(*dated.span.until, 1));
        }
    }
    return days;
}

}  // namespace

Effect effect_of(const Dispositions& before, const Dispositions& after) {
    Effect effect = Effect::None;
    for (const Date day : turning_days(before, after)) {
        const int old_strength = strength(before, day);
        const int new_strength = strength(after, day);
        if (old_strength == new_strength) continue;
        effect = combined(effect, new_strength > old_strength ? Effect::Tightened : Effect::Relaxed);
    }
    return effect;
}

std::string change_text(const Dispositions& before, const Dispositions& after) {
    const bool goes_on = ir::is_of_every_day(before) && after.size() > 1 && !after.front().span.from &&
                         after.front().disposition == before.front().disposition;
    return words_of(before) + " → " + words_of(goes_on ? Dispositions(after.begin() + 1, after.end()) : after);
}

bool is_redated(const Dispositions& before, const Dispositions& after) {
    return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                      [](const auto& a, const auto& b) { return a.disposition == b.disposition; });
}

bool is_dated(const Dispositions& dispositions) noexcept {
    return std::any_of(dispositions.begin(), dispositions.end(),
                       [](const ir::DatedDisposition& dated) { return !dated.span.is_open(); });
}

Disposition strongest(const Dispositions& dispositions) noexcept {
    Disposition found = Disposition::Notice;
    for (const ir::DatedDisposition& dated : dispositions) found = std::max(found, dated.disposition);
    return found;
}

}  // namespace jianhe::diff
