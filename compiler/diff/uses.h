#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/diff/change.h"
#include "compiler/diff/direction.h"
#include "compiler/ir/module.h"

namespace jianhe::diff {

// Where a named set, a code set or a table is read, and what its growing does there.
struct Use {
    std::vector<std::string> readers;  // "R054 at P52", "the type of P12"; each once
    Effect when_grown = Effect::None;  // Tightened: a larger one rejects more
};

// By name: sets, code sets and tables share one space of names.
using Uses = std::map<std::string, Use>;
Uses uses_of(const ir::Module& module);

// The effect of a set that moved in that direction.
Effect effect_of(const Use& use, Direction direction) noexcept;

}  // namespace jianhe::diff
