#pragma once

#include <string>

#include "dsl/ast/ast.h"

namespace jianhe::dsl {

// A compact form for tests and for people who work on the compiler; no input to anything. One line a construct, what it
// holds indented below, absent parts left out:
//   rule [D054] at [M52]
//     clause when (Equal M12 4) expect (Equal M52 MISS)
std::string print(const Specification& specification);

// Words as they are, strings in quotes, everything else as (Kind text operands…): (Slice M05 7 9), (Is given M20).
std::string print(const Expr& expr);

}  // namespace jianhe::dsl
