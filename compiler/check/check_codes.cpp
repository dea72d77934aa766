// The registry of result codes, and the codes of the built-in checks and of the envelope.

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/check/context.h"
#include "compiler/check/csv.h"
#include "compiler/check/registry.h"

namespace jianhe {
namespace {

constexpr std::array<std::string_view, kEnvelopeRoleCount> kEnvelopeRoles{
    "not_encoded",   "no_end_of_record", "no_end_of_file", "several_roots",
    "unknown_field", "wrong_place",      "malformed_xml"};

// The roles of ir::FieldRole in its order, then that of a segment.
constexpr std::array<std::string_view, ir::kFieldRoleCount + 1> kFieldRoles{
    "missing", "not_allowed", "wrong_type", "wrong_length", "out_of_range", "not_in_set", "too_many"};

dsl::SourceRange specification_name(const Context& context) {
    return context.tree.headers.empty() ? dsl::SourceRange{} : context.tree.headers.front().name.range;
}

// Fills `codes` (one for each role) from the declarations; every role must have one.
template <std::size_t N>
void check_roles(Context& context, const std::vector<dsl::RoleCodesDecl>& decls, std::string_view block,
                 const std::array<std::string_view, N>& roles, std::array<ir::CodeId, N>& codes) {
    codes.fill(ir::kNone<ir::CodeId>);
    if (decls.empty()) {
        if (context.tree.headers.empty() || !context.is_whole) return;
        context.emitter.report(dsl::diag::NothingDeclared, specification_name(context), block)
            .hint("write `" + std::string(block) + " { " + std::string(roles.front()) +
                  " CODE … }`, a code for every role");
        return;
    }
    std::array<dsl::SourceRange, N> places;
    for (const dsl::RoleCodesDecl& decl : decls) {
        for (const dsl::RoleCode& entry : decl.entries) {
            const auto role = std::find(roles.begin(), roles.end(), entry.role.text);
            if (role == roles.end()) {
                context.report_unknown(entry.role, "role", roles);
                continue;
            }
            const auto index = static_cast<std::size_t>(role - roles.begin());
            if (!places[index].empty()) context.report_twice(entry.role, "role", places[index]);
            places[index] = entry.role.range;
            if (const ir::CodeId* code = context.resolve_reported_code(entry.code, CodeUser::BuiltIn))
                codes[index] = *code;
        }
    }
    for (std::size_t i = 0; i < N; ++i) {
        if (!places[i].empty() || !context.is_whole) continue;
        const dsl::SourceRange whole = decls.front().range;
        const dsl::SourceRange word{whole.file, whole.begin, whole.begin + static_cast<std::uint32_t>(block.size())};
        context.emitter.report(dsl::diag::RoleWithoutCode, word, block, roles[i]);
    }
}

struct Entry {
    ir::Code code;
    RegistryRow row;
    dsl::Name name;
};

ir::Code read_code(Context& context, const dsl::Name& name, const dsl::Name& message, const RegistryRow& row) {
    ir::Code code;
    code.code = name.text;
    code.message = message.text;
    code.location = context.location(name.range);
    code.needs = row.needs.text;
    code.status = read_status(context, row.status);
    code.schedule = read_schedule(context, row.disposition);
    // An unreadable disposition was reported; the code is known all the same.
    if (code.schedule.empty()) code.schedule.push_back({code.disposition, {}});
    code.disposition = std::max_element(code.schedule.begin(), code.schedule.end(), [](const auto& a, const auto& b) {
                           return a.disposition < b.disposition;
                       })->disposition;
    return code;
}

void declare_code(Context& context, Entry entry) {
    const auto id = static_cast<ir::CodeId>(context.module.codes.size());
    if (const auto* first = context.codes.find(entry.name.text)) {
        const std::string& meant = context.module.code(first->id).message;
        if (meant != entry.code.message) {
            context.emitter
                .report(dsl::diag::CodeTwoMeanings, entry.name.range, entry.name.text, meant, entry.code.message)
                .note(first->declared, "first declared here");
            return;
        }
    }
    if (!context.declare(context.codes, entry.name, id, "code")) return;
    context.module.codes.push_back(std::move(entry.code));
    context.registry.push_back(std::move(entry.row));
}

}  // namespace

void check_codes(Context& context) {
    context.codes_known = false;
    if (context.tree.headers.empty()) return;
    if (!context.tree.headers.front().codes_file) {
        if (!context.is_whole) return;
        context.emitter.report(dsl::diag::NothingDeclared, specification_name(context), "codes")
            .hint("name the registry of result codes: `codes from \"codes.csv\"`");
        return;
    }
    const auto table = CsvTable::load(context, *context.tree.headers.front().codes_file);
    if (!table) return;
    const auto code_column = table->require_column(context, "code");
    const auto message_column = table->require_column(context, "message");
    const auto disposition_column = table->require_column(context, "disposition");
    if (!code_column || !message_column || !disposition_column) return;
    context.codes_known = true;

    std::vector<Entry> entries;
    for (const std::vector<dsl::Name>& cells : table->rows()) {
        const dsl::Name& code = cells[*code_column];
        if (!CsvTable::require_cell(context, code, "code")) continue;
        const auto optional_cell = [&](std::string_view column) {
            const auto index = table->find_column(column);
            return index ? cells[*index] : dsl::Name{"", code.range};
        };
        const RegistryRow row{optional_cell("fields"), cells[*disposition_column], optional_cell("needs"),
                              optional_cell("status")};
        Entry entry{read_code(context, code, cells[*message_column], row), row, code};
        entry.code.reason = optional_cell("reason").text;
        entry.code.source = optional_cell("source").text;
        // Advice of the specification's own authors is marked in the registry and never looks official.
        entry.code.official = entry.code.source != "own";
        entries.push_back(std::move(entry));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.code.code < b.code.code; });
    for (Entry& entry : entries) declare_code(context, std::move(entry));
}

void check_role_codes(Context& context) {
    check_roles(context, context.tree.envelopes, "envelope", kEnvelopeRoles, context.module.envelope);

    std::array<ir::CodeId, kFieldRoles.size()> codes{};
    check_roles(context, context.tree.field_codes, "field_codes", kFieldRoles, codes);
    context.module.too_many = codes.back();
    for (ir::Field& field : context.module.fields) {
        for (std::size_t i = 0; i < ir::kFieldRoleCount; ++i) {
            if (!ir::is_some(field.codes[i])) field.codes[i] = codes[i];  // unless the field has one of its own
        }
    }
}

}  // namespace jianhe
