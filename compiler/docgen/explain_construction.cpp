#include <fmt/format.h>

#include "compiler/docgen/construction_facts.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/page.h"
#include "compiler/docgen/pages.h"

namespace jianhe::docgen {
namespace {

// Where the values of the example have come from, by origin.
std::vector<std::vector<std::string>> filled_rows(const ir::Module& module, const BuildOutcome& outcome) {
    std::vector<std::vector<std::string>> rows;
    for (const BuiltField& filled : outcome.filled) {
        const ir::Field& field = module.fields[filled.field];
        const std::string tag = filled.row == 0 ? field.tag : fmt::format("{}[{}]", field.tag, filled.row);
        rows.push_back({tag, field.label, describe(filled.origin)});
    }
    return rows;
}

std::string examples_text(const ConstructionFacts& facts) {
    std::string text;
    for (const ir::BuildExample* example : facts.examples) {
        text += fmt::format("{}{}  ({})\n", example->label.empty() ? "" : example->label + ": ",
                            describe_result(*example), describe(example->location));
    }
    if (!text.empty()) text.pop_back();
    return text;
}

}  // namespace

std::string explain_construction(const ir::Module& module, ir::ConstructionId id) {
    const ConstructionFacts facts = facts_of(module, id);
    const ir::Construction& construction = *facts.construction;
    Page page;
    page.title(fmt::format("{}  {}", construction.name, construction.label));
    page.item("construction", describe(construction.location));
    if (ir::is_some(construction.scenario)) {
        const ir::Scenario& scenario = module.scenarios[index_of(construction.scenario)];
        page.item("scenario", fmt::format("{}: {}", scenario.name, scenario.text));
    }
    if (construction.keeps()) {
        page.item("uploads", "nothing; what is kept is for " + module.construction(construction.kept_for).name);
    }
    std::vector<std::string> lines;
    for (const ir::BufferId buffer : construction.buffers)
        lines.push_back(describe_buffer(module, module.buffer(buffer)));
    page.list("buffers", lines);
    lines.clear();
    for (const BuildNeed& need : facts.asked) lines.push_back(need.text);
    page.list("asks", lines);
    page.list("clauses", facts.clauses);
    if (facts.outcome) {
        page.item("example", facts.shown->label);
        page.table("values from", filled_rows(module, *facts.outcome));
        if (!facts.xml.empty()) page.block("what is uploaded", facts.xml);
        std::string kept;
        for (const KeptValue& value : facts.outcome->kept) kept += fmt::format("{} = {}\n", value.field, value.text);
        if (!kept.empty()) {
            kept.pop_back();
            page.block("what is kept", kept);
        }
    }
    page.block(fmt::format("{} examples", facts.examples.size()), examples_text(facts));
    return std::move(page).take();
}

}  // namespace jianhe::docgen
