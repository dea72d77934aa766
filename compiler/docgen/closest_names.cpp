#include "compiler/docgen/explain.h"
#include "dsl/diag/closest.h"

namespace jianhe::docgen {

std::vector<std::string> closest_names(const ir::Module& module, std::string_view name, std::size_t limit) {
    std::vector<std::string_view> candidates;
    for (const ir::Code& code : module.codes) candidates.push_back(code.code);
    for (const ir::Field& field : module.fields) candidates.push_back(field.tag);
    for (const ir::Field& field : module.fields) candidates.push_back(field.name);
    for (const ir::CodeSet& set : module.code_sets) candidates.push_back(set.name);
    for (const ir::Scenario& scenario : module.scenarios) candidates.push_back(scenario.name);
    for (const ir::Construction& construction : module.constructions) candidates.push_back(construction.name);

    std::vector<std::string> nearest;
    while (nearest.size() < limit) {
        const std::optional<std::string> next = dsl::closest(name, candidates);
        if (!next) break;
        std::erase(candidates, std::string_view(*next));
        nearest.push_back(*next);
    }
    return nearest;
}

}  // namespace jianhe::docgen
