#pragma once

#include <memory>
#include <vector>

#include <antlr4-runtime.h>

namespace jianhe::dsl {

// Copies of the tokens of a text with errors, cut before each declaration keyword that begins a line at the left margin
// outside of all brackets. White space means nothing to a text that is right; in one that is not, it keeps an
// unfinished declaration from swallowing the next one. Each piece ends with EOF, right behind its last token. For the
// same reason a LINE_END stands before each line that begins like a field of a segment or a line of `specification { …
// }`.
std::vector<std::vector<std::unique_ptr<antlr4::Token>>> split_declarations(const std::vector<antlr4::Token*>& tokens);

}  // namespace jianhe::dsl
