#pragma once

#include <cstdint>
#include <string_view>

#include "compiler/ir/ids.h"

namespace jianhe::ir {

enum class InstKind : std::uint8_t {
#define JIANHE_INST(kind, printed, result, a, b, c) kind,
#include "compiler/ir/inst_kinds.def"
};

// What one operand of an instruction refers to. Number is an immediate.
enum class OperandKind : std::uint8_t {
    None,
    Inst,
    Field,
    Segment,
    Given,
    ChosenDate,
    CodeSet,
    Set,
    Table,
    Pattern,
    Key,
    Master,
    Provider,
    BufferPart,
    Relation,
    LookUp,
    Text,
    Integer,
    Number
};

// Tuple: several values side by side, as a key or as arguments; it is no operand of anything else.
enum class ValueType : std::uint8_t { Text, Number, Date, DateTime, Truth, Tuple };

// A type: Number with a scale above 0 is a decimal whose value is stored times 10^scale.
struct Type {
    ValueType kind = ValueType::Truth;
    std::uint8_t scale = 0;
    friend bool operator==(Type, Type) = default;
};
std::string_view to_string(ValueType type) noexcept;

// One instruction. Operands that are instructions stand before it in Module::insts, so expressions have no cycles.
// Positions in the source are kept aside (Check::location): engines never need them.
struct Inst {
    InstKind kind = InstKind::True;
    Type type;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
};

struct InstShape {
    std::string_view printed;
    bool yields_truth;
    OperandKind a, b, c;
};
const InstShape& shape_of(InstKind kind) noexcept;

// Calls `visit` with the InstId of every operand of `inst` that is an instruction, in order.
template <class Visit>
void for_each_operand(const Inst& inst, Visit visit) {
    const InstShape& shape = shape_of(inst.kind);
    if (shape.a == OperandKind::Inst) visit(static_cast<InstId>(inst.a));
    if (shape.b == OperandKind::Inst) visit(static_cast<InstId>(inst.b));
    if (shape.c == OperandKind::Inst) visit(static_cast<InstId>(inst.c));
}

}  // namespace jianhe::ir
