#pragma once

#include <cstddef>
#include <string>

#include "dsl/source/source.h"

namespace jianhe::dsl {

// One line of source and the part of it that is underlined, ready to print: control characters and broken bytes are
// replaced, and a long line is cut around the underlined part.
struct Excerpt {
    std::string line;
    std::size_t indent = 0;  // columns before the underlined part
    std::size_t width = 1;   // its columns, at least one
};

// `range` must have a file. A range over several lines is underlined to the end of its first line.
Excerpt excerpt(const SourceFile& file, SourceRange range);

}  // namespace jianhe::dsl
