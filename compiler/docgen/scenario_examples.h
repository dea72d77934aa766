#pragma once

#include <cstddef>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::docgen {

// What shows a scenario: those that stand beside its declaration first, then those that stand elsewhere; in order. The
// pointers are into the module.
struct ShownScenario {
    const ir::Scenario* scenario = nullptr;
    std::vector<const ir::Example*> accepted;
    std::vector<const ir::Example*> rejected;
    // How many of each stand beside it.
    std::size_t accepted_beside = 0;
    std::size_t rejected_beside = 0;
};

// In declared order. Judges every example of the module.
std::vector<ShownScenario> shown_scenarios(const ir::Module& module);

}  // namespace jianhe::docgen
