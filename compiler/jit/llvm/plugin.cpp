#include <string>
#include <utility>

#include <llvm/AsmParser/Parser.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/Support/SourceMgr.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/jit/build_id.h"
#include "compiler/jit/llvm/emit.h"
#include "compiler/jit/llvm/pipeline.h"
#include "compiler/jit/llvm/session.h"
#include "compiler/jit/plugin_interface.h"

// The border: LLVM's errors end here.
namespace jianhe::jit {
namespace {

constexpr const char* kModuleName = "jianhe";

CompileStatus give_fault(llvm::Error fault, const CompileAnswer& answer) {
    if (fault.isA<CancelledError>()) {
        llvm::consumeError(std::move(fault));
        return CompileStatus::Cancelled;
    }
    const std::string text = llvm::toString(std::move(fault));
    answer.take_fault(answer.self, text.data(), text.size());
    return CompileStatus::Failed;
}

template <class Fill>
CompileStatus run(const CompileRequest& request, const CompileAnswer& answer, Fill fill) {
    auto session = Session::get(request.cpu);
    if (!session) return give_fault(session.takeError(), answer);
    auto compiled =
        (*session)->compile(request, answer, [&](llvm::LLVMContext& context) { return fill(**session, context); });
    if (!compiled) return give_fault(compiled.takeError(), answer);
    const llvm::StringRef object = compiled->object->getBuffer();
    answer.take_object(answer.self, object.data(), object.size());
    for (const auto& [name, address] : compiled->symbols) answer.take_symbol(answer.self, name.c_str(), address);
    return CompileStatus::Done;
}

using MadeModule = llvm::Expected<std::unique_ptr<llvm::Module>>;

CompileStatus compile(const ir::Module* module, const CompileRequest* request, const CompileAnswer* answer) {
    return run(*request, *answer, [&](const Session& session, llvm::LLVMContext& context) -> MadeModule {
        auto target = std::make_unique<llvm::Module>(kModuleName, context);
        session.prepare(*target);
        emit_module(*module, *target, session.has_feature("+avx2"));
        return target;
    });
}

CompileStatus compile_text(const char* text, std::size_t size, const CompileRequest* request,
                           const CompileAnswer* answer) {
    return run(*request, *answer, [&](const Session& session, llvm::LLVMContext& context) -> MadeModule {
        llvm::SMDiagnostic diagnostic;
        auto target = llvm::parseAssemblyString(llvm::StringRef(text, size), diagnostic, context);
        if (target == nullptr) return llvm::createStringError(diagnostic.getMessage());
        session.prepare(*target);
        return target;
    });
}

}  // namespace
}  // namespace jianhe::jit

extern "C" __attribute__((visibility("default"))) const jianhe::jit::Plugin* jianhe_jit_plugin() {
    using namespace jianhe::jit;
    static const Plugin plugin{build_id().data(), LLVM_VERSION_STRING, compile, compile_text};
    return &plugin;
}
