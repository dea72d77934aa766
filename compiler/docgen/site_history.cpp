#include <fmt/format.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/life_cycle_picture.h"
#include "compiler/docgen/site_pages.h"
#include "compiler/ir/printer.h"

namespace jianhe::docgen {
namespace {

std::string words_of(const ir::Relation::Column& column) {
    std::string text = column.name;
    for (const std::string& word : column.words) text += (&word == &column.words.front() ? " " : ", ") + word;
    if (column.low) text += fmt::format(" {} to {}", *column.low, *column.high);
    return column.is_private() ? text + " (private)" : text;
}

void add_columns(Html& html, const ir::Relation& relation) {
    std::string key, columns;
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        std::string& list = i < relation.key_size ? key : columns;
        list += (list.empty() ? "" : ", ") + words_of(relation.columns[i]);
    }
    const auto list = html.block("dl");
    add_entry(html, "key", key);
    add_entry(html, relation.is_life_cycle() ? "holds" : "columns", columns);
    for (const std::vector<std::uint32_t>& index : relation.indexes) {
        std::string by;
        for (const std::uint32_t column : index) by += (by.empty() ? "" : ", ") + relation.columns[column].name;
        if (!relation.is_life_cycle()) add_entry(html, "looked up by", by);
    }
    if (relation.is_imported) add_entry(html, "filled", "by the operator");
    add_entry(html, "declared", describe(relation.location));
}

// A row a state, a column an event; a change is set in bold.
void add_states(Html& html, const ir::Relation& relation) {
    const auto table = html.block("table");
    {
        const auto head = html.block("tr");
        html.element("th", "state");
        for (const std::string& event : relation.events) html.element("th", event);
    }
    for (std::uint32_t state = 0; state < relation.states.size(); ++state) {
        const auto row = html.block("tr");
        html.element("th", relation.states[state]);
        for (std::uint32_t event = 0; event < relation.events.size(); ++event) {
            const std::uint32_t next = relation.state_after(state, event);
            const auto cell = html.line("td");
            html.element(next == state ? "span" : "b", relation.states[next]);
        }
    }
}

void add_effects(Html& html, const ir::Module& module, ir::RelationId relation) {
    const auto list = html.block("ul");
    for (const ir::Effect& effect : module.effects) {
        if (effect.relation == relation) html.element("li", ir::print_effect(module, effect));
    }
}

}  // namespace

// What accepted records leave behind.
void add_history(Html& html, const ir::Module& module) {
    if (module.relations.empty()) html.element("p", "Nothing is kept of earlier records.");
    for (std::size_t i = 0; i < module.relations.size(); ++i) {
        const ir::Relation& relation = module.relations[i];
        html.element("h2", relation.name + (relation.label.empty() ? "" : " " + relation.label),
                     {{"id", anchor("h", relation.name)}});
        add_columns(html, relation);
        if (relation.is_life_cycle()) {
            add_life_cycle_picture(html, relation);
            add_states(html, relation);
        }
        add_effects(html, module, static_cast<ir::RelationId>(i));
    }
}

}  // namespace jianhe::docgen
