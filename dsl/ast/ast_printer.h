#pragma once

#include <string>

#include "dsl/ast/ast.h"

namespace jianhe::dsl {

// A compact form for tests and for people who work on the compiler; no input to anything. One line a construct, what it
// holds indented below, absent parts left out:
//   rule [R054] at [P52]
//     clause when (Equal P12 4) expect (Equal P52 LOST)
std::string print(const Specification& specification);

// Words as they are, strings in quotes, everything else as (Kind text operands…): (Slice P05 7 9), (Is given P20).
std::string print(const Expr& expr);

}  // namespace jianhe::dsl
