// The registry of result codes, and the codes of the built-in checks and of the envelope.

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/check/context.h"
#include "compiler/check/csv.h"
#include "dsl/diag/closest.h"

namespace jianhe {
namespace {

constexpr std::array<std::pair<std::string_view, Disposition>, 4> kDispositions{{
    {"notice", Disposition::Notice},
    {"reject_order", Disposition::RejectOrder},
    {"reject_record", Disposition::RejectRecord},
    {"reject_file", Disposition::RejectFile},
}};

constexpr std::array<std::string_view, kEnvelopeRoleCount> kEnvelopeRoles{
    "not_encoded",   "no_end_of_record", "no_end_of_file", "several_roots",
    "unknown_field", "wrong_place",      "malformed_xml"};

// The roles of ir::FieldRole in its order, then that of a segment.
constexpr std::array<std::string_view, ir::kFieldRoleCount + 1> kFieldRoles{
    "missing", "not_allowed", "wrong_type", "wrong_length", "out_of_range", "not_in_set", "too_many"};

std::optional<Disposition> disposition_of(Context& context, const dsl::Name& cell) {
    for (const auto& [name, disposition] : kDispositions) {
        if (cell.text == name) return disposition;
    }
    auto report = context.emitter.report(dsl::diag::BadDisposition, cell.range, cell.text);
    std::array<std::string_view, kDispositions.size()> names;
    std::transform(kDispositions.begin(), kDispositions.end(), names.begin(),
                   [](const auto& entry) { return entry.first; });
    if (const auto near = dsl::closest(cell.text, names)) report.hint("did you mean `" + *near + "`?");
    return std::nullopt;
}

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
            if (const ir::CodeId* code = context.resolve_code(entry.code)) codes[index] = *code;
        }
    }
    for (std::size_t i = 0; i < N; ++i) {
        if (!places[i].empty() || !context.is_whole) continue;
        const dsl::SourceRange whole = decls.front().range;
        const dsl::SourceRange word{whole.file, whole.begin, whole.begin + static_cast<std::uint32_t>(block.size())};
        context.emitter.report(dsl::diag::RoleWithoutCode, word, block, roles[i]);
    }
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

    const auto optional_cell = [&](const std::vector<dsl::Name>& row, std::string_view column) {
        const auto index = table->find_column(column);
        return index ? row[*index].text : std::string();
    };
    std::vector<std::pair<ir::Code, dsl::SourceRange>> codes;
    for (const std::vector<dsl::Name>& row : table->rows()) {
        ir::Code code;
        code.code = row[*code_column].text;
        code.message = row[*message_column].text;
        const auto disposition = disposition_of(context, row[*disposition_column]);
        if (!CsvTable::require_cell(context, row[*code_column], "code")) continue;
        if (disposition)
            code.disposition = *disposition;  // an unreadable one was reported; the code is known all the same
        code.needs = optional_cell(row, "needs");
        code.status = optional_cell(row, "status");
        code.reason = optional_cell(row, "reason");
        code.source = optional_cell(row, "source");
        // Advice of the specification's own authors is marked in the registry and never looks official.
        code.official = code.source != "own";
        codes.emplace_back(std::move(code), row[*code_column].range);
    }
    std::stable_sort(codes.begin(), codes.end(),
                     [](const auto& a, const auto& b) { return a.first.code < b.first.code; });
    for (auto& [code, range] : codes) {
        const auto id = static_cast<ir::CodeId>(context.module.codes.size());
        if (!context.declare(context.codes, {code.code, range}, id, "code")) continue;
        context.module.codes.push_back(std::move(code));
    }
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
