#include "compiler/ir/inst.h"

#include <array>
#include <cstddef>

namespace jianhe::ir {

namespace {

enum class Yields : std::uint8_t { Same, Truth };

// One row an instruction kind, in the order of the enum.
constexpr auto kShapes = std::to_array<InstShape>({
#define JIANHE_INST(kind, printed, result, a, b, c) \
    {printed, Yields::result == Yields::Truth, OperandKind::a, OperandKind::b, OperandKind::c},
#include "compiler/ir/inst_kinds.def"
});

}  // namespace

const InstShape& shape_of(InstKind kind) noexcept { return kShapes[static_cast<std::size_t>(kind)]; }

std::string_view to_string(ValueType type) noexcept {
    switch (type) {
        case ValueType::Text: return "text";
        case ValueType::Number: return "number";
        case ValueType::Date: return "date";
        case ValueType::DateTime: return "datetime";
        case ValueType::Truth: return "truth";
        case ValueType::Tuple: return "tuple";
    }
    return "";
}

}  // namespace jianhe::ir
