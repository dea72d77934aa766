#pragma once

#include <string>

#include "compiler/ir/module.h"

namespace jianhe::lint {

// A text that is the same for two checks that fire for the same reason: `when` and not `expect`, with `not` moved
// inwards and the parts of `and` and `or` in one order, each once. Instructions that are equal are one in a module, so
// an atom is named by its number.
std::string firing_condition(const ir::Module& module, const ir::Check& check);

}  // namespace jianhe::lint
