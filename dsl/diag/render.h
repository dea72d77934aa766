#pragma once

#include <span>
#include <string>

#include "dsl/diag/diagnostic.h"

namespace jianhe::dsl {

// For people. Columns count characters; the caret line fits a terminal in which Chinese characters are two columns
// wide.
//   weight.rules:7:16: error[T203]: comparing decimal `weight` with text `"heavy"`
//     7 | expect weight < "heavy"
//       |               ^ text
//   weight.rules:2:5: note: `weight` is declared here
//     2 |     weight
//       |     ------
//   hint: write a number
std::string render_text(const Diagnostic& diagnostic, const SourceSet& sources, bool color);

// For programs: an array of objects with code, level, message, file, line, column, end_line, end_column, label, notes
// and hint; what is empty is left out. One object a line.
std::string render_json(std::span<const Diagnostic> diagnostics, const SourceSet& sources);

}  // namespace jianhe::dsl
