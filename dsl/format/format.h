#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jianhe::dsl {

// The text in the one layout that all specifications share (`jianhe fmt`). Only white space changes: the tokens and
// comments are the same before and after, and lines stay lines, so a text need not be right to be formatted.
//   - four columns for each open bracket, and four more for the lines of a declaration behind its first
//   - the columns of a segment's fields, of a presence table and of a decision table whose rows stand on a line each
//   are
//     aligned, Chinese characters counting two
//   - at most one empty line in a row, none at the ends; no white space at the end of a line; line feeds only
// Nothing when the text has a part that is no token (a quote that is not closed, bytes that are not UTF-8).
// Formatting twice gives the same as formatting once.
std::optional<std::string> format(std::string_view text);

}  // namespace jianhe::dsl
