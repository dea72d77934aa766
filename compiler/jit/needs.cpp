#include "compiler/jit/needs.h"

#include <algorithm>
#include <iterator>

namespace jianhe::jit {
namespace {

using ir::InstId;
using ir::InstKind;

Fields united(Fields a, const Fields& b) {
    a.insert(b.begin(), b.end());
    return a;
}

Fields common(const Fields& a, const Fields& b) {
    Fields both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
    return both;
}

bool is_word_test(InstKind kind) {
    return kind == InstKind::EqualConst || kind == InstKind::InSet || kind == InstKind::InCodeSet ||
           kind == InstKind::Matches || kind == InstKind::HasAny || kind == InstKind::HasOnly;
}

}  // namespace

void Needs::add_reads(InstId id, Fields& fields) const {
    const ir::Inst& inst = m_.inst(id);
    add_own_reads(inst, fields);
    ir::for_each_operand(inst, [&](InstId operand) { add_reads(operand, fields); });
}

void Needs::add_own_reads(const ir::Inst& inst, Fields& fields) const {
    const auto add_key = [&](std::uint32_t key) {
        for (const ir::FieldId field : m_.keys[key]) fields.insert(ir::index_of(field));
    };
    if (inst.kind == InstKind::Field || inst.kind == InstKind::Attribute) fields.insert(inst.a);
    if (inst.kind == InstKind::Unique) add_key(inst.b);
    if (inst.kind == InstKind::SameInFile || inst.kind == InstKind::UniqueInFile) add_key(inst.a);
    if (inst.kind == InstKind::UniqueInFile) add_key(inst.c);
    if (inst.kind == InstKind::IsRequired) {
        const ir::Field& field = m_.fields[inst.a];
        if (ir::is_some(field.presence)) {
            fields.insert(ir::index_of(m_.presences[ir::index_of(field.presence)].selector));
            for (const ir::CellId cell : field.cells) {
                for (const auto& choice : m_.cells[ir::index_of(cell)].choices) add_reads(choice.condition, fields);
            }
        }
    }
    if (inst.kind == InstKind::ChosenDate) {
        const ir::ChosenDate& chosen = m_.chosen_dates[inst.a];
        fields.insert(ir::index_of(chosen.otherwise));
        for (const auto& choice : chosen.choices) {
            fields.insert(ir::index_of(choice.field));
            add_reads(choice.condition, fields);
        }
    }
}

bool Needs::may_be_unknown(InstId id) const {
    if (!sources_of(m_, plan_, id).empty()) return true;
    if (mode_ == Mode::Clean) return false;
    Fields reads;
    add_reads(id, reads);
    return !reads.empty();
}

bool Needs::may_have_no_answer(InstId id) const {
    const ir::Inst& inst = m_.inst(id);
    if (is_word_test(inst.kind)) return m_.insts[inst.a].kind != InstKind::Field;
    if (inst.kind == InstKind::Not) return may_have_no_answer(static_cast<InstId>(inst.a));
    if (inst.kind == InstKind::And || inst.kind == InstKind::Or)
        return may_have_no_answer(static_cast<InstId>(inst.a)) || may_have_no_answer(static_cast<InstId>(inst.b));
    return inst.kind != InstKind::True && inst.kind != InstKind::IsGiven && inst.kind != InstKind::IsPlaceholder &&
           inst.kind != InstKind::AnyRow && inst.kind != InstKind::AllRows;
}

Fields Needs::contents(InstId id) const {
    const ir::Inst& inst = m_.inst(id);
    const auto of_operand = [&](std::uint32_t operand) { return contents(static_cast<InstId>(operand)); };
    switch (inst.kind) {
        case InstKind::Field: return {inst.a};
        case InstKind::Slice:
        case InstKind::DateOf:
        case InstKind::FirstOfMonth:
        case InstKind::AddMonths:
        case InstKind::AddDays: return of_operand(inst.a);
        case InstKind::Days:
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo: return united(of_operand(inst.a), of_operand(inst.b));
        default: return {};  // nothing is known: a weaker guard, never a wrong one
    }
}

Needs::Empty Needs::when_empty(InstId id) const {
    const ir::Inst& inst = m_.inst(id);
    const auto of_operand = [&](std::uint32_t operand) { return when_empty(static_cast<InstId>(operand)); };
    const auto unknown = [&](std::uint32_t operand) { return may_be_unknown(static_cast<InstId>(operand)); };
    Empty empty;
    if (is_word_test(inst.kind)) {
        const InstKind tested = m_.insts[inst.a].kind;
        const Fields fields = contents(static_cast<InstId>(inst.a));
        if (tested == InstKind::Field || tested == InstKind::Slice) {
            empty.is_false = fields;
            empty.not_true = fields;
        } else if (!unknown(inst.a)) {
            empty.not_true = fields;
        }
        return empty;
    }
    switch (inst.kind) {
        case InstKind::Equal:
        case InstKind::Less:
        case InstKind::LessEqual:
        case InstKind::InRange:
            if (!may_be_unknown(id)) {
                empty.not_true = united(contents(static_cast<InstId>(inst.a)), contents(static_cast<InstId>(inst.b)));
                if (inst.kind == InstKind::InRange)
                    empty.not_true = united(empty.not_true, contents(static_cast<InstId>(inst.c)));
                empty.not_false = empty.not_true;
            }
            return empty;
        case InstKind::IsGiven:
        case InstKind::IsPlaceholder:
            if (m_.insts[inst.a].kind == InstKind::Field) {
                empty.is_false = {m_.insts[inst.a].a};
                empty.not_true = empty.is_false;
            }
            return empty;
        case InstKind::Not: {
            Empty inner = of_operand(inst.a);
            std::swap(inner.is_false, inner.is_true);
            std::swap(inner.not_true, inner.not_false);
            return inner;
        }
        case InstKind::And:
        case InstKind::Or: {
            Empty left = of_operand(inst.a);
            Empty right = of_operand(inst.b);
            const bool is_or = inst.kind == InstKind::Or;
            // An `or` is an `and` turned round.
            if (is_or) {
                for (Empty* side : {&left, &right}) {
                    std::swap(side->is_false, side->is_true);
                    std::swap(side->not_true, side->not_false);
                }
            }
            empty.is_false = united(left.is_false, right.is_false);
            empty.is_true = common(left.is_true, right.is_true);
            empty.not_true = empty.is_false;
            if (!unknown(inst.b)) empty.not_true = united(empty.not_true, left.not_true);
            if (!unknown(inst.a)) empty.not_true = united(empty.not_true, right.not_true);
            empty.not_false = common(left.not_false, right.not_false);
            if (is_or) {
                std::swap(empty.is_false, empty.is_true);
                std::swap(empty.not_true, empty.not_false);
            }
            return empty;
        }
        default: return empty;
    }
}

Fields Needs::of(const ir::Check& check) const {
    Fields fields;
    bool unknown = false;
    if (ir::is_some(check.when)) {
        fields = when_empty(check.when).not_true;
        unknown = may_be_unknown(check.when);
    }
    if (!ir::is_some(check.expect) || unknown) return fields;
    if (!check.judges_empty && ir::is_some(check.field)) fields.insert(ir::index_of(check.field));
    return united(std::move(fields), when_empty(check.expect).not_false);
}

}  // namespace jianhe::jit
