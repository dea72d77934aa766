#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsl/parse/tokenize.h"

namespace jianhe::dsl {

// What a line belongs to, as far as its layout differs.
enum class LineRole : std::uint8_t {
    Blank,
    Comment,      // nothing but a comment
    First,        // begins a declaration
    Continued,    // a further line of a declaration
    Field,        // a field of a segment, all on this line
    FieldTail,    // goes on with the type of the field above: `or placeholder …`, `else …`
    PresenceRow,  // the head or a row of a presence table, all on this line
    DecisionRow,  // a row of a decision table, all on this line
};

struct Line {
    LineRole role = LineRole::Blank;
    std::size_t indent = 0;          // columns
    std::vector<TextToken> tokens;   // without the comment
    std::vector<TextToken> comment;  // none or one
    bool breaks_table = false;       // of a decision table: a row that does not stand on one line of its own
};

// Cuts the tokens of a text into its lines and says what each is and where it begins.
std::vector<Line> lay_out(std::string_view text, const std::vector<TextToken>& tokens);

}  // namespace jianhe::dsl
