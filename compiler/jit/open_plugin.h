// Finds and opens the plug-in that compiles; private to compiler/jit.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/result.h>

#include "compiler/jit/plugin_interface.h"

namespace jianhe::jit {

// What the plug-in made.
struct MadeCode {
    std::string object;
    std::vector<std::pair<std::string, void*>> symbols;  // when LLVM linked it
    std::size_t functions = 0;                           // of the LLVM IR
    std::size_t instructions = 0;
    bool cancelled = false;  // then there is nothing else
};

struct CompileOrder {
    Tier tier = Tier::Full;
    std::string cpu;   // "": the one this runs on
    std::string dump;  // "": nowhere
    bool verify = false;
    bool link = false;
    const std::atomic<bool>* cancelled = nullptr;
};

// From this folder, see plugin::folder. Opened once and never closed: LLVM's threads and tables live as long as the
// process. Any thread.
Result<const Plugin*> open_plugin(const std::string& folder);

Result<MadeCode> compile(const Plugin& plugin, const ir::Module& module, const CompileOrder& order);
Result<MadeCode> compile_text(const Plugin& plugin, std::string_view text, const CompileOrder& order);

}  // namespace jianhe::jit
