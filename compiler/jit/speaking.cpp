#include "compiler/jit/speaking.h"

namespace jianhe::jit {

using ir::InstId;
using ir::InstKind;

Possible Speaking::truth(InstId id, const Known& known) const {
    const ir::Inst& inst = m_.inst(id);
    const auto of = [](bool value) { return value ? Possible::True : Possible::False; };
    if (const auto atom = plan_.atoms.find(ir::index_of(id)); atom != plan_.atoms.end()) {
        return truth_of_atom(atom->second, known);
    }
    const auto of_operand = [&](std::uint32_t operand) { return truth(static_cast<InstId>(operand), known); };
    switch (inst.kind) {
        case InstKind::True: return Possible::True;
        case InstKind::IsGiven: {
            const ir::Inst& tested = m_.insts[inst.a];
            const bool is_known = !known.bit && tested.kind == InstKind::Field && tested.a == known.field;
            return is_known ? of(known.given) : Possible::Any;
        }
        case InstKind::IsWellFormed:
            // Nobody is selected by these answers who reads a malformed field.
            return m_.insts[inst.a].kind == InstKind::Field ? Possible::True : Possible::Any;
        case InstKind::AnyRow: {
            // Some row passes a test; none can have what no row has.
            const auto inner = plan_.atoms.find(inst.b);
            const bool is_test =
                known.bit && inner != plan_.atoms.end() && inner->second == std::pair{known.field, *known.bit};
            if (is_test) return of(known.any);
            // What is known of one row says nothing of the others.
            if (!known.bit && is_in_row(known.field)) return Possible::Any;
            return of_operand(inst.b) == Possible::False ? Possible::False : Possible::Any;
        }
        case InstKind::Not: {
            const Possible inner = of_operand(inst.a);
            if (inner == Possible::Any) return inner;
            return of(inner == Possible::False);
        }
        case InstKind::And:
        case InstKind::Or: {
            const Possible decides = inst.kind == InstKind::And ? Possible::False : Possible::True;
            const Possible left = of_operand(inst.a);
            const Possible right = of_operand(inst.b);
            if (left == decides || right == decides) return decides;
            return left == right ? left : Possible::Any;
        }
        default: return Possible::Any;
    }
}

Possible Speaking::truth_of_atom(const std::pair<std::uint32_t, std::uint32_t>& atom, const Known& known) const {
    const auto [field, bit] = atom;
    if (field != known.field) return Possible::Any;
    // Of one row it is known only where no row passes.
    if (known.bit) return bit == *known.bit && !known.any ? Possible::False : Possible::Any;
    if (known.given && (known.tests >> bit & 1U) == 0) return Possible::Any;
    const bool passes = known.given && known.word != nullptr && (known.word->atoms >> bit & 1U) != 0;
    return passes ? Possible::True : Possible::False;
}

// It fires where `when` is true and `expect` false, and is blocked where one of them is unknown.
bool Speaking::may_speak(const ir::Check& check, const Known& known) const {
    if (ir::is_some(check.when) && truth(check.when, known) == Possible::False) return false;
    if (ir::is_some(check.when) && needs_.may_be_unknown(check.when)) return true;
    return !ir::is_some(check.expect) || truth(check.expect, known) != Possible::True;
}

}  // namespace jianhe::jit
