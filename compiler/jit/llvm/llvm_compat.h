// Differences between versions of LLVM: here, and nowhere else. Known to work: 19.
#pragma once

#include <llvm/Config/llvm-config.h>
#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>
#include <llvm/TargetParser/Triple.h>

#if LLVM_VERSION_MAJOR < 19
#error "LLVM 19 or later is needed; configure with -DJIANHE_WITH_LLVM=OFF to build without it"
#endif

namespace jianhe::jit {

inline void set_triple(llvm::Module& module, const llvm::Triple& triple) {
#if LLVM_VERSION_MAJOR >= 21
    module.setTargetTriple(triple);
#else
    module.setTargetTriple(triple.str());
#endif
}

}  // namespace jianhe::jit
