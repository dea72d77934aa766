#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace jianhe {

// The members of a set literal; ranges that hold nothing are reported and left out.
std::vector<ir::WordRange> set_members(Context& context, const dsl::Expr& literal);

}  // namespace jianhe
