#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::ir {

// What does not hold of a module; empty when all does. Each text begins with the name of an invariant of docs/ir.md:
// "operand-before-use: %4 and reads %7". Everything an engine relies on is checked here, so that a module that was
// loaded from a file is as safe to run as one just made. Later groups of invariants are looked at only when the earlier
// ones hold, because they follow the ids. At most kMaxFaults texts.
std::vector<std::string> verify(const Module& module);

inline constexpr std::size_t kMaxFaults = 100;

// Bounds on expressions, so that an engine may recurse on them: docs/language.md §15 allows 64 levels of 256 terms,
// which are a chain of instructions. The size counts an operand as often as it is used.
inline constexpr std::uint32_t kMaxExpressionDepth = 64 * 256;
inline constexpr std::uint64_t kMaxExpressionSize = 1U << 20U;
// Rows of different segments that one instruction may read at once.
inline constexpr std::size_t kMaxOpenRows = 8;

}  // namespace jianhe::ir
