#pragma once

#include <string>
#include <string_view>

#include "compiler/jit/open_plugin.h"

namespace jianhe::jit {

// The plug-in of this build.
const Plugin& built_plugin();

// LLVM IR → an object file of the full tier.
std::string sample_object(std::string_view text);

}  // namespace jianhe::jit
