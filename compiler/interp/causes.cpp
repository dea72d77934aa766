// The part of the evaluator that explains: which fields an expression reads, and which of them made it unknown.

#include <algorithm>
#include <optional>
#include <set>

#include "compiler/interp/evaluator.h"

namespace jianhe {
namespace {

bool asks_rows(ir::InstKind kind) {
    return kind == ir::InstKind::AnyRow || kind == ir::InstKind::AllRows || kind == ir::InstKind::CountWhere;
}

// The key that is asked to be unique, or the same.
std::optional<ir::KeyId> key_of(const ir::Inst& inst) {
    if (inst.kind == ir::InstKind::Unique) return static_cast<ir::KeyId>(inst.b);
    if (inst.kind == ir::InstKind::UniqueInFile || inst.kind == ir::InstKind::SameInFile)
        return static_cast<ir::KeyId>(inst.a);
    return std::nullopt;
}

}  // namespace

bool Evaluator::is_unknown(ir::InstId id, std::uint32_t row) {
    if (ir::shape_of(module_.inst(id).kind).yields_truth) return truth(id, row) == Truth::Unknown;
    return value(id, row).state == Value::State::Unknown;
}

void Evaluator::collect_causes(ir::InstId id, std::uint32_t row, std::vector<Cause>& causes) {
    if (!is_unknown(id, row)) return;
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == ir::InstKind::Given) {
        causes.push_back({module_.givens[inst.a].name, true});
        return;
    }
    if (inst.kind == ir::InstKind::Field || inst.kind == ir::InstKind::Attribute) {
        causes.push_back({module_.fields[inst.a].tag, false});
        return;
    }
    if (inst.kind == ir::InstKind::ChosenDate) {
        const auto chosen_id = static_cast<ir::ChosenDateId>(inst.a);
        const ir::FieldId field = chosen_field(chosen_id);
        if (ir::is_some(field)) {
            causes.push_back({module_.field(field).tag, false});
        } else {
            // The first unknown condition ended the choice; those behind it were not asked.
            const auto& choices = module_.chosen_dates[inst.a].choices;
            const auto unknown = std::find_if(
                choices.begin(), choices.end(),
                [&](const ir::ChosenDate::Choice& choice) { return truth(choice.condition, 0) == Truth::Unknown; });
            collect_causes(unknown->condition, 0, causes);
        }
        return;
    }
    if (inst.kind == ir::InstKind::MasterHas || inst.kind == ir::InstKind::MasterColumn ||
        inst.kind == ir::InstKind::ProviderPart) {
        return collect_knowledge_causes(inst, row, causes);
    }
    if (inst.kind == ir::InstKind::AnyEarlier || inst.kind == ir::InstKind::AllEarlier ||
        inst.kind == ir::InstKind::CountEarlier || inst.kind == ir::InstKind::KeptColumn) {
        return collect_history_causes(inst, row, causes);
    }
    if (const std::optional<ir::KeyId> key = key_of(inst)) {
        for (const ir::FieldId field : module_.keys[ir::index_of(*key)]) {
            if (reading(field, row).state == Reading::State::Malformed)
                causes.push_back({module_.field(field).tag, false});
        }
        ir::for_each_operand(inst, [&](ir::InstId operand) { collect_causes(operand, row, causes); });
        return;
    }
    if (asks_rows(inst.kind)) {
        const std::vector<Cause>& over_rows = causes_over_rows(id);
        causes.insert(causes.end(), over_rows.begin(), over_rows.end());
        return;
    }
    ir::for_each_operand(inst, [&](ir::InstId operand) { collect_causes(operand, row, causes); });
}

// Remembered and without repetition: a rule that asks about all rows may stand at every row.
const std::vector<Cause>& Evaluator::causes_over_rows(ir::InstId id) {
    const auto known = whole_causes_.find(ir::index_of(id));
    if (known != whole_causes_.end() && !known_.reads_entry(id)) return known->second;
    const ir::Inst& inst = module_.inst(id);
    std::set<Cause> all;
    const std::uint32_t rows = record_->rows(static_cast<SegmentIndex>(inst.a));
    for (std::uint32_t at = 1; at <= rows; ++at) {
        std::vector<Cause> causes;
        collect_causes(static_cast<ir::InstId>(inst.b), at, causes);
        all.insert(causes.begin(), causes.end());
    }
    return whole_causes_.insert_or_assign(ir::index_of(id), std::vector<Cause>(all.begin(), all.end())).first->second;
}

void Evaluator::visit_reads(ir::InstId id, std::uint32_t row,
                            const std::function<void(ir::FieldId, std::uint32_t)>& visit) {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == ir::InstKind::Field || inst.kind == ir::InstKind::Attribute ||
        inst.kind == ir::InstKind::IsRequired) {
        const auto field = static_cast<ir::FieldId>(inst.a);
        visit(field, row_for(field, row));
        return;
    }
    if (inst.kind == ir::InstKind::ChosenDate) {
        const ir::ChosenDate& chosen = module_.chosen_dates[inst.a];
        for (const ir::ChosenDate::Choice& choice : chosen.choices) visit_reads(choice.condition, 0, visit);
        const ir::FieldId field = chosen_field(static_cast<ir::ChosenDateId>(inst.a));
        if (ir::is_some(field)) visit(field, 0);
        return;
    }
    if (const std::optional<ir::KeyId> key = key_of(inst)) {
        for (const ir::FieldId field : module_.keys[ir::index_of(*key)]) visit(field, row_for(field, row));
        ir::for_each_operand(inst, [&](ir::InstId operand) { visit_reads(operand, row, visit); });
        return;
    }
    if (asks_rows(inst.kind)) {
        const std::uint32_t rows = record_->rows(static_cast<SegmentIndex>(inst.a));
        for (std::uint32_t at = 1; at <= rows; ++at) visit_reads(static_cast<ir::InstId>(inst.b), at, visit);
        return;
    }
    ir::for_each_operand(inst, [&](ir::InstId operand) { visit_reads(operand, row, visit); });
}

}  // namespace jianhe
