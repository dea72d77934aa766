#pragma once

#include <string>
#include <string_view>

#include "compiler/ir/module.h"

namespace jianhe::compare {

// Why the specification cannot report a code, in words of its registry: `planned, needs crypto`. Empty: it can.
std::string why_unchecked(const ir::Module& module, std::string_view code);

}  // namespace jianhe::compare
