#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/docgen/code_table.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/examples_of.h"
#include "compiler/docgen/site_pages.h"

namespace jianhe::docgen {
namespace {

std::string reported_by(const ir::Module& module, const CodeStanding& standing) {
    std::vector<std::string> parts;
    for (const ir::RuleId rule : standing.rules) parts.push_back(describe(module.rules[index_of(rule)].location));
    for (const BuiltInUse& use : standing.built_in) parts.push_back(describe(module, use, 4));
    return fmt::format("{}", fmt::join(parts, "; "));
}

void add_overview(Html& html, const ir::Module& module, const std::vector<CodeStanding>& codes) {
    const auto table = html.block("table");
    add_head(html, {"code", "text", "attached to", "disposition", "needs", "status", "reported by"});
    for (const CodeStanding& standing : codes) {
        const ir::Code& code = module.code(standing.code);
        const auto row = html.block("tr");
        {
            const auto cell = html.line("td");
            html.link("#" + anchor("c", code.code), code.code);
        }
        html.element("td", code.message);
        html.element("td", describe(module, code.places));
        html.element("td", describe(code.schedule));
        html.element("td", code.needs);
        html.element("td", ir::to_string(code.status));
        html.element("td", reported_by(module, standing));
    }
}

void add_examples(Html& html, const ir::Module& module, const CodeStanding& standing) {
    const std::vector<const ir::Example*> examples = examples_of(module, standing);
    if (examples.empty()) return;
    html.element("h4", "Examples");
    const auto list = html.block("ul");
    for (const ir::Example* example : examples) add_example(html, module, *example);
}

void add_code(Html& html, const ir::Module& module, const CodeStanding& standing) {
    const ir::Code& code = module.code(standing.code);
    const auto section = html.block("section", {{"id", anchor("c", code.code)}});
    html.element("h3", code.code + "  " + code.message);
    {
        const auto list = html.block("dl");
        add_entry(html, "disposition", describe(code.schedule));
        add_entry(html, "attached to", describe(module, code.places));
        add_entry(html, "status", ir::to_string(code.status));
        add_entry(html, "needs", code.needs);
        add_entry(html, "reason", code.reason);
        add_entry(html, "source", code.source);
        if (!code.official) add_entry(html, "official", "no, advice of our own");
        for (const BuiltInUse& use : standing.built_in) add_entry(html, "built in", describe(module, use, 0));
    }
    for (const ir::RuleId id : standing.rules) {
        const ir::Rule& rule = module.rules[index_of(id)];
        html.element("h4", "Rule at " + describe(rule.location));
        html.element("pre", rule.text);
        const auto reads = html.line("p");
        html.text("reads ");
        add_field_links(html, module, fields_read(module, rule));
    }
    add_examples(html, module, standing);
}

}  // namespace

void add_codes(Html& html, const ir::Module& module) {
    const std::vector<CodeStanding> codes = code_table(module);
    add_overview(html, module, codes);
    for (const CodeStanding& standing : codes) add_code(html, module, standing);
}

}  // namespace jianhe::docgen
