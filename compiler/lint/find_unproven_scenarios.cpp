// L613: scenarios whose examples do not show what they allow and what they refuse.

#include <algorithm>

#include "compiler/interp/scenarios.h"
#include "compiler/lint/lints.h"

namespace jianhe::lint {

void find_unproven_scenarios(LintContext& context) {
    const std::vector<ScenarioExamples> examples = examples_by_scenario(context.module);
    // One declaration makes one scenario.
    for (std::size_t i = 0; i < std::min(examples.size(), context.tree.scenarios.size()); ++i) {
        const dsl::ScenarioDecl& decl = context.tree.scenarios[i];
        if (examples[i].are_enough()) continue;
        (void)context.warn(dsl::diag::ScenarioUnproven, decl.waivers, decl.name.range, decl.name.text,
                           examples[i].accepted.size(), examples[i].rejected.size());
    }
}

}  // namespace jianhe::lint
