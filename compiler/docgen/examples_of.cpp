#include "compiler/docgen/examples_of.h"

#include <algorithm>

#include "compiler/docgen/describe.h"

namespace jianhe::docgen {
namespace {

template <class Container, class Value>
bool contains(const Container& container, const Value& value) {
    return std::find(container.begin(), container.end(), value) != container.end();
}

}  // namespace

std::vector<const ir::Example*> examples_that_find(const ir::Module& module, ir::CodeId code) {
    std::vector<const ir::Example*> found;
    for (const ir::Example& example : module.examples) {
        const bool finds =
            std::any_of(example.finds.begin(), example.finds.end(),
                        [&](const ir::Example::Expected& expected) { return expected.code == module.code(code).code; });
        if (finds) found.push_back(&example);
    }
    return found;
}

const ir::Example* accepted_example(const ir::Module& module, const CodeStanding& standing) {
    const ir::Example* best = nullptr;
    std::uint32_t best_distance = 0;
    for (const ir::RuleId id : standing.rules) {
        const ir::Rule& rule = module.rules[index_of(id)];
        std::vector<ir::FieldId> about = fields_read(module, rule);
        for (const ir::CheckId check : rule.checks) {
            if (module.checks[index_of(check)].code == standing.code) {
                about.push_back(module.checks[index_of(check)].field);
            }
        }
        for (const ir::Example& example : module.examples) {
            const bool beside =
                example.location.file == rule.location.file && example.location.line > rule.location.line;
            const bool touches = std::any_of(example.changed.begin(), example.changed.end(),
                                             [&](const auto& change) { return contains(about, change.first); });
            if (!example.accepted || !beside || !touches) continue;
            const std::uint32_t distance = example.location.line - rule.location.line;
            if (best != nullptr && distance >= best_distance) continue;
            best = &example;
            best_distance = distance;
        }
    }
    return best;
}

std::vector<const ir::Example*> examples_of(const ir::Module& module, const CodeStanding& standing) {
    std::vector<const ir::Example*> examples = examples_that_find(module, standing.code);
    const ir::Example* accepted = accepted_example(module, standing);
    if (accepted != nullptr && !contains(examples, accepted)) examples.push_back(accepted);
    return examples;
}

}  // namespace jianhe::docgen
