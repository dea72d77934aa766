#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diff/change.h"

namespace jianhe::diff {

// For people, what rejects more first; long lists are cut and say by how much.
std::string to_text(const std::vector<Change>& changes);
// For programs: JSON Lines (docs/json-lines.md), one object a change.
std::string to_json(const std::vector<Change>& changes);

}  // namespace jianhe::diff
