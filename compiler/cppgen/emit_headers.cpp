#include <fmt/format.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

std::string_view last_part(std::string_view name) { return name.substr(name.rfind(':') + 1); }

void declare_numbers(Writer& out, std::string_view what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    out.line("// {}", what);
    for (std::size_t i = 0; i < names.size(); ++i) out.line("inline constexpr std::uint32_t {} = {};", names[i], i);
    out.blank();
}

void declare_fields(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.segments.size(); ++i) {
        const ir::Segment& segment = e.module.segments[i];
        const std::uint32_t first = ir::index_of(segment.first_field);
        out.note(fmt::format("{} {}: its fields{}", segment.tag, segment.label,
                             segment.repeated() ? ", counted in a row" : ""));
        out.line("inline constexpr std::uint32_t {} = {};", e.names.segments[i], i);
        out.line("inline constexpr std::uint32_t {}First = {};", e.names.segments[i], first);
        for (std::uint32_t field = 0; field < segment.field_count; ++field) {
            const ir::Field& declared = e.module.fields[first + field];
            out.line("inline constexpr std::uint32_t {} = {};  // {} {}", e.names.fields[first + field],
                     segment.repeated() ? field : first + field, comment(declared.name), comment(declared.label));
        }
        out.blank();
    }
}

void declare_lists(Writer& out, std::string_view space, const char* type, const std::vector<std::string>& names) {
    if (names.empty()) return;
    const auto scope = out.name_space(space);
    for (const std::string& name : names) out.line("extern const {} {};", type, last_part(name));
}

void declare_columns(Writer& out, const Emission& e) {
    bool any = false;
    for (const ir::CodeSet& set : e.module.code_sets) any = any || !set.columns.empty();
    if (!any) return;
    const auto scope = out.name_space("code_sets");
    for (std::size_t i = 0; i < e.module.code_sets.size(); ++i) {
        if (e.module.code_sets[i].columns.empty()) continue;
        out.line("extern const CodeColumn {}_columns[{}];", last_part(e.names.code_sets[i]),
                 e.module.code_sets[i].columns.size());
    }
}

void declare_functions(Writer& out, const Emission& e) {
    for (const std::string& chosen : e.names.chosen) {
        out.line("std::uint32_t {}_field(Context& c) noexcept;", chosen);
        out.line("Value {}(Context& c) noexcept;", chosen);
    }
    for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
        const auto id = static_cast<ir::InstId>(i);
        if (is_condition(e, id, UsedBy::Rules)) declare_condition(out, e, id);
    }
    out.blank();
    for (std::size_t i = 0; i < e.module.checks.size(); ++i) {
        if (e.module.checks[i].asks_history) continue;
        out.line("Outcome {}(Context& c, Row row) noexcept;", e.names.checks[i]);
        if (follows_state(e.module, static_cast<ir::CheckId>(i)))
            out.line("void {}_tell(Context& c) noexcept;", e.names.checks[i]);
    }
}

}  // namespace

void begin_file(Writer& out, const Emission& e, std::string_view what) {
    out.note(fmt::format("{} {}, version {}", e.module.label, e.module.name, e.module.version));
    out.line("// {}", comment(what));
    out.line("// Made by `jianhe compile --emit cpp` of {}; do not edit.",
             e.module.digest.empty() ? "a specification" : comment(e.module.digest));
    out.blank();
}

CppFile emit_user_header(const Emission& e) {
    Writer out;
    const bool builds = !e.module.constructions.empty();
    begin_file(out, e,
               builds ? "A typed record, its code sets, its validator and its builder."
                      : "A typed record, its code sets and its validator.");
    out.line("#pragma once");
    out.blank();
    for (const char* part : {"_codes.h", "_record.h", "_validator.h"}) out.line("#include \"{}\"", e.file(part));
    if (builds) out.line("#include \"{}\"", e.file("_builder.h"));
    return {e.file(".h"), out.text()};
}

CppFile emit_rules_header(const Emission& e) {
    Writer out;
    begin_file(out, e, "What the parts of the validator know of each other. Not for users.");
    out.line("#pragma once");
    out.blank();
    out.line("#include <cstdint>");
    out.line("#include <limits>");
    out.line("#include <string_view>");
    out.blank();
    out.line("#include <jianhe/generated/context.h>");
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        out.line("using namespace jianhe::generated;");
        out.line("using jianhe::Truth;");
        out.line("using jianhe::Value;");
        out.line("using jianhe::not_of;");
        out.line("using jianhe::truth_of;");
        out.line("using jianhe::generated::key;");
        out.blank();
        declare_fields(out, e);
        declare_numbers(out, "Given values", e.names.givens);
        declare_numbers(out, "Master tables", e.names.masters);
        declare_numbers(out, "Providers", e.names.providers);
        declare_lists(out, "sets", "WordList", e.names.sets);
        out.blank();
        declare_lists(out, "code_sets", "WordList", e.names.code_sets);
        out.blank();
        declare_columns(out, e);
        out.blank();
        declare_lists(out, "tables", "PairTable", e.names.tables);
        out.blank();
        declare_functions(out, e);
        out.blank();
        out.line("extern const Rules kRules;");
        out.blank();
    }
    return {e.file("_rules.h"), out.text()};
}

}  // namespace jianhe::cppgen
