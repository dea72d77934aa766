#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsl/format/lines.h"

namespace jianhe::dsl {

// The content of each line without indentation, comments at its end included; the lines belong to one block: the fields
// of a segment, the lines of a presence table or the rows of a decision table, and what stands between them.
std::vector<std::string> aligned(std::string_view text, std::span<const Line> block);

// A line as its author spaced it, from its first token to its last.
std::string as_written(std::string_view text, const Line& line);

}  // namespace jianhe::dsl
