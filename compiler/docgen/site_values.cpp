#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"
#include "compiler/ir/printer.h"

namespace jianhe::docgen {
namespace {

void add_givens(Html& html, const ir::Module& module) {
    html.element("h2", "Given values");
    const auto table = html.block("table");
    add_head(html, {"name", "label", "type", "", "in examples"});
    for (const ir::Given& given : module.givens) {
        const auto row = html.block("tr", {{"id", anchor("g", given.name)}});
        html.element("td", given.name);
        html.element("td", given.label);
        html.element("td", ir::print_type(given.type));
        html.element("td", given.is_optional ? "optional" : "always there");
        html.element("td", is_some(given.example) ? ir::print_expr(module, given.example) : std::string());
    }
}

void add_dates(Html& html, const ir::Module& module) {
    if (module.chosen_dates.empty()) return;
    html.element("h2", "Chosen dates");
    const auto list = html.block("dl");
    for (const ir::ChosenDate& date : module.chosen_dates) {
        std::string text;
        for (const ir::ChosenDate::Choice& choice : date.choices) {
            text += module.field(choice.field).tag + " when " + ir::print_expr(module, choice.condition) + ", else ";
        }
        add_entry(html, date.name, text + module.field(date.otherwise).tag);
    }
}

void add_private_fields(Html& html, const ir::Module& module) {
    html.element("h2", "Key and private fields");
    const auto list = html.block("dl");
    {
        html.element("dt", "key of a record");
        const auto key = html.line("dd");
        add_field_links(html, module, module.key);
    }
    for (const ir::Field& field : module.fields) add_entry(html, field.tag, describe(field.mask));
}

}  // namespace

void add_values(Html& html, const ir::Module& module) {
    add_givens(html, module);
    add_knowledge(html, module);
    add_dates(html, module);
    add_private_fields(html, module);
    for (const auto& [name, text] : module.report_templates) {
        html.element("h2", "Report " + name, {{"id", anchor("p", name)}});
        html.element("pre", text);
    }
}

}  // namespace jianhe::docgen
