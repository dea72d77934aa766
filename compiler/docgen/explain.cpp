#include "compiler/docgen/explain.h"

#include "compiler/docgen/describe.h"
#include "compiler/docgen/pages.h"

namespace jianhe::docgen {

namespace {

// The first name for which `is_wanted` holds, whatever kind of thing it names.
template <class Predicate>
std::optional<std::string> find_page(const ir::Module& module, const ExplainOptions& options, Predicate is_wanted) {
    for (std::uint32_t i = 0; i < module.codes.size(); ++i) {
        if (is_wanted(module.codes[i].code)) return explain_code(module, static_cast<ir::CodeId>(i), options);
    }
    for (std::uint32_t i = 0; i < module.fields.size(); ++i) {
        if (is_wanted(module.fields[i].tag)) return explain_field(module, static_cast<ir::FieldId>(i), options);
    }
    for (std::uint32_t i = 0; i < module.fields.size(); ++i) {
        if (is_wanted(module.fields[i].name)) return explain_field(module, static_cast<ir::FieldId>(i), options);
    }
    for (std::uint32_t i = 0; i < module.code_sets.size(); ++i) {
        if (is_wanted(module.code_sets[i].name))
            return explain_code_set(module, static_cast<ir::CodeSetId>(i), options);
    }
    // A situation and how its records are made often share a name.
    std::string both;
    for (std::uint32_t i = 0; i < module.scenarios.size() && both.empty(); ++i) {
        if (is_wanted(module.scenarios[i].name))
            both = explain_scenario(module, static_cast<ir::ScenarioId>(i), options);
    }
    for (std::uint32_t i = 0; i < module.constructions.size(); ++i) {
        if (!is_wanted(module.constructions[i].name)) continue;
        if (!both.empty()) both += "\n";
        both += explain_construction(module, static_cast<ir::ConstructionId>(i));
        break;
    }
    if (!both.empty()) return both;
    return std::nullopt;
}

}  // namespace

std::optional<std::string> explain(const ir::Module& module, std::string_view name, const ExplainOptions& options) {
    if (auto page = find_page(module, options, [&](std::string_view known) { return known == name; })) return page;
    const std::string wanted = lower_case(name);
    return find_page(module, options, [&](std::string_view known) { return lower_case(known) == wanted; });
}

}  // namespace jianhe::docgen
