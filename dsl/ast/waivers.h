#pragma once

#include <vector>

#include "dsl/ast/ast.h"

namespace jianhe::dsl {

// Every waiver of a specification, wherever it stands, by kind of declaration and in written order. The pointers are
// into the tree.
std::vector<const Waiver*> all_waivers(const Specification& tree);

}  // namespace jianhe::dsl
