#include "compiler/jit/llvm/session.h"

#include <map>

#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/ExecutionEngine/Orc/Mangling.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include "compiler/jit/llvm/llvm_compat.h"
#include "compiler/jit/llvm/pipeline.h"

namespace jianhe::jit {
namespace {

using llvm::orc::JITTargetMachineBuilder;

llvm::Expected<JITTargetMachineBuilder> machine_builder(const std::string& cpu) {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    auto builder = JITTargetMachineBuilder::detectHost();
    if (!builder) return builder.takeError();
    if (!cpu.empty()) {
        builder->getFeatures() = llvm::SubtargetFeatures();
        builder->setCPU(cpu);
    }
    // Position-independent, so that almost every reference is relative and needs no fixing, whoever links.
    builder->setRelocationModel(llvm::Reloc::PIC_);
    builder->setCodeModel(llvm::CodeModel::Small);
    return builder;
}

bool must_verify(const CompileRequest& request) {
#ifdef NDEBUG
    return request.verify;
#else
    static_cast<void>(request);
    return true;
#endif
}

llvm::Error verify(const llvm::Module& module) {
    std::string text;
    llvm::raw_string_ostream out(text);
    if (!llvm::verifyModule(module, &out)) return llvm::Error::success();
    return llvm::createStringError("the emitter made code that is not well formed: " + out.str());
}

// Dumps are for people who look into the compiler: a file that cannot be written is told, and nothing else happens.
template <class Write>
llvm::Error dump(const CompileRequest& request, const char* ending, Write write) {
    if (*request.dump == 0) return llvm::Error::success();
    const std::string path = std::string(request.dump) + ending;
    std::error_code code;
    llvm::raw_fd_ostream out(path, code, llvm::sys::fs::OF_None);
    if (code) return llvm::createStringError(code, "cannot write " + path + ": " + code.message());
    write(out);
    return llvm::Error::success();
}

auto printed(const llvm::Module& module) {
    return [&module](llvm::raw_ostream& out) { module.print(out, nullptr); };
}

bool is_cancelled(const CompileRequest& request) {
    return request.cancelled != nullptr && request.cancelled->load(std::memory_order_relaxed);
}

void report_size(const llvm::Module& module, const CompileAnswer& answer) {
    std::size_t functions = 0;
    for (const llvm::Function& function : module) functions += function.isDeclaration() ? 0U : 1U;
    answer.take_size(answer.self, functions, module.getInstructionCount());
}

}  // namespace

// The compiler of the LLJIT's compile layer.
class Session::Compiler final : public llvm::orc::IRCompileLayer::IRCompiler {
public:
    explicit Compiler(std::unique_ptr<llvm::TargetMachine> machine)
        : IRCompiler(llvm::orc::irManglingOptionsFromTargetOptions(machine->Options)), machine_(std::move(machine)) {}

    llvm::TargetMachine& machine() { return *machine_; }
    void set_request(const CompileRequest* request) { request_ = request; }

    llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>> operator()(llvm::Module& module) override {
        const CompileRequest& request = *request_;
        optimise(module, *machine_, request.tier, request.cancelled);
        if (is_cancelled(request)) return llvm::make_error<CancelledError>();
        if (auto fault = dump(request, ".opt", printed(module))) return fault;
        return make_object(module, *machine_, request.tier);
    }

private:
    std::unique_ptr<llvm::TargetMachine> machine_;
    const CompileRequest* request_ = nullptr;
};

llvm::Expected<Session*> Session::get(const std::string& cpu) {
    static std::mutex mutex;
    // Never destroyed: threads may still compile while the process ends.
    static auto& sessions = *new std::map<std::string, std::unique_ptr<Session>>;
    const std::lock_guard lock(mutex);
    std::unique_ptr<Session>& session = sessions[cpu];
    if (session == nullptr) {
        auto made = std::unique_ptr<Session>(new Session);
        if (auto fault = made->start(cpu)) return fault;
        session = std::move(made);
    }
    return session.get();
}

llvm::Error Session::start(const std::string& cpu) {
    auto builder = machine_builder(cpu);
    if (!builder) return builder.takeError();
    auto machine = builder->createTargetMachine();
    if (!machine) return machine.takeError();
    // Given, since LLJIT would make another machine just to ask for it.
    const llvm::DataLayout layout = (*machine)->createDataLayout();
    auto compiler = std::make_unique<Compiler>(std::move(*machine));
    compiler_ = compiler.get();
    auto jit = llvm::orc::LLJITBuilder()
                   .setJITTargetMachineBuilder(*builder)
                   .setDataLayout(layout)
                   .setLinkProcessSymbolsByDefault(false)
                   .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
                   .setCompileFunctionCreator([&](JITTargetMachineBuilder) { return std::move(compiler); })
                   .create();
    if (!jit) return jit.takeError();
    jit_ = std::move(*jit);
    return llvm::Error::success();
}

void Session::prepare(llvm::Module& module) const {
    module.setDataLayout(jit_->getDataLayout());
    set_triple(module, jit_->getTargetTriple());
    // Without these the code generator falls back to the model that suits a program's main part.
    module.setPICLevel(llvm::PICLevel::BigPIC);
}

bool Session::has_feature(const char* name) const {
    return compiler_->machine().getMCSubtargetInfo()->checkFeatures(name);
}

llvm::Expected<Compiled> Session::compile_module(llvm::Module& module, const CompileRequest& request,
                                                 const CompileAnswer& answer) {
    report_size(module, answer);
    if (auto fault = dump(request, "", printed(module))) return fault;
    if (must_verify(request)) {
        if (auto fault = verify(module)) return fault;
    }
    if (is_cancelled(request)) return llvm::make_error<CancelledError>();
    compiler_->set_request(&request);
    auto object = jit_->getIRCompileLayer().getCompiler()(module);
    if (!object) return object.takeError();
    auto written = dump(request, ".o", [&](llvm::raw_ostream& out) { out << (*object)->getBuffer(); });
    if (written) return written;

    Compiled compiled;
    if (request.link) {
        auto symbols = link(module, **object, request);
        if (!symbols) return symbols.takeError();
        compiled.symbols = std::move(*symbols);
    }
    compiled.object = std::move(*object);
    return compiled;
}

llvm::Expected<std::vector<std::pair<std::string, void*>>> Session::link(const llvm::Module& module,
                                                                         const llvm::MemoryBuffer& object,
                                                                         const CompileRequest& request) {
    auto library = jit_->createJITDylib("specification" + std::to_string(linked_++));
    if (!library) return library.takeError();
    llvm::orc::SymbolMap helpers;
    for (std::size_t i = 0; i < request.helper_count; ++i) {
        const Helper& helper = request.helpers[i];
        helpers[jit_->mangleAndIntern(helper.name)] = {llvm::orc::ExecutorAddr::fromPtr(helper.address),
                                                       llvm::JITSymbolFlags::Exported};
    }
    if (auto fault = library->define(llvm::orc::absoluteSymbols(std::move(helpers)))) return fault;
    auto copy = llvm::MemoryBuffer::getMemBufferCopy(object.getBuffer(), module.getModuleIdentifier());
    if (auto fault = jit_->addObjectFile(*library, std::move(copy))) return fault;

    std::vector<std::pair<std::string, void*>> symbols;
    for (const llvm::Function& function : module) {
        if (function.isDeclaration() || !function.hasExternalLinkage()) continue;
        auto address = jit_->lookup(*library, function.getName());
        if (!address) return address.takeError();
        symbols.emplace_back(function.getName().str(), address->toPtr<void*>());
    }
    return symbols;
}

}  // namespace jianhe::jit
