#pragma once

#include <string_view>

namespace jianhe::jit {

// The best level of the x86-64 architecture that this machine and its system have, by the name that the ABI's document
// and LLVM give it: x86-64, x86-64-v2, x86-64-v3. "": a machine of another kind.
//
// Code is made for a level rather than for the exact processor: machines that share a home folder share its cache, and
// a measuring tool that imitates a plain processor (valgrind) runs the code that was cached without it. Level 4
// (AVX-512) is never chosen by itself; see docs/decisions/0009-jit-shell.md.
std::string_view host_cpu_level() noexcept;

// Whether this machine can run code made for the level; false for a name that is no level.
bool can_run_level(std::string_view level) noexcept;

}  // namespace jianhe::jit
