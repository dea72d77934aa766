#pragma once

#include <vector>

#include "compiler/docgen/code_table.h"
#include "compiler/ir/module.h"

namespace jianhe::docgen {

// Examples that find the code, in order. The pointers are into the module.
std::vector<const ir::Example*> examples_that_find(const ir::Module& module, ir::CodeId code);

// An accepted example that changes a field the code's rules are about, the nearest one behind a rule: examples stand
// beside the rules they are about. Null where there is none.
const ir::Example* accepted_example(const ir::Module& module, const CodeStanding& standing);

// Both: those that find the code, then the accepted one.
std::vector<const ir::Example*> examples_of(const ir::Module& module, const CodeStanding& standing);

}  // namespace jianhe::docgen
