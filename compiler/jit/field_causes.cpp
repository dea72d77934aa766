#include "compiler/jit/field_causes.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "compiler/ir/inst.h"
#include "compiler/jit/needs.h"

namespace jianhe::jit {
namespace {

using ir::InstKind;
using ir::OperandKind;

constexpr std::uint32_t kWordBits = 64;

void add_field(std::vector<std::uint64_t>& fields, std::uint32_t field) {
    fields[field / kWordBits] |= std::uint64_t{1} << field % kWordBits;
}

bool has_field(const std::vector<std::uint64_t>& fields, std::uint32_t field) {
    return (fields[field / kWordBits] >> field % kWordBits & 1U) != 0;
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
    : module_(module), plan_(plan), supplied_(supplied), malformed_(fields(false)), known_(2 * module.checks.size()) {}

FieldCauses::Fields FieldCauses::fields(bool all) const {
    return Fields(module_.fields.size() / kWordBits + 1, all ? ~std::uint64_t{0} : 0);
}

void FieldCauses::begin(const Context& context) {
    std::fill(malformed_.begin(), malformed_.end(), 0);
    for (std::uint32_t segment = 0; segment < module_.segments.size(); ++segment) {
        const std::uint32_t first = ir::index_of(module_.segments[segment].first_field);
        for (std::uint32_t word = 0; word < plan_.words; ++word) {
            for (std::uint64_t left = context.rows[segment].any_malformed[word]; left != 0; left &= left - 1)
                add_field(malformed_, first + word * kWordBits + static_cast<std::uint32_t>(std::countr_zero(left)));
        }
    }
}

FieldCauses::Cause FieldCauses::cause_of(const Event& event) {
    const Expression& expression = expression_of(event);
    std::uint32_t only = 0;
    int count = 0;
    for (std::uint32_t word = 0; word < malformed_.size(); ++word) {
        const std::uint64_t read = malformed_[word] & expression.reads[word];
        if (read == 0) continue;
        count += std::popcount(read);
        only = word * kWordBits + static_cast<std::uint32_t>(std::countr_zero(read));
    }
    if (count == 1 && has_field(expression.causes, only)) return {static_cast<ir::FieldId>(only), std::nullopt};
    if (count == 0 && !expression.asks_others) return {ir::kNone<ir::FieldId>, expression.not_supplied};
    return {};
}

const FieldCauses::Expression& FieldCauses::expression_of(const Event& event) {
    const bool by_when = event.detail == kByWhen;
    std::uint32_t& known = known_[2 * event.subject + (by_when ? 1 : 0)];
    if (known == 0) {
        const ir::Check& check = module_.checks[event.subject];
        Expression& expression = expressions_.emplace_back();
        expression.reads = fields(false);
        expression.causes = fields(true);
        add(event.subject, by_when ? check.when : check.expect, expression);
        known = static_cast<std::uint32_t>(expressions_.size());
    }
    return expressions_[known - 1];
}

void FieldCauses::add(std::uint32_t check, ir::InstId id, Expression& expression) const {
    const ir::Inst& inst = module_.inst(id);
    if (const std::optional<Source> source = not_supplied(inst)) {
        const auto entry = plan_.not_checked_of.find({check, *source});
        if (entry == plan_.not_checked_of.end() || expression.not_supplied.value_or(entry->second) != entry->second) {
            expression.asks_others = true;
        } else {
            expression.not_supplied = entry->second;
        }
        expression.causes = fields(false);
        return;
    }
    jit::Fields reads;
    Needs(module_, plan_, Mode::Exact).add_own_reads(inst, reads);
    for (const std::uint32_t field : reads) add_field(expression.reads, field);
    if (const std::optional<Fields> asked = asked_by(inst)) {
        expression.asks_others = true;
        for (std::size_t word = 0; word < asked->size(); ++word) expression.causes[word] &= (*asked)[word];
    }
    // Whose conditions may ask anybody.
    if (inst.kind == InstKind::IsRequired) expression.asks_others = true;
    ir::for_each_operand(inst, [&](ir::InstId operand) { add(check, operand, expression); });
    if (inst.kind != InstKind::ChosenDate) return;
    for (const ir::ChosenDate::Choice& choice : module_.chosen_dates[inst.a].choices)
        add(check, choice.condition, expression);
}

std::optional<Source> FieldCauses::not_supplied(const ir::Inst& inst) const {
    if (inst.kind == InstKind::MasterHas || inst.kind == InstKind::MasterColumn) {
        if (inst.b < supplied_.masters.size() && supplied_.masters[inst.b] != nullptr) return std::nullopt;
        return Source{Source::Kind::Master, inst.b};
    }
    if (inst.kind == InstKind::ProviderPart) {
        if (inst.b < supplied_.providers.size() && supplied_.providers[inst.b] != nullptr &&
            supplied_.providers[inst.b]->offers(inst.c))
            return std::nullopt;
        const auto part = std::find(plan_.parts.begin(), plan_.parts.end(), std::pair{inst.b, inst.c});
        return Source{Source::Kind::Part, static_cast<std::uint32_t>(part - plan_.parts.begin())};
    }
    return std::nullopt;
}

std::optional<FieldCauses::Fields> FieldCauses::asked_by(const ir::Inst& inst) const {
    Fields some = fields(false);
    switch (inst.kind) {
        case InstKind::Given:
            if (module_.givens[inst.a].is_optional) return some;
            return std::nullopt;
        case InstKind::UniqueInFile:
        case InstKind::SameInFile:
            for (const ir::FieldId field : module_.keys[inst.a]) add_field(some, ir::index_of(field));
            return some;
        case InstKind::MasterHas:
        case InstKind::MasterColumn:
        case InstKind::ProviderPart: add_arguments(static_cast<ir::InstId>(inst.a), some); return some;
        default:
            if (asks_elsewhere(inst.kind)) return some;
            return std::nullopt;
    }
}

void FieldCauses::add_arguments(ir::InstId id, Fields& fields) const {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == InstKind::Field) add_field(fields, inst.a);
    if (inst.kind == InstKind::Tuple || inst.kind == InstKind::Slice || inst.kind == InstKind::DateOf)
        ir::for_each_operand(inst, [&](ir::InstId operand) { add_arguments(operand, fields); });
}

}  // namespace jianhe::jit
