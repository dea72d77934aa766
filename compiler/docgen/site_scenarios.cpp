#include <algorithm>

#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/scenario_examples.h"
#include "compiler/docgen/site_pages.h"

namespace jianhe::docgen {
namespace {

// Of one kind in one scenario, unless more stand beside it: a wide scenario holds for most examples of all rules.
constexpr std::size_t kMostExamples = 12;

void add_examples(Html& html, const ir::Module& module, std::string_view kind,
                  const std::vector<const ir::Example*>& examples, std::size_t beside) {
    html.element("h4", fmt::format("{} {} examples", examples.size(), kind));
    const std::size_t shown = std::min(examples.size(), std::max(beside, kMostExamples));
    {
        const auto list = html.block("ul");
        for (std::size_t i = 0; i < shown; ++i) add_example(html, module, *examples[i]);
    }
    if (shown < examples.size()) {
        html.element("p", fmt::format("… and {} more, beside the rules", examples.size() - shown),
                     {{"class", "quiet"}});
    }
}

void add_scenario(Html& html, const ir::Module& module, const ShownScenario& shown) {
    const ir::Scenario& scenario = *shown.scenario;
    const auto section = html.block("section", {{"id", anchor("o", scenario.name)}});
    html.element("h3", scenario.name + "  " + scenario.label);
    html.element("pre", "when " + scenario.text);
    {
        const auto about = html.line("p", {{"class", "quiet"}});
        html.text(describe(scenario.location) + "; reads ");
        std::vector<ir::FieldId> fields;
        collect_fields(module, scenario.condition, fields);
        add_field_links(html, module, fields);
    }
    add_examples(html, module, "accepted", shown.accepted, shown.accepted_beside);
    add_examples(html, module, "rejecting", shown.rejected, shown.rejected_beside);
}

void add_overview(Html& html, const std::vector<ShownScenario>& scenarios) {
    const auto table = html.block("table");
    add_head(html, {"scenario", "label", "when", "accepted", "rejecting"});
    for (const ShownScenario& shown : scenarios) {
        const auto row = html.block("tr");
        {
            const auto cell = html.line("td");
            html.link("#" + anchor("o", shown.scenario->name), shown.scenario->name);
        }
        html.element("td", shown.scenario->label);
        html.element("td", shown.scenario->text);
        html.element("td", fmt::to_string(shown.accepted.size()));
        html.element("td", fmt::to_string(shown.rejected.size()));
    }
}

void add_record(Html& html, const ir::Module& module, ir::RecordId id) {
    const ir::DeclaredRecord& record = module.records[index_of(id)];
    const auto section = html.block("section", {{"id", anchor("r", record.name)}});
    html.element("h3", record.name + "  " + record.label);
    html.element("p", fmt::format("{}; weight {}", describe(record.location), record.weight), {{"class", "quiet"}});
    const auto list = html.block("ul");
    for (const ir::Example& example : module.examples) {
        if (example.base == id) add_example(html, module, example);
    }
}

}  // namespace

// The scenarios, each with the examples that show it; then the declared records, each with the examples that change it.
void add_scenarios(Html& html, const ir::Module& module) {
    const std::vector<ShownScenario> scenarios = shown_scenarios(module);
    if (!scenarios.empty()) {
        add_overview(html, scenarios);
        for (const ShownScenario& shown : scenarios) add_scenario(html, module, shown);
    }
    html.element("h2", "Declared records");
    for (std::uint32_t i = 0; i < module.records.size(); ++i) {
        add_record(html, module, static_cast<ir::RecordId>(i));
    }
}

}  // namespace jianhe::docgen
