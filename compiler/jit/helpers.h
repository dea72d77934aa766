// The functions behind generated code, and the one table of them.
#pragma once

#include <span>
#include <string_view>

#include "compiler/jit/plugin_interface.h"

namespace jianhe::jit {

// Sorted by name.
std::span<const Helper> helpers() noexcept;

// Null: there is none of this name.
void* find_helper(std::string_view name) noexcept;

}  // namespace jianhe::jit
