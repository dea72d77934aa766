#pragma once

#include <fmt/format.h>

#include "compiler/ir/module.h"

namespace jianhe::ir {

// The part of print() that shows buffers and constructions.
void print_constructions(fmt::memory_buffer& out, const Module& module);

}  // namespace jianhe::ir
