#pragma once

#include <atomic>
#include <memory>

#include <llvm/IR/Module.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Target/TargetMachine.h>

#include "compiler/jit/tier.h"

namespace jianhe::jit {

// Cancelled by whoever asked.
class CancelledError : public llvm::ErrorInfo<CancelledError> {
public:
    static char ID;
    void log(llvm::raw_ostream& out) const override;
    std::error_code convertToErrorCode() const override;
};

// Improves the module in place. `cancelled` may be null; once it is true, what is left is hurried through or left out.
void optimise(llvm::Module& module, llvm::TargetMachine& machine, Tier tier, const std::atomic<bool>* cancelled);

// An object file for the machine.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> make_object(llvm::Module& module, llvm::TargetMachine& machine,
                                                                Tier tier);

}  // namespace jianhe::jit
