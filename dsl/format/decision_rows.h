#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsl/format/lines.h"

namespace jianhe::dsl {

// The rows of a decision table as rows of cells: the cells as far as the widest row has them, `: result`, the dates. A
// line that is no such row has no cells. Nothing has, when some row does not stand on one line of its own. A single
// cell before `:` reaches over all columns.
std::vector<std::vector<std::string>> decision_rows(std::string_view text, std::span<const Line> block);

// Tokens that touch still touch, all others are one space apart.
std::string with_single_spaces(std::string_view text, std::span<const TextToken> tokens);

}  // namespace jianhe::dsl
