#include "compiler/interp/history_guards.h"

#include <algorithm>

namespace jianhe {
namespace {

using ir::InstId;
using ir::InstKind;

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

// Adds what one group of checks and effects reads.
class Collector {
public:
    Collector(const ir::Module& module, HistoryGuards& guards) : module_(module), guards_(guards) {}

    void add(InstId id) {
        if (!ir::is_some(id)) return;
        const ir::Inst& inst = module_.inst(id);
        switch (inst.kind) {
            case InstKind::Field: return content(static_cast<ir::FieldId>(inst.a));
            case InstKind::Attribute: return attribute(inst);
            case InstKind::InCodeSet: dated(static_cast<ir::CodeSetId>(inst.b)); break;
            case InstKind::ChosenDate: return chosen_date(module_.chosen_dates[inst.a]);
            case InstKind::AnyEarlier:
            case InstKind::AllEarlier:
            case InstKind::CountEarlier: return question(inst, inst_id(inst.c));
            case InstKind::KeptColumn: return question(inst, ir::kNone<InstId>);
            case InstKind::EarlierColumn: return key_column(inst.a, inst.b);
            case InstKind::EqualEarlier: key_column(inst.b, inst.c); break;
            // These look at more than some fields, or at what another may answer otherwise the next time.
            case InstKind::IsRequired:
            case InstKind::AnyRow:
            case InstKind::AllRows:
            case InstKind::CountRows:
            case InstKind::CountWhere:
            case InstKind::Unique:
            case InstKind::UniqueInFile:
            case InstKind::SameInFile:
            case InstKind::ProviderPart:
            case InstKind::BufferPart: guards_.is_complete = false; return;
            case InstKind::Integer:
            case InstKind::Text:
            case InstKind::Given:
            case InstKind::Default:
            case InstKind::Slice:
            case InstKind::DateOf:
            case InstKind::Days:
            case InstKind::FirstOfMonth:
            case InstKind::AddMonths:
            case InstKind::AddDays:
            case InstKind::Add:
            case InstKind::Subtract:
            case InstKind::Multiply:
            case InstKind::Modulo:
            case InstKind::Tuple:
            case InstKind::MasterColumn:
            case InstKind::Anything:
            case InstKind::True:
            case InstKind::EqualConst:
            case InstKind::Equal:
            case InstKind::Less:
            case InstKind::LessEqual:
            case InstKind::InRange:
            case InstKind::InSet:
            case InstKind::InTable:
            case InstKind::Matches:
            case InstKind::HasAny:
            case InstKind::HasOnly:
            case InstKind::IsGiven:
            case InstKind::IsWellFormed:
            case InstKind::IsPlaceholder:
            case InstKind::CheckDigit:
            case InstKind::MasterHas:
            case InstKind::Decided:
            case InstKind::InState:
            case InstKind::Not:
            case InstKind::And:
            case InstKind::Or: break;
        }
        ir::for_each_operand(inst, [this](InstId operand) { add(operand); });
    }

    void add(ir::ChosenDateId id) {
        if (ir::is_some(id)) chosen_date(module_.chosen_dates[ir::index_of(id)]);
    }

    void add(const ir::Effect& effect) {
        add(effect.when);
        const ir::Relation& relation = module_.relations[ir::index_of(effect.relation)];
        for (std::size_t i = 0; i < effect.key.size(); ++i) {
            if (effect.kind == ir::Effect::Kind::TakeBack) {
                key_part(effect.key[i].low, false);
            } else {
                key_part(effect.key[i].low, relation.columns[i].is_finite());
                add(effect.key[i].high);
            }
        }
    }

private:
    void content(ir::FieldId field) { guards_.contents.push_back(field); }

    void dated(ir::CodeSetId set) {
        if (module_.code_sets[ir::index_of(set)].is_dated) guards_.is_complete = false;
    }

    void attribute(const ir::Inst& inst) {
        const auto field = static_cast<ir::FieldId>(inst.a);
        content(field);
        dated(module_.field(field).code_set);
    }

    void chosen_date(const ir::ChosenDate& chosen) {
        for (const ir::ChosenDate::Choice& choice : chosen.choices) {
            add(choice.condition);
            content(choice.field);
        }
        content(chosen.otherwise);
    }

    // Of a list nothing is found, so nothing is asked of its rows. Of a life cycle there are all keys, in their first
    // state.
    void question(const ir::Inst& inst, InstId has) {
        const ir::LookUp& look_up = module_.look_ups[inst.b];
        const ir::Relation& relation = module_.relations[ir::index_of(look_up.relation)];
        std::vector<InstId> parts;
        for (InstId at = inst_id(inst.a);; at = inst_id(module_.inst(at).a)) {
            if (module_.inst(at).kind != InstKind::Tuple) {
                parts.push_back(at);
                break;
            }
            parts.push_back(inst_id(module_.inst(at).b));
        }
        std::reverse(parts.begin(), parts.end());
        for (std::size_t i = 0; i < parts.size(); ++i) {
            key_part(parts[i], relation.columns[look_up.columns[i]].is_finite());
        }
        if (relation.is_life_cycle()) add(has);
    }

    // A field by which rows are found only has to be there; what a finite part can be, its content decides.
    void key_part(InstId id, bool is_finite) {
        if (!ir::is_some(id)) return;
        const ir::Inst& inst = module_.inst(id);
        if (inst.kind == InstKind::Field && !is_finite) {
            guards_.states.push_back(static_cast<ir::FieldId>(inst.a));
        } else {
            add(id);
        }
    }

    // What an entry to which nothing has happened holds: nothing but its key, of which the finite parts are known.
    void key_column(std::uint32_t relation_index, std::uint32_t column) {
        const ir::Relation& relation = module_.relations[relation_index];
        const bool is_of_key = relation.is_life_cycle() && column < relation.key_size;
        if (is_of_key && !relation.columns[column].is_finite()) guards_.is_complete = false;
    }

    const ir::Module& module_;
    HistoryGuards& guards_;
};

void sort_unique(std::vector<ir::FieldId>& fields) {
    std::sort(fields.begin(), fields.end());
    fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
}

}  // namespace

std::vector<HistoryGuards> history_guards(const ir::Module& module) {
    std::vector<HistoryGuards> groups(1);
    const auto group_of = [&groups](ir::SegmentId row) -> HistoryGuards& {
        for (HistoryGuards& group : groups) {
            if (group.row == row) return group;
        }
        groups.emplace_back().row = row;
        return groups.back();
    };
    for (std::size_t i = 0; i < module.checks.size(); ++i) {
        if (module.checks[i].asks_history) {
            group_of(module.checks[i].row).checks.push_back(static_cast<ir::CheckId>(i));
        }
    }
    for (const ir::Effect& effect : module.effects) group_of(effect.row).effects.push_back(&effect);
    for (HistoryGuards& group : groups) {
        Collector collector(module, group);
        for (const ir::CheckId id : group.checks) {
            const ir::Check& check = module.checks[ir::index_of(id)];
            collector.add(check.when);
            collector.add(check.expect);
            // An empty place is not judged.
            if (ir::is_some(check.field)) group.states.push_back(check.field);
            collector.add(check.chosen);
        }
        for (const ir::Effect* effect : group.effects) collector.add(*effect);
        sort_unique(group.contents);
        sort_unique(group.states);
        std::erase_if(group.states, [&](ir::FieldId field) {
            return std::binary_search(group.contents.begin(), group.contents.end(), field);
        });
    }
    return groups;
}

}  // namespace jianhe
