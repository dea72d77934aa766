#include "compiler/jit/open_plugin.h"

#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "compiler/jit/build_id.h"
#include "compiler/jit/helpers.h"
#include "compiler/jit/library_pages.h"
#include "compiler/plugin/open_library.h"

namespace jianhe::jit {
namespace {

constexpr const char* kFileName = "libjianhe_jit.so";

struct Receiver {
    MadeCode code;
    std::optional<Error> fault;

    CompileAnswer answer() {
        return {this, [](void* self, const char* bytes, std::size_t size) { of(self).code.object.assign(bytes, size); },
                [](void* self, const char* name, void* address) { of(self).code.symbols.emplace_back(name, address); },
                [](void* self, const char* text, std::size_t size) { of(self).fault = Error{std::string(text, size)}; },
                [](void* self, std::size_t functions, std::size_t instructions) {
                    of(self).code.functions = functions;
                    of(self).code.instructions = instructions;
                }};
    }

    static Receiver& of(void* self) { return *static_cast<Receiver*>(self); }
};

// `call` is given the request and the answer, in the plug-in's form.
template <class Call>
Result<MadeCode> run(const CompileOrder& order, Call call) {
    const auto all = helpers();
    const CompileRequest request{order.tier, order.cpu.c_str(), order.dump.c_str(), order.verify,
                                 order.link, all.data(),        all.size(),         order.cancelled};
    Receiver receiver;
    const CompileAnswer answer = receiver.answer();
    switch (call(request, answer)) {
        case CompileStatus::Done: return std::move(receiver.code);
        case CompileStatus::Cancelled: receiver.code.cancelled = true; return std::move(receiver.code);
        case CompileStatus::Failed: break;
    }
    return Error{
        fmt::format("cannot compile to machine code: {}", receiver.fault ? receiver.fault->text : "no reason")};
}

}  // namespace

Result<const Plugin*> open_plugin(const std::string& folder) {
#ifndef JIANHE_WITH_LLVM
    static_cast<void>(folder);
    return Error{"this jianhe was built without LLVM"};
#else
    const auto library = plugin::open_library(folder, kFileName, kPluginEntry, "the compiler's plug-in");
    if (!library) return library.error();
    // Some 35 MB that only loading has needed.
    static std::once_flag once;
    std::call_once(once, [] { give_back_pages("libLLVM"); });
    const auto entry = reinterpret_cast<PluginEntry>(library->entry);
    const Plugin* const found = entry == nullptr ? nullptr : entry();
    if (found == nullptr || found->build_id != build_id()) return plugin::other_build(library->path);
    return found;
#endif
}

Result<MadeCode> compile(const Plugin& plugin, const ir::Module& module, const CompileOrder& order) {
    return run(order, [&](const CompileRequest& request, const CompileAnswer& answer) {
        return plugin.compile(&module, &request, &answer);
    });
}

Result<MadeCode> compile_text(const Plugin& plugin, std::string_view text, const CompileOrder& order) {
    return run(order, [&](const CompileRequest& request, const CompileAnswer& answer) {
        return plugin.compile_text(text.data(), text.size(), &request, &answer);
    });
}

}  // namespace jianhe::jit
