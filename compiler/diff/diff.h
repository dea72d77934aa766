#pragma once

#include <vector>

#include "compiler/diff/change.h"
#include "compiler/ir/module.h"

namespace jianhe::diff {

// What the second specification means differently from the first, merged and sorted. Order, layout, comments, names of
// files, examples and records do not matter. Pure.
std::vector<Change> diff(const ir::Module& old_module, const ir::Module& new_module);

}  // namespace jianhe::diff
