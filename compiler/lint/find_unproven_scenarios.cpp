// L613: scenarios whose examples do not show what they allow and what they refuse.

#include <algorithm>

#include "compiler/interp/scenarios.h"
#include "compiler/lint/lints.h"

namespace jianhe::lint {
namespace {

constexpr std::size_t kAccepted = 1;
constexpr std::size_t kRejected = 2;

}  // namespace

void find_unproven_scenarios(LintContext& context) {
    const std::vector<ScenarioExamples> examples = examples_by_scenario(context.module);
    // One declaration makes one scenario.
    for (std::size_t i = 0; i < std::min(examples.size(), context.tree.scenarios.size()); ++i) {
        const dsl::ScenarioDecl& decl = context.tree.scenarios[i];
        const std::size_t accepted = examples[i].accepted.size();
        const std::size_t rejected = examples[i].rejected.size();
        if (accepted >= kAccepted && rejected >= kRejected) continue;
        (void)context.warn(dsl::diag::ScenarioUnproven, decl.waivers, decl.name.range, decl.name.text, accepted,
                           rejected);
    }
}

}  // namespace jianhe::lint
