#pragma once

#include <optional>
#include <string_view>

#include "compiler/ir/module.h"

namespace jianhe {

// Members lo … hi when the two words can bound a range (docs/language.md §1): one length, the same class of character
// at each place, lo not after hi. A single word is the range from itself to itself.
std::optional<ir::WordRange> word_range(std::string_view lo, std::string_view hi);

}  // namespace jianhe
