#include "compiler/jit/field_causes.h"

#include <bit>

#include "compiler/ir/inst.h"

namespace jianhe::jit {
namespace {

using ir::InstKind;
using ir::OperandKind;

void keep_common(std::vector<bool>& fields, const std::vector<bool>& others) {
    for (std::size_t i = 0; i < fields.size(); ++i) fields[i] = fields[i] && others[i];
}

// The earlier records of a history, other rows, and buffers of constructions.
bool asks_elsewhere(InstKind kind) {
    const ir::InstShape& shape = ir::shape_of(kind);
    const auto is = [](OperandKind operand) {
        return operand == OperandKind::Key || operand == OperandKind::BufferPart || operand == OperandKind::Relation ||
               operand == OperandKind::LookUp;
    };
    return is(shape.a) || is(shape.b) || is(shape.c);
}

}  // namespace

FieldCauses::FieldCauses(const ir::Module& module, const Plan& plan, const Supplied& supplied)
    : module_(module), plan_(plan), supplied_(supplied), whens_(module.checks.size()), expects_(module.checks.size()) {}

bool FieldCauses::is_cause(ir::FieldId only, const Event& event) {
    const bool by_when = event.detail == kByWhen;
    Fields& causes = (by_when ? whens_ : expects_)[event.subject];
    if (causes.empty()) {
        const ir::Check& check = module_.checks[event.subject];
        causes = causes_of(by_when ? check.when : check.expect);
    }
    return causes[ir::index_of(only)];
}

FieldCauses::Fields FieldCauses::causes_of(ir::InstId id) const {
    const ir::Inst& inst = module_.inst(id);
    Fields causes = asked_by(inst);
    ir::for_each_operand(inst, [&](ir::InstId operand) { keep_common(causes, causes_of(operand)); });
    if (inst.kind != InstKind::ChosenDate) return causes;
    for (const ir::ChosenDate::Choice& choice : module_.chosen_dates[inst.a].choices)
        keep_common(causes, causes_of(choice.condition));
    return causes;
}

FieldCauses::Fields FieldCauses::asked_by(const ir::Inst& inst) const {
    const Fields any(module_.fields.size(), true);
    Fields some(module_.fields.size());
    switch (inst.kind) {
        case InstKind::Given: return module_.givens[inst.a].is_optional ? some : any;
        case InstKind::UniqueInFile:
        case InstKind::SameInFile:
            for (const ir::FieldId field : module_.keys[inst.a]) some[ir::index_of(field)] = true;
            return some;
        case InstKind::MasterHas:
        case InstKind::MasterColumn:
            if (inst.b < supplied_.masters.size() && supplied_.masters[inst.b] != nullptr)
                add_arguments(static_cast<ir::InstId>(inst.a), some);
            return some;
        case InstKind::ProviderPart:
            if (inst.b < supplied_.providers.size() && supplied_.providers[inst.b] != nullptr &&
                supplied_.providers[inst.b]->offers(inst.c))
                add_arguments(static_cast<ir::InstId>(inst.a), some);
            return some;
        default: return asks_elsewhere(inst.kind) ? some : any;
    }
}

void FieldCauses::add_arguments(ir::InstId id, Fields& fields) const {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == InstKind::Field) fields[inst.a] = true;
    if (inst.kind == InstKind::Tuple || inst.kind == InstKind::Slice || inst.kind == InstKind::DateOf)
        ir::for_each_operand(inst, [&](ir::InstId operand) { add_arguments(operand, fields); });
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
