#include "compiler/jit/blocking.h"

#include <algorithm>

#include "compiler/ir/dispositions.h"

namespace jianhe::jit {

Blocking::Blocking(const ir::Module& module) : module_(module), fields_(module.fields.size()) {
    for (std::uint32_t id = 0; id < module.checks.size(); ++id) {
        const ir::Check& check = module.checks[id];
        const ir::Rule& rule = module.rules[ir::index_of(check.rule)];
        // Rules that block are asked before anything is blocked, and nobody asks the history here.
        if (!rule.blocks_record && rule.blocks.empty() && !check.asks_history) add_check(id);
    }
}

void Blocking::add_check(std::uint32_t id) {
    const ir::Check& check = module_.checks[id];
    for (std::uint32_t field = 0; ir::is_some(check.chosen) && field < fields_.size(); ++field) {
        if (may_be_chosen(check, field)) fields_[field].is_known = false;
    }
    if (!ir::is_some(check.field)) return;
    Blockable& at = fields_[ir::index_of(check.field)];
    at.checks.push_back(id);
    const bool is_dated = !ir::is_of_every_day(check.dispositions);
    if (is_dated && ir::is_some(module_.rules[ir::index_of(check.rule)].switched_by.chosen)) at.is_known = false;
    if (ir::is_some(check.row) && check.row != module_.field(check.field).segment) at.is_known = false;
}

bool Blocking::may_be_chosen(const ir::Check& check, std::uint32_t field) const {
    const ir::ChosenDate& chosen = module_.chosen_dates[ir::index_of(check.chosen)];
    return ir::index_of(chosen.otherwise) == field ||
           std::any_of(chosen.choices.begin(), chosen.choices.end(),
                       [&](const auto& choice) { return ir::index_of(choice.field) == field; });
}

bool Blocking::find_places(std::span<const Event> events, BlockedPlaces& places) const {
    for (const Event& event : events) {
        if (event.kind != Event::Kind::Fired) continue;
        const ir::Check& check = module_.checks[event.subject];
        const bool at_segment = ir::is_some(check.segment);
        places.add(module_, check, at_segment ? 0 : event.row,
                   at_segment ? module_.segment(check.segment).tag : module_.fields[event.field].tag);
    }
    places.sort();
    return std::all_of(places.all().begin(), places.all().end(),
                       [&](const BlockedPlaces::Place& place) { return fields_[ir::index_of(place.field)].is_known; });
}

void Blocking::tell(const BlockedPlaces& places, std::span<const std::optional<Disposition>> dispositions,
                    const Context& context, BlockedChecks& blocked) const {
    const ir::FieldId none = ir::kNone<ir::FieldId>;
    ir::FieldId last = none;
    for (const BlockedPlaces::Place& place : places.all()) {
        if (place.field == last) continue;
        last = place.field;
        for (const std::uint32_t id : fields_[ir::index_of(place.field)].checks) {
            if (!dispositions[id]) continue;
            const ir::Check& check = module_.checks[id];
            const bool by_row = ir::is_some(check.row);
            const std::uint32_t rows = by_row ? context.rows[ir::index_of(check.row)].count : 0;
            for (std::uint32_t row = by_row ? 1 : 0; row <= rows; ++row) {
                const BlockedPlaces::Place* by = places.find(place.field, row);
                if (by != nullptr) blocked.add(id, by->by);
            }
        }
    }
}

}  // namespace jianhe::jit
