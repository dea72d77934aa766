#include "compiler/jit/field_causes.h"

#include <algorithm>
#include <bit>

#include "compiler/ir/inst.h"

namespace jianhe::jit {
namespace {

using ir::OperandKind;

// Keys are left out because of what they ask of other rows.
bool asks_others(OperandKind kind) {
    switch (kind) {
        case OperandKind::None:
        case OperandKind::Inst:
        case OperandKind::Integer:
        case OperandKind::Number:
        case OperandKind::Text:
        case OperandKind::Field:
        case OperandKind::ChosenDate:
        case OperandKind::Segment:
        case OperandKind::Set:
        case OperandKind::CodeSet:
        case OperandKind::Table:
        case OperandKind::Pattern:
        case OperandKind::Given: return false;  // one that must be supplied, see asks_only_fields
        case OperandKind::Key:
        case OperandKind::Master:
        case OperandKind::Provider:
        case OperandKind::BufferPart:
        case OperandKind::LookUp:
        case OperandKind::Relation: return true;
    }
    return true;
}

}  // namespace

FieldCauses::FieldCauses(const ir::Module& module, const Plan& plan) : module_(module), plan_(plan) {
    for (const ir::Check& check : module.checks) {
        whens_.push_back(ir::is_some(check.when) && asks_only_fields(check.when));
        expects_.push_back(ir::is_some(check.expect) && asks_only_fields(check.expect));
    }
}

bool FieldCauses::asks_only_fields(ir::InstId id) const {
    const ir::Inst& inst = module_.inst(id);
    const ir::InstShape& shape = ir::shape_of(inst.kind);
    if (asks_others(shape.a) || asks_others(shape.b) || asks_others(shape.c)) return false;
    if (inst.kind == ir::InstKind::Given && module_.givens[inst.a].is_optional) return false;
    bool all = true;
    ir::for_each_operand(inst, [&](ir::InstId operand) { all = all && asks_only_fields(operand); });
    if (inst.kind != ir::InstKind::ChosenDate) return all;
    const auto& choices = module_.chosen_dates[inst.a].choices;
    return std::all_of(choices.begin(), choices.end(),
                       [&](const ir::ChosenDate::Choice& choice) { return asks_only_fields(choice.condition); });
}

ir::FieldId FieldCauses::only_malformed(const Context& context) const noexcept {
    ir::FieldId only = ir::kNone<ir::FieldId>;
    for (std::uint32_t segment = 0; segment < module_.segments.size(); ++segment) {
        for (std::uint32_t word = 0; word < plan_.words; ++word) {
            const std::uint64_t malformed = context.rows[segment].any_malformed[word];
            if (malformed == 0) continue;
            if (ir::is_some(only) || !std::has_single_bit(malformed)) return ir::kNone<ir::FieldId>;
            const auto bit = static_cast<std::uint32_t>(std::countr_zero(malformed));
            only = static_cast<ir::FieldId>(ir::index_of(module_.segments[segment].first_field) + word * 64 + bit);
        }
    }
    return only;
}

}  // namespace jianhe::jit
