#include <algorithm>

#include <fmt/format.h>

#include <jianhe/mask.h>

#include "compiler/docgen/describe.h"
#include "compiler/docgen/page.h"
#include "compiler/docgen/pages.h"
#include "compiler/ir/printer.h"

namespace jianhe::docgen {

namespace {

// Columns with the same cell stand in one line: "A B  V required".
std::vector<std::vector<std::string>> presence_rows(const ir::Module& module, const ir::Field& field) {
    std::vector<std::vector<std::string>> rows;
    const std::vector<std::string>& columns = module.presences[index_of(field.presence)].columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string text = describe(module, module.cells[index_of(field.cells[i])]);
        const auto same = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row[1] == text; });
        if (same == rows.end()) {
            rows.push_back({columns[i], text});
        } else {
            (*same)[0] += " " + columns[i];
        }
    }
    return rows;
}

std::vector<std::vector<std::string>> code_rows(const ir::Module& module, const ir::Field& field) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t role = 0; role < ir::kFieldRoleCount; ++role) {
        if (!is_some(field.codes[role])) continue;
        const ir::Code& code = module.code(field.codes[role]);
        rows.push_back({code.code, describe(static_cast<ir::FieldRole>(role)), code.message});
    }
    return rows;
}

// Rows for the codes of rules for which `concerns` holds: code, message.
template <class Predicate>
std::vector<std::vector<std::string>> rule_rows(const ir::Module& module, Predicate concerns) {
    std::vector<std::vector<std::string>> rows;
    for (const ir::Rule& rule : module.rules) {
        for (const ir::CodeId code : rule.codes) {
            std::vector<std::string> row{module.code(code).code, module.code(code).message};
            if (concerns(rule, code) && std::find(rows.begin(), rows.end(), row) == rows.end())
                rows.push_back(std::move(row));
        }
    }
    return rows;
}

bool stands_at(const ir::Module& module, const ir::Rule& rule, ir::CodeId code, ir::FieldId field) {
    return std::any_of(rule.checks.begin(), rule.checks.end(), [&](ir::CheckId id) {
        const ir::Check& check = module.checks[index_of(id)];
        if (check.code != code) return false;
        const std::vector<ir::FieldId> fields = fields_of_place(module, check);
        return std::find(fields.begin(), fields.end(), field) != fields.end();
    });
}

// What the first declared record that gives the field has in it.
std::string example_value(const ir::Module& module, ir::FieldId id) {
    const ir::Field& field = module.field(id);
    const std::size_t at = index_of(id) - index_of(module.segment(field.segment).first_field);
    for (const ir::DeclaredRecord& record : module.records) {
        for (const ir::RecordValues::Row& row : record.values.segments[index_of(field.segment)]) {
            const FieldText text{row[at] ? std::string_view(*row[at]) : std::string_view(), row[at].has_value()};
            if (!is_empty(text)) return fmt::format("{}  (in {})", *row[at], record.name);
        }
    }
    return "";
}

}  // namespace

std::string explain_field(const ir::Module& module, ir::FieldId id, const ExplainOptions& options) {
    const ir::Field& field = module.field(id);
    Page page;
    page.title(fmt::format("{}  {}  {}", field.tag, field.name, field.label));
    page.item("declared", describe(field.location));
    page.item("segment", describe(module.segment(field.segment)));
    page.item("type", describe_type(module, field));
    for (const ir::Placeholder& placeholder : field.placeholders) {
        page.item("or", fmt::format("the placeholder{}{}: {}", placeholder.name.empty() ? "" : " ", placeholder.name,
                                    print_members(module.sets[index_of(placeholder.members)])));
    }
    page.item("private", describe(field.mask));
    page.item("example", example_value(module, id));
    if (is_some(field.code_set)) {
        page.table("members", member_rows(module.code_sets[index_of(field.code_set)], options.max_members));
    }
    if (is_some(field.presence)) {
        const ir::Presence& presence = module.presences[index_of(field.presence)];
        page.table("by " + module.field(presence.selector).tag, presence_rows(module, field));
    } else {
        page.item("presence", "* optional");
    }
    page.table("built in", code_rows(module, field));
    page.table("rules here", rule_rows(module, [&](const ir::Rule& rule, ir::CodeId code) {
                   return stands_at(module, rule, code, id);
               }));
    page.table("read by", rule_rows(module, [&](const ir::Rule& rule, ir::CodeId code) {
                   const std::vector<ir::FieldId> read = fields_read(module, rule);
                   return !stands_at(module, rule, code, id) && std::find(read.begin(), read.end(), id) != read.end();
               }));
    return std::move(page).take();
}

}  // namespace jianhe::docgen
