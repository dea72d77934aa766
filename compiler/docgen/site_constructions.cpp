#include <fmt/format.h>

#include "compiler/docgen/construction_facts.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"

namespace jianhe::docgen {
namespace {

void add_buffers(Html& html, const ir::Module& module) {
    html.element("h2", "Buffers");
    for (const ir::Buffer& buffer : module.buffers) {
        const auto section = html.block("section", {{"id", anchor("b", buffer.name)}});
        html.element("h3", fmt::format("{}  {}", buffer.name, buffer.label));
        html.element("p", fmt::format("{} bytes; {}", buffer.size, describe(buffer.location)), {{"class", "quiet"}});
        const auto table = html.block("table");
        add_head(html, {"bytes", "part"});
        for (const ir::Buffer::Part& part : buffer.parts) {
            const auto row = html.block("tr");
            html.element("td", fmt::format("{}..{}", part.first, part.last));
            const auto cell = html.line("td");
            if (ir::is_some(part.field)) {
                html.link(address_of_field(module.field(part.field).tag), label_of(module, part.field));
            } else {
                html.text(module.buffer_parts[index_of(part.name)]);
            }
        }
    }
}

void add_filled(Html& html, const ir::Module& module, const BuildOutcome& outcome) {
    const auto table = html.block("table");
    add_head(html, {"field", "label", "value", "from"});
    for (const BuiltField& filled : outcome.filled) {
        const ir::Field& field = module.fields[filled.field];
        const auto row = html.block("tr");
        {
            const auto cell = html.line("td");
            html.link(address_of_field(field.tag), field.tag);
            if (filled.row > 0) html.text(fmt::format("[{}]", filled.row));
        }
        html.element("td", field.label);
        html.element("td", outcome.record.get(filled.field, filled.row).text);
        html.element("td", describe(filled.origin));
    }
}

void add_list(Html& html, std::string_view title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    html.element("h4", title);
    const auto list = html.block("ul");
    for (const std::string& line : lines) html.element("li", line);
}

void add_construction(Html& html, const ir::Module& module, ir::ConstructionId id) {
    const ConstructionFacts facts = facts_of(module, id);
    const ir::Construction& construction = *facts.construction;
    const auto section = html.block("section", {{"id", anchor("n", construction.name)}});
    html.element("h3", construction.name + "  " + construction.label);
    html.element("p", describe(construction.location), {{"class", "quiet"}});
    if (ir::is_some(construction.scenario)) {
        const auto about = html.line("p");
        const std::string& name = module.scenarios[index_of(construction.scenario)].name;
        html.text("The record is in scenario ");
        html.link(address_of_scenario(name), name);
    }
    if (construction.keeps()) {
        html.element("p",
                     "Nothing is uploaded; what is kept is for " + module.construction(construction.kept_for).name);
    }
    std::vector<std::string> lines;
    for (const BuildNeed& need : facts.asked) lines.push_back(need.text);
    add_list(html, "What the caller supplies", lines);
    lines.clear();
    for (const ir::BufferId buffer : construction.buffers) {
        lines.push_back(describe_buffer(module, module.buffer(buffer)));
    }
    add_list(html, "What a device supplies", lines);
    add_list(html, "What is set, taken as default, derived", facts.clauses);
    if (facts.outcome) {
        html.element("h4", "An example: " + facts.shown->label);
        add_filled(html, module, *facts.outcome);
        if (!facts.xml.empty()) html.element("pre", facts.xml);
        for (const KeptValue& kept : facts.outcome->kept) {
            html.element("p", fmt::format("kept: {} = {}", kept.field, kept.text));
        }
    }
    lines.clear();
    for (const ir::BuildExample* example : facts.examples) {
        lines.push_back(
            fmt::format("{}: {}  {}", example->label, describe_result(*example), describe(example->location)));
    }
    add_list(html, fmt::format("{} examples", lines.size()), lines);
}

}  // namespace

void add_constructions(Html& html, const ir::Module& module) {
    if (module.constructions.empty()) {
        html.element("p", "The specification declares none.");
        return;
    }
    {
        const auto table = html.block("table");
        add_head(html, {"construction", "label"});
        for (const ir::Construction& construction : module.constructions) {
            const auto row = html.block("tr");
            {
                const auto cell = html.line("td");
                html.link("#" + anchor("n", construction.name), construction.name);
            }
            html.element("td", construction.label);
        }
    }
    for (std::uint32_t i = 0; i < module.constructions.size(); ++i) {
        add_construction(html, module, static_cast<ir::ConstructionId>(i));
    }
    add_buffers(html, module);
}

}  // namespace jianhe::docgen
