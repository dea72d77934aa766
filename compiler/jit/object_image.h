#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <jianhe/result.h>

#include "compiler/jit/code_memory.h"

namespace jianhe::jit {

// Whether this machine is one that objects can be loaded on.
#if defined(__x86_64__) && defined(__linux__)
inline constexpr bool kLoadsObjects = true;
#else
inline constexpr bool kLoadsObjects = false;
#endif

// Code in memory, ready to run: what a linker and a loader do, for the few kinds of sections and relocations that the
// JIT's objects have; everything else is refused. It is here so that code from the cache runs without LLVM in memory.
//
// The structure of what is loaded is checked completely: where it is broken, that is an error. What the code in it does
// is not checked, and cannot be: load only what the JIT has written (object_cache.h sees to that).
//
// Immutable once loaded; moves; its code must not run any more when it goes.
class ObjectImage {
public:
    // The address of a function of ours; null: there is none.
    using Resolver = std::function<void*(std::string_view name)>;

    // What link_object has made, where it lies.
    static Result<ObjectImage> load(CodeMemory linked, const Resolver& resolver);
    // Links an object file, and loads it.
    static Result<ObjectImage> load(std::string_view object, const Resolver& resolver);

    // A function that the object defines for others; null: there is none of that name.
    void* find(std::string_view name) const noexcept;

    std::size_t size() const noexcept { return memory_.size(); }

private:
    CodeMemory memory_;
    std::unordered_map<std::string, void*> functions_;
};

}  // namespace jianhe::jit
