#pragma once

#include <string>

#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

// What the word or quoted text at this place says: quotes and escapes are taken away. Reports escapes that are none.
std::string text_at(const SourceSet& sources, SourceRange range, Emitter& emitter);

}  // namespace jianhe::dsl
