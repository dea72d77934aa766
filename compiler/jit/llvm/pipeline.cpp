#include "compiler/jit/llvm/pipeline.h"

#include <optional>

#include <llvm/ADT/SmallVector.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/PassInstrumentation.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/IPO/AlwaysInliner.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>

namespace jianhe::jit {

char CancelledError::ID = 0;

void CancelledError::log(llvm::raw_ostream& out) const { out << "cancelled"; }

std::error_code CancelledError::convertToErrorCode() const {
    return std::make_error_code(std::errc::operation_canceled);
}

namespace {

// What the generated code is: long functions without loops that anybody could unroll or make vectors of. Where vectors
// pay, the code has them already.
llvm::PipelineTuningOptions tuning() {
    llvm::PipelineTuningOptions options;
    options.LoopInterleaving = false;
    options.LoopVectorization = false;
    options.SLPVectorization = false;
    options.LoopUnrolling = false;
    // Advice for linkers, which nobody reads here, and of which LLVM's own cannot read the relocations.
    options.CallGraphProfile = false;
    return options;
}

// Tags are compared with constants of eight bytes. LLVM would write one as the sum of another and a difference, which
// is shorter and slower.
void keep_constants_where_they_are() {
    llvm::StringMap<llvm::cl::Option*>& options = llvm::cl::getRegisteredOptions();
    const auto found = options.find("disable-constant-hoisting");
    if (found != options.end()) static_cast<llvm::cl::opt<bool>*>(found->second)->setValue(true);
}

// What makes a module so much smaller that it is generated sooner than without.
llvm::ModulePassManager quick_passes() {
    llvm::FunctionPassManager functions;
    functions.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
    functions.addPass(llvm::EarlyCSEPass());
    functions.addPass(llvm::SimplifyCFGPass());
    llvm::ModulePassManager passes;
    passes.addPass(llvm::AlwaysInlinerPass());
    passes.addPass(llvm::createModuleToFunctionPassAdaptor(std::move(functions)));
    return passes;
}

llvm::ModulePassManager make_passes(llvm::PassBuilder& builder, Tier tier) {
    switch (tier) {
        case Tier::Quick: return quick_passes();
        case Tier::Full: return builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2);
    }
    return llvm::ModulePassManager();
}

}  // namespace

void optimise(llvm::Module& module, llvm::TargetMachine& machine, Tier tier, const std::atomic<bool>* cancelled) {
    llvm::PassInstrumentationCallbacks callbacks;
    if (cancelled != nullptr) {
        callbacks.registerShouldRunOptionalPassCallback(
            [cancelled](llvm::StringRef, llvm::Any) { return !cancelled->load(std::memory_order_relaxed); });
    }
    // Destroyed in the reverse order, which their references to each other need.
    llvm::LoopAnalysisManager loops;
    llvm::FunctionAnalysisManager functions;
    llvm::CGSCCAnalysisManager components;
    llvm::ModuleAnalysisManager modules;
    llvm::PassBuilder builder(&machine, tuning(), std::nullopt, &callbacks);
    builder.registerModuleAnalyses(modules);
    builder.registerCGSCCAnalyses(components);
    builder.registerFunctionAnalyses(functions);
    builder.registerLoopAnalyses(loops);
    builder.crossRegisterProxies(loops, functions, components, modules);
    make_passes(builder, tier).run(module, modules);
}

llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> make_object(llvm::Module& module, llvm::TargetMachine& machine,
                                                                Tier tier) {
    const bool is_quick = tier == Tier::Quick;
    machine.setOptLevel(is_quick ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default);
    machine.setFastISel(is_quick);
    // Also for functions that are marked as not worth optimising.
    machine.setO0WantsFastISel(true);
    keep_constants_where_they_are();

    llvm::SmallVector<char, 0> bytes;
    {
        llvm::raw_svector_ostream stream(bytes);
        llvm::legacy::PassManager passes;
        llvm::MCContext* context = nullptr;
        constexpr bool kDoNotVerify = true;
        if (machine.addPassesToEmitMC(passes, context, stream, kDoNotVerify)) {
            return llvm::createStringError("LLVM makes no object files for this machine");
        }
        passes.run(module);
    }
    constexpr bool kZeroBehind = false;
    return std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(bytes), module.getModuleIdentifier(), kZeroBehind);
}

}  // namespace jianhe::jit
