#pragma once

#include <llvm/IR/Module.h>

#include "compiler/ir/module.h"

namespace jianhe::jit {

// Writes the code of a specification into `target`, which knows its data layout and is otherwise empty. `has_avx2`:
// whether the machine it is for has those instructions.
// What the program looks up has external linkage and a name that begins with `jianhe_`; everything else is internal.
// Functions that it calls but does not define are those of helpers.def.
void emit_module(const ir::Module& module, llvm::Module& target, bool has_avx2);

}  // namespace jianhe::jit
