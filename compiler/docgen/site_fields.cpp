#include <algorithm>

#include "compiler/docgen/code_table.h"
#include "compiler/docgen/describe.h"
#include "compiler/docgen/site_pages.h"
#include "compiler/ir/printer.h"

namespace jianhe::docgen {
namespace {

// The presence tables in which some field of the segment stands, in order.
std::vector<ir::PresenceId> presences_of(const ir::Module& module, const std::vector<ir::FieldId>& fields) {
    std::vector<ir::PresenceId> presences;
    for (const ir::FieldId id : fields) {
        const ir::PresenceId presence = module.field(id).presence;
        if (is_some(presence)) presences.push_back(presence);
    }
    std::sort(presences.begin(), presences.end());
    presences.erase(std::unique(presences.begin(), presences.end()), presences.end());
    return presences;
}

// By field: the codes that rules report there, and those the field alone has for a built-in check.
std::vector<std::vector<ir::CodeId>> codes_by_field(const ir::Module& module) {
    std::vector<std::vector<ir::CodeId>> codes(module.fields.size());
    const auto add = [&](ir::FieldId field, ir::CodeId code) {
        std::vector<ir::CodeId>& known = codes[index_of(field)];
        if (std::find(known.begin(), known.end(), code) == known.end()) known.push_back(code);
    };
    for (const CodeStanding& standing : code_table(module)) {
        for (const BuiltInUse& use : standing.built_in) {
            if (use.fields.size() == 1) add(use.fields.front(), standing.code);
        }
    }
    for (const ir::Check& check : module.checks) {
        for (const ir::FieldId field : fields_of_place(module, check)) add(field, check.code);
    }
    for (std::vector<ir::CodeId>& known : codes) std::sort(known.begin(), known.end());
    return codes;
}

void add_content(Html& html, const ir::Module& module, const ir::Field& field) {
    const auto cell = html.line("td");
    if (is_some(field.code_set)) {
        const ir::CodeSet& set = module.code_sets[index_of(field.code_set)];
        html.link(address_of_code_set(set.name), set.name);
        if (set.is_open) html.text(" (open)");
    }
    html.text(describe_range(field));
    for (const ir::Placeholder& placeholder : field.placeholders) {
        html.lone("br");
        html.text("or " + print_members(module.sets[index_of(placeholder.members)]));
    }
}

void add_marks(Html& html, const ir::Module& module, const ir::Field& field,
               const std::vector<ir::PresenceId>& presences) {
    for (const ir::PresenceId presence : presences) {
        const std::size_t columns = module.presences[index_of(presence)].columns.size();
        for (std::size_t i = 0; i < columns; ++i) {
            const bool stands_here = field.presence == presence;
            html.element("td", stands_here ? describe_short(module, module.cells[index_of(field.cells[i])]) : "*");
        }
    }
}

void add_segment(Html& html, const ir::Module& module, const ir::Segment& segment,
                 const std::vector<std::vector<ir::CodeId>>& codes) {
    html.element("h2", describe(segment), {{"id", anchor("f", segment.tag)}});
    std::vector<ir::FieldId> fields;
    for (std::uint32_t i = 0; i < segment.field_count; ++i) {
        fields.push_back(static_cast<ir::FieldId>(index_of(segment.first_field) + i));
    }
    const std::vector<ir::PresenceId> presences = presences_of(module, fields);
    const auto table = html.block("table");
    {
        const auto head = html.block("tr");
        for (const std::string_view title : {"tag", "name", "label", "type", "length", "values"}) {
            html.element("th", title);
        }
        for (const ir::PresenceId id : presences) {
            const ir::Presence& presence = module.presences[index_of(id)];
            for (const std::string& column : presence.columns) {
                html.element("th", module.field(presence.selector).tag + " = " + column);
            }
        }
        html.element("th", "codes");
    }
    for (const ir::FieldId id : fields) {
        const ir::Field& field = module.field(id);
        const auto row = html.block("tr", {{"id", anchor("f", field.tag)}});
        html.element("td", field.tag);
        html.element("td", field.name);
        html.element("td", field.label);
        html.element("td", ir::to_string(field.type));
        html.element("td", describe_length(field));
        add_content(html, module, field);
        add_marks(html, module, field, presences);
        const auto cell = html.line("td");
        for (const ir::CodeId code : codes[index_of(id)]) {
            html.link(address_of_code(module.code(code).code), module.code(code).code);
            html.text(" ");
        }
    }
}

}  // namespace

void add_fields(Html& html, const ir::Module& module) {
    html.element("p",
                 "V must be given, ~ must be empty, * may be given. Lengths are bytes on the wire, digits of numbers. "
                 "Codes: those of rules that stand at the field, and its own ones of built-in checks.");
    const auto codes = codes_by_field(module);
    for (const ir::Segment& segment : module.segments) add_segment(html, module, segment, codes);
}

}  // namespace jianhe::docgen
