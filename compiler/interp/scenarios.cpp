#include "compiler/interp/scenarios.h"

#include "compiler/interp/evaluate.h"
#include "compiler/interp/evaluator.h"

namespace jianhe {
namespace {

// What an example shows: a finding of a code that some rule lowers may be a notice, but its registry says what the code
// is for.
bool shows_rejection(const ir::Module& module, const ir::Example& example) {
    for (const ir::Example::Expected& expected : example.finds) {
        const ir::CodeId code = module.find_code(expected.code);
        if (ir::is_some(code) && module.code(code).disposition != Disposition::Notice) return true;
    }
    return false;
}

}  // namespace

std::vector<ScenarioExamples> examples_by_scenario(const ir::Module& module) {
    std::vector<ScenarioExamples> all(module.scenarios.size());
    const SpecificationInfo info = ir::make_info(module);
    Record record(info.layout);
    Evaluator evaluator(module);
    for (std::size_t i = 0; i < module.examples.size(); ++i) {
        const ir::Example& example = module.examples[i];
        fill_record(example.values, record);
        const Supplied supplied(example_givens(module, example, record));
        evaluator.begin(record, supplied);
        for (std::size_t s = 0; s < module.scenarios.size(); ++s) {
            if (evaluator.truth(module.scenarios[s].condition, 0) != Truth::True) continue;
            if (example.accepted) all[s].accepted.push_back(i);
            if (shows_rejection(module, example)) all[s].rejected.push_back(i);
        }
    }
    return all;
}

}  // namespace jianhe
