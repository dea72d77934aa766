// What the program and its plug-in libjianhe_jit.so say to each other: plain types only, since each has its own copy of
// whatever code both need. Texts end in a zero byte and belong to whoever passes them, for the call.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "compiler/ir/module.h"
#include "compiler/jit/tier.h"

namespace jianhe::jit {

// A function of the program that generated code may call.
struct Helper {
    const char* name;
    void* address;
};

struct CompileRequest {
    Tier tier;
    const char* cpu;   // a processor that LLVM knows by this name; "": the one this runs on
    const char* dump;  // "": no; else the path of a file that gets the LLVM IR, with .opt and .o beside it
    bool verify;       // check the LLVM IR; debug builds always do
    bool link;         // let LLVM link and keep the code for ever, where the program cannot load objects
    const Helper* helpers;
    std::size_t helper_count;
    const std::atomic<bool>*
        cancelled;  // may become true at any time; the answer is then soon CompileStatus::Cancelled
};

enum class CompileStatus : std::uint32_t { Done, Failed, Cancelled };

// Where the plug-in puts what it made; each function is called with `self`, during the call only.
struct CompileAnswer {
    void* self;
    void (*take_object)(void* self, const char* bytes, std::size_t size);  // once, when Done
    void (*take_symbol)(void* self, const char* name, void* address);      // for each entry point, when `link`
    void (*take_fault)(void* self, const char* text, std::size_t size);    // once, when Failed
    void (*take_size)(void* self, std::size_t functions, std::size_t instructions);  // of the LLVM IR, once
};

struct Plugin {
    const char* build_id;      // must be ours: see build_id.h
    const char* llvm_version;  // of the library that was found
    // Any thread; calls wait for each other.
    CompileStatus (*compile)(const ir::Module* module, const CompileRequest* request, const CompileAnswer* answer);
    // For tests: LLVM IR as text.
    CompileStatus (*compile_text)(const char* text, std::size_t size, const CompileRequest* request,
                                  const CompileAnswer* answer);
};

// The only symbol of the plug-in.
inline constexpr const char* kPluginEntry = "jianhe_jit_plugin";
using PluginEntry = const Plugin* (*)();

}  // namespace jianhe::jit
