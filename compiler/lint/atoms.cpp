#include "compiler/lint/atoms.h"

#include <algorithm>

namespace jianhe::lint {
namespace {

using ir::InstKind;
using Kind = Atom::Kind;

// What an instruction alone lets an atom be at most; what its operands read is looked at beside it.
Kind most_of(InstKind kind) noexcept {
    switch (kind) {
        case InstKind::Integer:
        case InstKind::Text:
        case InstKind::Field:
        case InstKind::Attribute:
        case InstKind::Default:
        case InstKind::DateOf:
        case InstKind::EqualConst:
        case InstKind::Less:
        case InstKind::LessEqual:
        case InstKind::InRange:
        case InstKind::InSet:
        case InstKind::InCodeSet:
        case InstKind::IsGiven:
        case InstKind::IsWellFormed:
        case InstKind::IsPlaceholder: return Kind::Decided;
        // Their answers change at other places than the constants that are written.
        case InstKind::Slice:
        case InstKind::Days:
        case InstKind::FirstOfMonth:
        case InstKind::AddMonths:
        case InstKind::AddDays:
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo:
        case InstKind::Equal:
        case InstKind::Matches:
        case InstKind::HasAny:
        case InstKind::HasOnly:
        case InstKind::CheckDigit: return Kind::Loose;
        // They ask more than one field; `not`, `and`, `or` and `true` are no part of an atom.
        case InstKind::Given:
        case InstKind::ChosenDate:
        case InstKind::CountRows:
        case InstKind::CountWhere:
        case InstKind::InTable:
        case InstKind::IsRequired:
        case InstKind::AnyRow:
        case InstKind::AllRows:
        case InstKind::Unique:
        case InstKind::UniqueInFile:
        case InstKind::SameInFile:
        case InstKind::Tuple:
        case InstKind::MasterColumn:
        case InstKind::MasterHas:
        case InstKind::ProviderPart:
        case InstKind::Anything:
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::CountEarlier:
        case InstKind::EarlierColumn:
        case InstKind::KeptColumn:
        case InstKind::EqualEarlier:
        case InstKind::InState:
        case InstKind::BufferPart:
        case InstKind::Decided:
        case InstKind::True:
        case InstKind::Not:
        case InstKind::And:
        case InstKind::Or: return Kind::Free;
    }
    return Kind::Free;
}

// An identifier is well-formed by a rule of its own, so not every word of a range can stand in the field.
bool has_own_form(ir::FieldType type) noexcept {
    return type == ir::FieldType::NationalId || type == ir::FieldType::FacilityCode || type == ir::FieldType::VisitId;
}

// Whether the analysis can walk from one end of the range to the other: letters and digits only, of a field that holds
// every one of these words or none.
bool is_walkable(const ir::WordRange& range, ir::FieldType type) {
    const auto is_plain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    if (range.lo == range.hi) return true;
    return !has_own_form(type) && std::all_of(range.lo.begin(), range.lo.end(), is_plain);
}

bool has_walkable_members(const ir::Module& module, const ir::Inst& inst, ir::FieldType type) {
    if (inst.kind == InstKind::InSet) {
        const auto& members = module.sets[inst.b].members;
        return std::all_of(members.begin(), members.end(),
                           [type](const ir::WordRange& range) { return is_walkable(range, type); });
    }
    if (inst.kind != InstKind::InCodeSet) return true;
    const auto& rows = module.code_sets[inst.b].rows;
    return std::all_of(rows.begin(), rows.end(),
                       [type](const ir::CodeSet::Row& row) { return is_walkable(row.code, type); });
}

class Classifier {
public:
    explicit Classifier(const ir::Module& module) : module_(module) {}

    Atom classify(ir::InstId id) {
        atom_.id = id;
        atom_.kind = Kind::Decided;
        visit(id);
        if (reads_ != 1 && atom_.kind != Kind::Free) atom_.kind = reads_ == 0 ? Kind::Free : Kind::Loose;
        if (atom_.kind == Kind::Free) return {id, ir::kNone<ir::FieldId>, Kind::Free};
        const ir::FieldType type = module_.field(atom_.field).type;
        const bool walkable = has_walkable_members(module_, module_.inst(id), type);
        if (type == ir::FieldType::CodeList || !walkable) return {id, ir::kNone<ir::FieldId>, Kind::Free};
        return atom_;
    }

private:
    void visit(ir::InstId id) {
        const ir::Inst& inst = module_.inst(id);
        atom_.kind = std::max(atom_.kind, most_of(inst.kind));
        if (inst.kind == InstKind::Field || inst.kind == InstKind::Attribute) read(static_cast<ir::FieldId>(inst.a));
        if (atom_.kind != Kind::Free) ir::for_each_operand(inst, [&](ir::InstId operand) { visit(operand); });
    }

    void read(ir::FieldId field) {
        ++reads_;
        if (ir::is_some(atom_.field) && atom_.field != field) atom_.kind = Kind::Free;
        atom_.field = field;
    }

    const ir::Module& module_;
    Atom atom_;
    int reads_ = 0;
};

void collect(const ir::Module& module, ir::InstId id, std::vector<Atom>& atoms) {
    const ir::Inst& inst = module.inst(id);
    if (joins_conditions(inst.kind)) {
        ir::for_each_operand(inst, [&](ir::InstId operand) { collect(module, operand, atoms); });
        return;
    }
    const auto known = std::find_if(atoms.begin(), atoms.end(), [id](const Atom& atom) { return atom.id == id; });
    if (known == atoms.end()) atoms.push_back(classify(module, id));
}

}  // namespace

bool joins_conditions(InstKind kind) noexcept {
    return kind == InstKind::And || kind == InstKind::Or || kind == InstKind::Not || kind == InstKind::True;
}

Atom classify(const ir::Module& module, ir::InstId condition) { return Classifier(module).classify(condition); }

std::vector<Atom> atoms_of(const ir::Module& module, const std::vector<ir::InstId>& conditions) {
    std::vector<Atom> atoms;
    for (const ir::InstId condition : conditions) {
        if (ir::is_some(condition)) collect(module, condition, atoms);
    }
    return atoms;
}

}  // namespace jianhe::lint
