#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/Error.h>

#include "compiler/jit/plugin_interface.h"

namespace jianhe::jit {

struct Compiled {
    std::unique_ptr<llvm::MemoryBuffer> object;
    std::vector<std::pair<std::string, void*>> symbols;  // when linked
};

// The owner of all LLVM state of the process: one LLJIT, and with it one TargetMachine, because making either costs
// more than compiling a small specification does.
class Session {
public:
    // For a processor by its name, "" for the one this runs on. Made at the first call and kept for ever; another
    // processor, which only tests ask for, has a session of its own.
    static llvm::Expected<Session*> get(const std::string& cpu);

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Calls wait for each other. `fill` makes the module in the context it is given, and calls prepare() for it.
    template <class Fill>
    llvm::Expected<Compiled> compile(const CompileRequest& request, const CompileAnswer& answer, Fill fill) {
        const std::lock_guard lock(mutex_);
        // A context of its own for each module, so that its memory is given back.
        llvm::LLVMContext context;
        llvm::Expected<std::unique_ptr<llvm::Module>> module = fill(context);
        if (!module) return module.takeError();
        return compile_module(**module, request, answer);
    }

    // Tells the module which machine it is for; before code is emitted into it.
    void prepare(llvm::Module& module) const;
    // Whether the machine that code is made for has a feature, by LLVM's name, such as "+avx2".
    bool has_feature(const char* name) const;

private:
    class Compiler;

    Session() = default;
    llvm::Error start(const std::string& cpu);
    llvm::Expected<Compiled> compile_module(llvm::Module& module, const CompileRequest& request,
                                            const CompileAnswer& answer);
    llvm::Expected<std::vector<std::pair<std::string, void*>>> link(const llvm::Module& module,
                                                                    const llvm::MemoryBuffer& object,
                                                                    const CompileRequest& request);

    std::mutex mutex_;
    std::unique_ptr<llvm::orc::LLJIT> jit_;
    Compiler* compiler_ = nullptr;  // the LLJIT's
    std::size_t linked_ = 0;
};

}  // namespace jianhe::jit
