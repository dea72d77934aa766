#pragma once

#include <cstdint>

namespace jianhe::jit {

// How much is spent on making code. Values cross the border to the plug-in and stand in the keys of the cache.
enum class Tier : std::uint32_t {
    Quick,  // at once, by LLVM's fast instruction selector
    Full    // optimised
};

}  // namespace jianhe::jit
