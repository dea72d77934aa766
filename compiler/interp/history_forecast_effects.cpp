// The part of a forecast that follows what a record will leave behind.

#include <algorithm>
#include <utility>

#include "compiler/interp/history_forecast.h"

namespace jianhe {

// False: it cannot be said beforehand.
bool HistoryForecast::foresee_effects(Forecast& forecast) {
    Evaluator& evaluator = judge_.evaluator();
    for (const ir::Effect* effect : groups_.front().guards.effects) {
        const std::size_t asked = asked_.size();
        if (ir::is_some(effect->when) && evaluator.truth(effect->when, 0) != Truth::True) continue;
        // It would see what the record itself has just left.
        if (asked_.size() != asked && !forecast.rows.empty()) return false;
        bool is_foreseen = true;
        switch (effect->kind) {
            case ir::Effect::Kind::Add: foresee_row(*effect, forecast); break;
            case ir::Effect::Kind::Event: is_foreseen = foresee_event(*effect, forecast); break;
            case ir::Effect::Kind::TakeBack: is_foreseen = foresee_take_back(*effect, forecast); break;
        }
        if (!is_foreseen) return false;
    }
    return true;
}

void HistoryForecast::foresee_row(const ir::Effect& effect, Forecast& forecast) {
    const ir::Relation& relation = module_.relations[ir::index_of(effect.relation)];
    for (std::uint32_t i = 0; i < relation.columns.size(); ++i) {
        Source& source = row_sources_.emplace_back();
        source.kind = Source::Kind::Kept;
        source.relation = ir::index_of(effect.relation);
        source.column = i;
        source.field = relation.columns[i].field;
    }
    forecast.rows.push_back({ir::index_of(effect.relation), static_cast<std::uint32_t>(relation.columns.size())});
}

// Where nothing is found, nothing is taken back.
bool HistoryForecast::foresee_take_back(const ir::Effect& effect, Forecast& forecast) {
    const std::uint32_t relation = ir::index_of(effect.relation);
    const bool is_its_own = std::any_of(forecast.rows.begin(), forecast.rows.end(),
                                        [&](const Forecast::Row& row) { return row.relation == relation; });
    if (is_its_own) return false;
    const ir::LookUp& by = module_.look_ups[ir::index_of(effect.by)];
    std::vector<Source> parts;
    for (const std::uint32_t column : module_.relations[relation].indexes[by.index]) {
        const auto at = std::find(by.columns.begin(), by.columns.end(), column) - by.columns.begin();
        Source& part = parts.emplace_back();
        part.relation = relation;
        part.column = column;
        part.inst = effect.key[static_cast<std::size_t>(at)].low;
        if (cell_of(part).is_absent()) return true;
        part.is_there = true;
    }
    add_question(relation, by.index, std::move(parts), forecast);
    return true;
}

// What a part of a key stands for: a content of the record, values that are known, or every value.
std::vector<HistoryForecast::KeyPart> HistoryForecast::parts_of(const ir::Effect& effect, std::size_t part) {
    const ir::Relation::Column& column = module_.relations[ir::index_of(effect.relation)].columns[part];
    const ir::Effect::KeyPart& written = effect.key[part];
    std::vector<KeyPart> parts;
    if (!ir::is_some(written.low)) return {KeyPart{}};
    Source source;
    source.relation = ir::index_of(effect.relation);
    source.column = static_cast<std::uint32_t>(part);
    if (!column.is_finite() && !ir::is_some(written.high)) {
        source.inst = written.low;
        source.is_there = !cell_of(source).is_absent();
        if (source.is_there) parts.emplace_back(std::move(source));
        return parts;
    }
    for (Cell& value : effects_.values_of(effect, part, 0)) {
        source.kind = Source::Kind::Constant;
        source.constant = std::move(value);
        parts.emplace_back(source);
    }
    return parts;
}

// In the order of Effects::event.
bool HistoryForecast::foresee_event(const ir::Effect& effect, Forecast& forecast) {
    const ir::Relation& relation = module_.relations[ir::index_of(effect.relation)];
    std::vector<std::vector<KeyPart>> keys{{}};
    for (std::size_t i = 0; i < effect.key.size(); ++i) {
        const std::vector<KeyPart> parts = parts_of(effect, i);
        std::vector<std::vector<KeyPart>> longer;
        for (const auto& key : keys) {
            for (const KeyPart& part : parts) {
                longer.push_back(key);
                longer.back().push_back(part);
            }
        }
        keys = std::move(longer);
    }
    for (const auto& key : keys) {
        std::vector<std::vector<Source>> whole{{}};
        for (std::uint32_t i = 0; i < key.size(); ++i) {
            std::vector<Source> values;
            if (key[i]) values.push_back(*key[i]);
            for (const Cell& value : key[i] ? std::vector<Cell>{} : finite_values(relation.columns[i])) {
                Source& source = values.emplace_back();
                source.kind = Source::Kind::Constant;
                source.relation = ir::index_of(effect.relation);
                source.column = i;
                source.constant = value;
            }
            std::vector<std::vector<Source>> longer;
            for (const auto& begun : whole) {
                for (const Source& value : values) {
                    longer.push_back(begun);
                    longer.back().push_back(value);
                }
            }
            whole = std::move(longer);
        }
        for (const auto& one : whole) {
            if (!follow(effect, one, forecast)) return false;
        }
    }
    return true;
}

// Lets the event happen to a key to which only this record has done something.
bool HistoryForecast::follow(const ir::Effect& effect, const std::vector<Source>& key, Forecast& forecast) {
    const std::uint32_t relation_index = ir::index_of(effect.relation);
    const ir::Relation& relation = module_.relations[relation_index];
    FollowedKey* followed = nullptr;
    for (FollowedKey& known : followed_) {
        if (known.relation != effect.relation) continue;
        bool is_same = true;
        for (std::size_t i = 0; i < key.size(); ++i) {
            if (key[i].kind == Source::Kind::Constant && known.parts[i].kind == Source::Kind::Constant) {
                is_same = is_same && key[i].constant == known.parts[i].constant;
            } else if (!ir::is_some(field_of(key[i])) || field_of(key[i]) != field_of(known.parts[i])) {
                return false;  // two contents that may be one or not
            }
        }
        if (is_same) followed = &known;
    }
    if (followed == nullptr) followed = &followed_.emplace_back(FollowedKey{effect.relation, key, 0});

    const auto look_up = std::find_if(module_.look_ups.begin(), module_.look_ups.end(),
                                      [&](const ir::LookUp& known) { return known.relation == effect.relation; });
    std::vector<Source> parts;
    for (const std::uint32_t column : relation.indexes[look_up->index]) parts.push_back(key[column]);
    add_question(relation_index, look_up->index, std::move(parts), forecast);

    const std::uint32_t next = relation.state_after(followed->state, effect.event);
    if (next == followed->state) return true;
    followed->state = next;
    row_sources_.insert(row_sources_.end(), key.begin(), key.end());
    for (std::uint32_t i = 0; i < effect.held.size(); ++i) {
        Source& held = row_sources_.emplace_back();
        held.kind = ir::is_some(effect.held[i]) ? Source::Kind::Value : Source::Kind::Constant;
        held.relation = relation_index;
        held.column = relation.key_size + i;
        held.inst = effect.held[i];
    }
    Source& event = row_sources_.emplace_back();
    event.kind = Source::Kind::Constant;
    event.constant = Cell(relation.events[effect.event]);
    forecast.rows.push_back({relation_index, static_cast<std::uint32_t>(relation.key_size + effect.held.size() + 1)});
    return true;
}

}  // namespace jianhe
