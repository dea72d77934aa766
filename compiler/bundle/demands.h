#pragma once

#include <optional>

#include "compiler/bundle/bundle_bytes.h"

// Private to this folder.
namespace jianhe::bundle {

// None: the bundle is as it was packed, and whatever is demanded of it holds.
std::optional<Refusal> check_demands(const Parts& parts, const Demands& demands);

}  // namespace jianhe::bundle
