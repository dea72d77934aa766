#include <algorithm>

#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/page.h"
#include "compiler/docgen/pages.h"
#include "compiler/docgen/scenario_examples.h"

namespace jianhe::docgen {
namespace {

void add_examples(Page& page, const ir::Module& module, std::string_view kind,
                  const std::vector<const ir::Example*>& examples, std::size_t beside, std::size_t limit) {
    // Those beside the declaration are the ones made for it; others only fill up.
    const std::size_t shown = limit == 0 ? examples.size() : std::min(examples.size(), std::max(beside, limit));
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        const ir::Example& example = *examples[i];
        text += fmt::format("{}{}  ({})\n  {}\n", example.label.empty() ? "" : example.label + ": ",
                            describe_outcome(example), describe(example.location), describe_changes(module, example));
    }
    if (shown < examples.size()) text += fmt::format("… and {} more, see --all\n", examples.size() - shown);
    if (examples.empty()) text = "none\n";
    text.pop_back();
    page.block(fmt::format("{} {} examples", examples.size(), kind), text);
}

}  // namespace

std::string explain_scenario(const ir::Module& module, ir::ScenarioId id, const ExplainOptions& options) {
    const ShownScenario shown = shown_scenarios(module)[index_of(id)];
    const ir::Scenario& scenario = *shown.scenario;
    Page page;
    page.title(scenario.label.empty() ? scenario.name : fmt::format("{}  {}", scenario.name, scenario.label));
    page.item("scenario", describe(scenario.location));
    page.item("when", scenario.text);
    std::vector<ir::FieldId> fields;
    collect_fields(module, scenario.condition, fields);
    std::vector<std::string> read;
    for (const ir::FieldId field : fields) read.push_back(label_of(module, field));
    page.list("reads", read);
    add_examples(page, module, "accepted", shown.accepted, shown.accepted_beside, options.max_examples);
    add_examples(page, module, "rejecting", shown.rejected, shown.rejected_beside, options.max_examples);
    return std::move(page).take();
}

}  // namespace jianhe::docgen
