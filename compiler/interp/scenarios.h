#pragma once

#include <cstddef>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe {

// The examples whose records a scenario's condition is true for, by their places in Module::examples. An example that
// finds only notices is neither.
struct ScenarioExamples {
    std::vector<std::size_t> accepted;
    std::vector<std::size_t> rejected;

    // What a scenario needs: one shows what it allows, two show what it refuses.
    bool are_enough() const { return !accepted.empty() && rejected.size() >= 2; }
};

// By declared scenario. The examples are judged; each holds what it says (`jianhe test` shows it).
std::vector<ScenarioExamples> examples_by_scenario(const ir::Module& module);

}  // namespace jianhe
