#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/source.h"

namespace jianhe::dsl {

enum class Level : std::uint8_t { Error, Warning };

// One message to the author of a specification. Plain data that owns its texts; `code` lives in static storage.
// Printed by dsl/diag/render.h.
struct Diagnostic {
    // A second place that matters, with its own text: "first declared here".
    struct Note {
        SourceRange range;
        std::string message;
    };
    std::string_view code;  // "P101"
    Level level = Level::Error;
    SourceRange range;  // without a file when the message is about no place
    std::string message;
    std::string label;  // stands behind the caret
    std::vector<Note> notes;
    std::string hint;
};

}  // namespace jianhe::dsl
