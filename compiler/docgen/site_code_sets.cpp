#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"
#include "compiler/ir/printer.h"

namespace jianhe::docgen {
namespace {

void add_members(Html& html, const ir::CodeSet& set) {
    const auto table = html.block("table");
    {
        const auto head = html.block("tr");
        for (const std::string_view title : {"code", "label", "valid"}) html.element("th", title);
        for (const ir::CodeSet::Column& column : set.columns) html.element("th", column.name);
    }
    for (const ir::CodeSet::Row& row : set.rows) {
        const auto line = html.block("tr");
        html.element("td", describe(row.code));
        html.element("td", row.label);
        html.element("td", row.valid.is_open() ? std::string() : describe(row.valid));
        for (const std::string& value : row.columns) html.element("td", value);
    }
}

void add_code_set(Html& html, const ir::Module& module, ir::CodeSetId id) {
    const ir::CodeSet& set = module.code_sets[index_of(id)];
    const auto section = html.block("section", {{"id", anchor("s", set.name)}});
    html.element("h2", set.name + "  " + set.label);
    {
        const auto about = html.line("p");
        html.text(set.file);
        if (set.is_open) html.text(", open: other codes are no fault");
        html.text("; fields: ");
        std::vector<ir::FieldId> users;
        for (std::uint32_t i = 0; i < module.fields.size(); ++i) {
            if (module.fields[i].code_set == id) users.push_back(static_cast<ir::FieldId>(i));
        }
        add_field_links(html, module, users);
        if (users.empty()) html.text("none");
    }
    add_members(html, set);
}

}  // namespace

void add_code_sets(Html& html, const ir::Module& module) {
    for (std::uint32_t i = 0; i < module.code_sets.size(); ++i) {
        add_code_set(html, module, static_cast<ir::CodeSetId>(i));
    }
}

void add_tables(Html& html, const ir::Module& module) {
    for (const ir::Set& set : module.sets) {
        if (set.name.empty()) continue;
        html.element("h2", set.name + "  " + set.label, {{"id", anchor("t", set.name)}});
        html.element("p", ir::print_members(set));
    }
    for (const ir::Table& allowed : module.tables) {
        html.element("h2", allowed.name, {{"id", anchor("t", allowed.name)}});
        html.element("p", allowed.others_unchecked
                              ? "Allowed combinations; what the first column does not name is not asked."
                              : "Allowed combinations.");
        const auto table = html.block("table");
        add_head(html, {allowed.columns[0], allowed.columns[1]});
        for (const auto& [first, second] : allowed.rows) {
            const auto row = html.block("tr");
            html.element("td", first);
            html.element("td", second);
        }
    }
}

}  // namespace jianhe::docgen
