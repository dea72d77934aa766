#include <algorithm>
#include <set>

#include "compiler/ir/printer.h"
#include "compiler/ir/verify_parts.h"

// Relations, effects, and questions to the history.
namespace jianhe::ir {

// The key of a question has the parts of its look-up, and of a life cycle `anything` where the part is finite.
void Verifier::verify_earlier(std::uint32_t at) {
    const Inst& inst = module_.insts[at];
    const LookUp& look_up = module_.look_ups[inst.b];
    const Relation& relation = module_.relations[index_of(look_up.relation)];
    std::vector<std::uint32_t> parts;
    std::uint32_t key = inst.a;
    for (; module_.insts[key].kind == InstKind::Tuple; key = module_.insts[key].a) {
        parts.insert(parts.begin(), module_.insts[key].b);
    }
    parts.insert(parts.begin(), key);
    bool fits = parts.size() == look_up.columns.size();
    for (std::size_t i = 0; fits && i < parts.size(); ++i) {
        const Relation::Column& column = relation.columns[look_up.columns[i]];
        const Inst& part = module_.insts[parts[i]];
        fits = part.type == column.type && (part.kind != InstKind::Anything || column.is_finite());
        fits = fits && (part.kind != InstKind::Anything || inst.kind != InstKind::KeptColumn);
    }
    if (!fits) fault("types-agree", "%{} asks {} by another key than its own", at, relation.name);
    if (inst.kind == InstKind::KeptColumn) return;
    if (module_.insts[inst.c].type.kind != ValueType::Truth) {
        fault("operand-kind", "%{} asks for the value %{}", at, inst.c);
    }
}

void Verifier::verify_column(std::uint32_t at, std::uint32_t relation, std::uint32_t column) {
    const auto& columns = module_.relations[relation].columns;
    if (column < columns.size() && columns[column].type == module_.insts[at].type) return;
    fault("types-agree", "%{} reads a column that is not there", at);
}

void Verifier::verify_history_reads(const Inst& inst, Reads& reads) {
    switch (inst.kind) {
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::CountEarlier: {
            // What the key reads was read before an entry was at hand.
            reads.open_relations = reads_[inst.c].open_relations;
            reads.open_relations.erase(index_of(module_.look_ups[inst.b].relation));
            const std::set<std::uint32_t>& of_key = reads_[inst.a].open_relations;
            reads.open_relations.insert(of_key.begin(), of_key.end());
            reads.asks_history = true;
            return;
        }
        case InstKind::KeptColumn: reads.asks_history = true; return;
        case InstKind::EarlierColumn:
        case InstKind::InState: reads.open_relations.insert(inst.a); return;
        case InstKind::EqualEarlier: reads.open_relations.insert(inst.b); return;
        default: return;  // the others ask nothing of the history themselves
    }
}

void Verifier::verify_history_ids() {
    for (const Relation& relation : module_.relations) {
        holds_or_none(relation.row, module_.segments.size(), "rows of " + relation.name);
        for (const Relation::Column& column : relation.columns) {
            holds_or_none(column.field, module_.fields.size(), "field of " + relation.name);
            if (column.low.has_value() != column.high.has_value() || (column.low && *column.high < *column.low)) {
                fault("relation-shape", "{} has a range without an end", relation.name);
            }
        }
        for (const std::vector<std::uint32_t>& index : relation.indexes) {
            for (const std::uint32_t column : index) {
                if (column >= relation.columns.size()) fault("relation-shape", "{} has no such column", relation.name);
            }
        }
        const bool is_whole = relation.next.size() == relation.states.size() * relation.events.size() &&
                              std::all_of(relation.next.begin(), relation.next.end(),
                                          [&](std::uint32_t state) { return state < relation.states.size(); });
        if (!is_whole || relation.key_size > relation.columns.size() ||
            relation.is_life_cycle() == relation.states.empty()) {
            fault("relation-shape", "the life cycle of {} is not whole", relation.name);
        }
    }
    for (const LookUp& look_up : module_.look_ups) {
        if (!holds(look_up.relation, module_.relations.size(), "relation of a look-up")) continue;
        const Relation& relation = module_.relations[index_of(look_up.relation)];
        bool fits = !look_up.columns.empty() && look_up.index < relation.indexes.size();
        for (const std::uint32_t column : look_up.columns) fits = fits && column < relation.columns.size();
        if (!fits) fault("relation-shape", "{} is looked up by what it has not", relation.name);
    }
}

// Conditions and values of effects; what only rules may ask is asked by nothing else.
void Verifier::verify_history() {
    const auto root = [&](InstId id, SegmentId row, bool truth) {
        if (!holds_or_none(id, module_.insts.size(), "part of an effect") || !is_some(id)) return;
        verify_root(id, row, truth, "an effect");
    };
    for (const Effect& effect : module_.effects) {
        if (!holds(effect.relation, module_.relations.size(), "relation of an effect")) continue;
        if (!holds_or_none(effect.row, module_.segments.size(), "rows of an effect")) continue;
        const Relation& relation = module_.relations[index_of(effect.relation)];
        root(effect.when, effect.row, true);
        for (const Effect::KeyPart& part : effect.key) {
            root(part.low, effect.row, false);
            root(part.high, effect.row, false);
        }
        for (const InstId held : effect.held) root(held, effect.row, false);
        const bool is_event = effect.kind == Effect::Kind::Event;
        bool fits = is_event == relation.is_life_cycle();
        if (is_event) {
            fits = fits && effect.key.size() == relation.key_size && effect.event < relation.events.size() &&
                   effect.held.size() == relation.columns.size() - relation.key_size;
        }
        if (effect.kind == Effect::Kind::TakeBack) {
            fits = fits && holds(effect.by, module_.look_ups.size(), "look-up of an effect") &&
                   module_.look_ups[index_of(effect.by)].relation == effect.relation &&
                   effect.key.size() == module_.look_ups[index_of(effect.by)].columns.size();
        }
        if (effect.kind == Effect::Kind::Add) fits = fits && effect.row == relation.row;
        if (!fits) fault("effect-shape", "an effect does not fit {}", relation.name);
    }
    for (const Check& check : module_.checks) {
        bool asks = false;
        for (const InstId side : {check.when, check.expect}) {
            if (is_some(side)) asks = asks || reads_[index_of(side)].asks_history;
        }
        if (asks != check.asks_history) fault("history-question", "a check does not say whether it asks the history");
    }
}

}  // namespace jianhe::ir
