#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

std::string days(const ir::Span& span) {
    std::string text;
    if (span.from) text += " from " + format_roc_date(*span.from);
    if (span.until) text += " until " + format_roc_date(*span.until);
    return text;
}

// What follows a code; nothing where the specification does not say what it is called.
std::string called(std::string_view before, const std::string& label) {
    return label.empty() ? std::string() : fmt::format("{}{}", before, comment(label));
}

void declare_enum(Writer& out, const Emission& e, std::size_t at) {
    const ir::CodeSet& set = e.module.code_sets[at];
    const std::string& name = e.names.enums[at];
    out.blank();
    out.note(fmt::format("{} · {}{}", set.label, set.file, set.is_open ? "; other codes are no fault" : ""));
    {
        const auto scope = out.scope(fmt::format("enum class {} : std::uint8_t {{", name), "};");
        for (std::size_t row = 0; row < set.rows.size(); ++row) {
            const std::string& enumerator = e.names.enumerators[at][row];
            const ir::CodeSet::Row& code = set.rows[row];
            if (!enumerator.empty()) {
                out.line("{},  // {}{}{}", enumerator, comment(code.code.lo), called(" ", code.label),
                         days(code.valid));
            } else if (code.code.lo != code.code.hi) {
                out.line("// {} to {}{}", comment(code.code.lo), comment(code.code.hi), called(": ", code.label));
            }
        }
    }
    out.line("std::string_view text_of({} code) noexcept;", name);
    out.line("std::string_view label_of({} code) noexcept;", name);
    out.line("std::optional<{}> read_{}(std::string_view text) noexcept;", name, identifier(set.name));
}

void define_enum(Writer& out, const Emission& e, std::size_t at) {
    const ir::CodeSet& set = e.module.code_sets[at];
    const std::string& name = e.names.enums[at];
    out.blank();
    const std::string table = fmt::format("k{}Texts", name);
    {
        const auto scope = out.scope(fmt::format("constexpr CodeText {}[] = {{", table), "};");
        for (std::size_t row = 0; row < set.rows.size(); ++row) {
            if (e.names.enumerators[at][row].empty()) continue;
            out.line("{{{}, {}}},", literal(set.rows[row].code.lo), literal(set.rows[row].label));
        }
    }
    out.line("std::string_view text_of({} code) noexcept {{ return {}[static_cast<std::size_t>(code)].code; }}", name,
             table);
    out.line("std::string_view label_of({} code) noexcept {{ return {}[static_cast<std::size_t>(code)].label; }}", name,
             table);
    const auto scope = out.scope(
        fmt::format("std::optional<{}> read_{}(std::string_view text) noexcept {{", name, identifier(set.name)));
    out.line("const std::optional<std::size_t> found = find({}, text);", table);
    out.line("return found ? std::optional(static_cast<{}>(*found)) : std::nullopt;", name);
}

}  // namespace

CppFile emit_codes_header(const Emission& e) {
    Writer out;
    begin_file(out, e, "The codes of fields. text_of gives the code, label_of what it is called.");
    out.line("#pragma once");
    out.blank();
    for (const char* header : {"cstdint", "optional", "string_view"}) out.line("#include <{}>", header);
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        for (std::size_t i = 0; i < e.module.code_sets.size(); ++i) {
            if (!e.names.enums[i].empty()) declare_enum(out, e, i);
        }
        out.blank();
    }
    return {e.file("_codes.h"), out.text()};
}

CppFile emit_codes_source(const Emission& e) {
    Writer out;
    begin_file(out, e, "The texts of codes.");
    out.line("#include \"{}\"", e.file("_codes.h"));
    out.blank();
    out.line("#include <cstddef>");
    out.blank();
    bool any = false;
    for (const std::string& name : e.names.enums) any = any || !name.empty();
    if (any) {
        const auto scope = out.name_space(e.names.space);
        {
            const auto own = out.name_space("");
            {
                const auto code = out.scope("struct CodeText {", "};");
                out.line("std::string_view code;");
                out.line("std::string_view label;");
            }
            out.blank();
            out.line("template <std::size_t count>");
            const auto find = out.scope(
                "std::optional<std::size_t> find(const CodeText (&codes)[count], std::string_view text) noexcept {");
            {
                const auto loop = out.scope("for (std::size_t i = 0; i < count; ++i) {");
                out.line("if (codes[i].code == text) return i;");
            }
            out.line("return std::nullopt;");
        }
        for (std::size_t i = 0; i < e.module.code_sets.size(); ++i) {
            if (!e.names.enums[i].empty()) define_enum(out, e, i);
        }
        out.blank();
    }
    return {e.file("_codes.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
