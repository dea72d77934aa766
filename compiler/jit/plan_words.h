// Which words a field is compared with; private to the plan.
#pragma once

#include <cstddef>
#include <optional>

#include "compiler/jit/plan.h"

namespace jianhe::jit {

inline constexpr std::size_t kMaxWordsOfField = 4096;

// How many words a source has for the field, those that stand twice counted twice; none when they are too many or no
// plain words.
std::optional<std::size_t> count_words(const ir::Module& module, const WordSource& source, const FieldPlan& field);

}  // namespace jianhe::jit
