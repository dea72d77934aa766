#include "compiler/docgen/scenario_examples.h"

#include <algorithm>
#include <limits>

#include "compiler/interp/scenarios.h"

namespace jianhe::docgen {
namespace {

// The line of the next scenario in the same file: examples stand behind the scenario they are about.
std::uint32_t end_of(const ir::Module& module, const ir::Scenario& scenario) {
    std::uint32_t end = std::numeric_limits<std::uint32_t>::max();
    for (const ir::Scenario& other : module.scenarios) {
        if (other.location.file != scenario.location.file || other.location.line <= scenario.location.line) continue;
        end = std::min(end, other.location.line);
    }
    return end;
}

std::vector<const ir::Example*> pick(const ir::Module& module, const ir::Scenario& scenario,
                                     const std::vector<std::size_t>& places, std::size_t& beside) {
    std::vector<const ir::Example*> examples;
    for (const std::size_t place : places) examples.push_back(&module.examples[place]);
    const std::uint32_t end = end_of(module, scenario);
    const auto rest = std::stable_partition(examples.begin(), examples.end(), [&](const ir::Example* example) {
        return example->location.file == scenario.location.file && example->location.line > scenario.location.line &&
               example->location.line < end;
    });
    beside = static_cast<std::size_t>(rest - examples.begin());
    return examples;
}

}  // namespace

std::vector<ShownScenario> shown_scenarios(const ir::Module& module) {
    const std::vector<ScenarioExamples> examples = examples_by_scenario(module);
    std::vector<ShownScenario> all(module.scenarios.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const ir::Scenario& scenario = module.scenarios[i];
        all[i].scenario = &scenario;
        all[i].accepted = pick(module, scenario, examples[i].accepted, all[i].accepted_beside);
        all[i].rejected = pick(module, scenario, examples[i].rejected, all[i].rejected_beside);
    }
    return all;
}

}  // namespace jianhe::docgen
