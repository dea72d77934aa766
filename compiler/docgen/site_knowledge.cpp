#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"
#include "compiler/ir/printer.h"

namespace jianhe::docgen {
namespace {

std::string words_of(const MasterShape::Column& column) {
    switch (column.type) {
        case MasterShape::Type::Number: return column.name + " number";
        case MasterShape::Type::Date: return column.name + " date";
        case MasterShape::Type::Text: break;
    }
    return column.name + (column.length == 0 ? " text" : fmt::format(" text {}", column.length));
}

std::string columns_of(const MasterShape& shape) {
    std::vector<std::string> columns;
    for (const MasterShape::Column& column : shape.columns) {
        // The two days of a period stand among the columns only where rules read them.
        if (shape.is_dated && (column.name == "valid_from" || column.name == "valid_to")) continue;
        columns.push_back(words_of(column));
    }
    if (shape.is_dated) columns.emplace_back("valid_from to valid_to");
    return fmt::format("{}", fmt::join(columns, ", "));
}

std::string key_of(const MasterShape& shape) {
    std::vector<std::string> key;
    for (const std::uint32_t column : shape.key) key.push_back(shape.columns[column].name);
    return fmt::format("{}", fmt::join(key, ", "));
}

std::string parts_of(const std::vector<ir::Provider::Part>& parts) {
    std::vector<std::string> words;
    for (const ir::Provider::Part& part : parts)
        words.push_back(fmt::format("{} {}", part.name, ir::print_type(part.type)));
    return fmt::format("{}", fmt::join(words, ", "));
}

void add_masters(Html& html, const ir::Module& module) {
    if (module.masters.empty()) return;
    html.element("h2", "Masters");
    const auto table = html.block("table");
    add_head(html, {"name", "label", "columns", "key", "sample", "declared"});
    for (const ir::Master& master : module.masters) {
        const auto row = html.block("tr", {{"id", anchor("m", master.shape.name)}});
        html.element("td", master.shape.name);
        html.element("td", master.label);
        html.element("td", columns_of(master.shape));
        html.element("td", key_of(master.shape));
        html.element("td", master.sample_file);
        html.element("td", describe(master.location));
    }
}

void add_providers(Html& html, const ir::Module& module) {
    if (module.providers.empty()) return;
    html.element("h2", "Providers");
    const auto table = html.block("table");
    add_head(html, {"name", "label", "is given", "gives", "built in", "declared"});
    for (const ir::Provider& provider : module.providers) {
        const auto row = html.block("tr", {{"id", anchor("v", provider.name)}});
        html.element("td", provider.name);
        html.element("td", provider.label);
        html.element("td", parts_of(provider.arguments));
        html.element("td", parts_of(provider.parts));
        html.element("td", provider.built_in);
        html.element("td", describe(provider.location));
    }
}

}  // namespace

// What others know: the tables that the operator gives, and whom the rules ask.
void add_knowledge(Html& html, const ir::Module& module) {
    add_masters(html, module);
    add_providers(html, module);
}

}  // namespace jianhe::docgen
