#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <jianhe/result.h>

#include "compiler/ir/module.h"
#include "compiler/jit/object_cache.h"
#include "compiler/jit/program.h"

namespace jianhe::jit {

struct TierSettings {
    // What a program uses: the installed plug-in, the user's cache, and these variables of the environment, which are
    // for people who work on the compiler:
    //     JIANHE_PLUGIN_DIR  the folder of the plug-in
    //     JIANHE_JIT_CPU     a processor that LLVM knows by this name, instead of the level that this machine has
    //     JIANHE_JIT_DUMP    a file for the LLVM IR that is compiled; beside it .opt (optimised) and .o
    static TierSettings of_user(bool with_cache);

    std::string plugin_folder;
    std::optional<ObjectCache> cache;  // none: nothing is looked up or kept
    std::string cpu;                   // "": what LLVM finds
    std::string dump;                  // "": nowhere
    bool quick_first = true;           // code of the quick tier while the full one is made
    bool verify = false;               // check the LLVM IR
    bool link_by_llvm = !kLoadsObjects;
    // The thread that compiles is waited for at the end, once it has noticed that nobody needs its work. Else it is
    // left alone, see is_work_left().
    bool join_at_end = true;
};

// Gets the code of one specification, without making anybody wait for it: from the cache, or else by compiling in the
// background while the caller judges by another engine.
//
//     Tiers tiers(module, TierSettings::of_user(true));
//     if (!tiers.load_cached() && input_is_large) tiers.start();
//     …
//     if (tiers.generation() != seen) use(tiers.program());
//
// Any thread may call anything.
class Tiers {
public:
    // The module must outlive this object. The thread that compiles may live longer, so it gets a copy.
    Tiers(const ir::Module& module, TierSettings settings);
    Tiers(const Tiers&) = delete;
    Tiers& operator=(const Tiers&) = delete;
    // Ends the work in the background, see TierSettings::join_at_end.
    ~Tiers();

    // Takes the full code from the cache, in a few milliseconds. Whether it is there.
    bool load_cached();
    // Opens the plug-in now rather than when compiling begins, for those who want to know at once that there is none.
    Result<void> open_compiler() const;
    // Begins to compile, unless that was begun or the code is there.
    void start();
    // Waits until the full code is there, or cannot be had.
    void wait() const;

    // Grows with each program that is better than the one before. Cheap.
    std::uint32_t generation() const noexcept;
    // The best code so far; null: none yet.
    std::shared_ptr<const JitProgram> program() const;
    // Why there will be no better code; for those who have asked for machine code. Others go on with another engine.
    std::optional<Error> fault() const;

private:
    struct State;
    const ir::Module& module_;
    std::shared_ptr<State> state_;  // shared with the thread
};

// Whether some thread still compiles, perhaps for a Tiers that is gone. Then a program must not end as usual, since the
// destructors of static objects would pull LLVM away from under that thread: flush what is to be written and call
// std::_Exit.
bool is_work_left() noexcept;

// The key of the full code in the cache.
std::string object_key(const ir::Module& module, const std::string& cpu);

}  // namespace jianhe::jit
