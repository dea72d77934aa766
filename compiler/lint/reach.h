#pragma once

#include <cstddef>
#include <optional>

#include "compiler/ir/module.h"
#include "compiler/lint/answers.h"

namespace jianhe::lint {

// What can become of one check, over all records.
struct Reach {
    bool holds = false;   // `when` can be true
    bool fires = false;   // the check can fire
    bool passes = false;  // the check can pass
};

// The combinations of answers that are tried for one check; beyond it the check is not judged.
inline constexpr std::size_t kMaxCombinations = 200'000;

// Tries every combination of answers that the atoms of `when` and `expect` can give, field by field; free atoms give
// every answer. More combinations are tried than there are records, so "cannot fire" is certain, "can fire" is not.
// Nothing: too many combinations, or a field of which not all answers are known.
std::optional<Reach> reach_of(const ir::Module& module, const Answers& answers, const ir::Check& check);

}  // namespace jianhe::lint
