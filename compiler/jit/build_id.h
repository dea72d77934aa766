#pragma once

#include <string_view>

namespace jianhe::jit {

// A digest of everything that generated code depends on: our sources, the compiler, the version of LLVM. Two parts of
// Jianhe that were built together have the same one; object code of another is never used.
std::string_view build_id() noexcept;

}  // namespace jianhe::jit
