#pragma once

#include <string>

#include "compiler/ir/module.h"

// Text forms of the IR, for tests, dumps and traces. Not a format that is read back; docs/ir.md shows it. The module
// must be verified. Pure; may be called from any thread.
namespace jianhe::ir {

// The whole module: declarations, then instructions by number, then rules with their checks.
std::string print(const Module& module);

// One instruction with its number and operands: `%2 = equal_const %0 %1 : truth`.
std::string print_inst(const Module& module, InstId id);

// The expression that ends in an instruction, on one line, in the notation of the language: `P12 = 4 and P49 is given`.
std::string print_expr(const Module& module, InstId id);

// One effect on one line: `on accepted when P12 = C parts(P15, any, any) void`.
std::string print_effect(const Module& module, const Effect& effect);

// `number`, `decimal.1`, `text`, …
std::string print_type(Type type);

// What a constant stands for, in its type's wire form: `4`, `1.5`, `1120901`, `1130401090000`.
std::string print_constant(Type type, std::int64_t value);

// A set's members: `{01..09, AC}`.
std::string print_members(const Set& set);

}  // namespace jianhe::ir
