#include <array>
#include <initializer_list>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

std::string_view given_type(const ir::Given& given) {
    switch (given.type.kind) {
        case ir::ValueType::Date: return "jianhe::Date";
        case ir::ValueType::DateTime: return "jianhe::DateTime";
        case ir::ValueType::Number:
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: return "std::int64_t";
    }
    return "std::int64_t";
}

std::string_view given_content(const ir::Given& given) {
    if (given.type.kind == ir::ValueType::Date) return "value.days";
    return given.type.kind == ir::ValueType::DateTime ? "value.seconds" : "value";
}

void emit_supplies(Writer& out, const Emission& e) {
    out.note(
        "What a run supplies. What is not supplied leaves the rules that ask it unjudged. Made once, then only read: "
        "validators of several threads share it.");
    const auto scope = out.scope("class Supplies {", "};");
    Namer names({"Supplies", "supplied", "count_as_rejection", "masters"});
    out.label("public:");
    out.line("Supplies();  // with the providers that are built into the runtime");
    for (std::size_t i = 0; i < e.module.givens.size(); ++i) {
        const ir::Given& given = e.module.givens[i];
        out.blank();
        out.note(fmt::format("{}{}", given.label.empty() ? given.name : given.label,
                             given.is_optional ? " (optional)" : ""));
        const auto setter =
            out.scope(fmt::format("Supplies& {}({} value) {{", names.unique(given.name), given_type(given)));
        out.line("supplied_.givens[{}] = {};", i, given_content(given));
        out.line("return *this;");
    }
    for (std::size_t i = 0; i < e.module.masters.size(); ++i) {
        const ir::Master& master = e.module.masters[i];
        out.blank();
        out.note(fmt::format("Master table {}: {}", master.shape.name, master.label));
        const auto setter = out.scope(fmt::format("Supplies& {}(std::shared_ptr<const jianhe::MasterTable> table) {{",
                                                  names.unique(master.shape.name)));
        out.line("supplied_.masters[{}] = std::move(table);", i);
        out.line("return *this;");
    }
    for (std::size_t i = 0; i < e.module.providers.size(); ++i) {
        const ir::Provider& provider = e.module.providers[i];
        out.blank();
        out.note(fmt::format("Provider {}: {}", provider.name, provider.label));
        const auto setter = out.scope(fmt::format("Supplies& {}(std::shared_ptr<const jianhe::Provider> provider) {{",
                                                  names.unique(provider.name)));
        out.line("supplied_.providers[{}] = std::move(provider);", i);
        out.line("return *this;");
    }
    out.blank();
    out.line("// Notices of this code count as rejections, where its rule leaves that to the operator.");
    {
        const auto setter = out.scope("Supplies& count_as_rejection(std::string code) {");
        out.line("supplied_.raised.insert(std::move(code));");
        out.line("return *this;");
    }
    out.line("const jianhe::Supplied& supplied() const noexcept {{ return supplied_; }}");
    out.blank();
    out.label("private:");
    out.line("jianhe::Supplied supplied_;");
}

constexpr std::string_view kValidatorClass =
    R"(// Judges records. A Validator belongs to one thread; `supplies` must outlive it and may be shared. Judging does not
// allocate once the memory has grown to the largest record, and never throws.
//
//     std::array<Finding, 64> findings;
//     const Summary summary = validator.check(record, findings);
//     for (const Finding& finding : std::span(findings).first(summary.written)) show(finding.field, finding.code, finding.message);
class Validator {
public:
    explicit Validator(const Supplies& supplies) : checker_(rules(), supplies.supplied()) {}

    // The first findings in reporting order; the verdict is over all of them.
    Summary check(const Record& record, std::span<Finding> findings) noexcept { return checker_.check(record.record(), findings); }
    // A record from elsewhere, of this layout.
    Summary check(const jianhe::Record& record, std::span<Finding> findings) noexcept { return checker_.check(record, findings); }
    // Rules that could not be judged on the record that was checked last, and why.
    std::span<const Unjudged> unjudged() noexcept { return checker_.unjudged(); }
    // The file that the next records stand in, for rules that ask it; null, as at first: each record stands alone.
    void set_file(jianhe::FileQuestions* file) noexcept { checker_.set_file(file); }

private:
    jianhe::generated::Checker checker_;
};
)";

std::string_view mask_name(MaskKind kind) {
    switch (kind) {
        case MaskKind::None: return "None";
        case MaskKind::NationalId: return "NationalId";
        case MaskKind::VisitIdentifier: return "VisitIdentifier";
        case MaskKind::All: return "All";
    }
    return "None";
}

void emit_specification(Writer& out, const Emission& e) {
    const SpecificationInfo info = ir::make_info(e.module);
    const auto function = out.scope("jianhe::SpecificationInfo make_specification() {");
    out.line("jianhe::SpecificationInfo info(Record::layout());");
    out.line("info.name = {};", literal(info.name));
    out.line("info.label = {};", literal(info.label));
    out.line("info.version = {};", literal(info.version));
    out.line("info.digest = {};", literal(info.digest));
    out.line("info.wire_encoding = jianhe::TextEncoding::{};",
             info.wire_encoding == TextEncoding::Big5 ? "Big5" : "Utf8");
    out.line("info.key = {{{}}};", fmt::join(info.key, ", "));
    out.line("info.masks.resize({});", info.masks.size());
    for (std::size_t i = 0; i < info.masks.size(); ++i) {
        if (info.masks[i] != MaskKind::None)
            out.line("info.masks[{}] = jianhe::MaskKind::{};", i, mask_name(info.masks[i]));
    }
    std::vector<std::string> envelope;
    for (const std::string& code : info.envelope) envelope.push_back(literal(code));
    out.line("info.envelope = {{{}}};", fmt::join(envelope, ", "));
    out.line("for (const jianhe::generated::CodeFacts& code : rules().codes)");
    out.line(
        "    info.codes.emplace(code.code, jianhe::SpecificationInfo::Code{{std::string(code.message), "
        "code.disposition, true}});");
    for (const auto& [code, facts] : info.codes) {
        if (!facts.official) out.line("info.codes.find({})->second.official = false;", literal(code));
    }
    for (const NotChecked& unchecked : info.unchecked)
        out.line("info.unchecked.push_back({{{}, {}, {{}}}});", literal(unchecked.code), literal(unchecked.needs));
    out.line("return info;");
}

void emit_shapes(Writer& out, const Emission& e) {
    const auto function = out.scope("std::vector<jianhe::MasterShape> make_master_shapes() {");
    const auto shapes = out.scope("return {", "};");
    for (const ir::Master& master : e.module.masters) {
        std::vector<std::string> columns;
        for (const MasterShape::Column& column : master.shape.columns) {
            const char* type = column.type == MasterShape::Type::Text     ? "Text"
                               : column.type == MasterShape::Type::Number ? "Number"
                                                                          : "Date";
            columns.push_back(
                fmt::format("{{{}, jianhe::MasterShape::Type::{}, {}}}", literal(column.name), type, column.length));
        }
        out.line("{{{}, {{{}}}, {{{}}}, {}}},", literal(master.shape.name), fmt::join(columns, ", "),
                 fmt::join(master.shape.key, ", "), master.shape.is_dated);
    }
}

void emit_supplies_constructor(Writer& out, const Emission& e) {
    const auto scope = out.scope("Supplies::Supplies() {");
    out.line("supplied_.givens.resize({});", e.module.givens.size());
    out.line("supplied_.masters.resize({});", e.module.masters.size());
    out.line("supplied_.providers.resize({});", e.module.providers.size());
    for (std::size_t i = 0; i < e.module.providers.size(); ++i) {
        const ir::Provider& provider = e.module.providers[i];
        if (provider.built_in.empty()) continue;
        std::vector<std::string> parts;
        for (const ir::Provider::Part& part : provider.parts) parts.push_back(literal(part.name));
        out.line("const std::string parts_{}[] = {{{}}};", i, fmt::join(parts, ", "));
        out.line("supplied_.providers[{0}] = jianhe::find_built_in_provider({1}, parts_{0});", i,
                 literal(provider.built_in));
    }
}

}  // namespace

CppFile emit_validator_header(const Emission& e) {
    Writer out;
    begin_file(out, e, "The validator.");
    out.line("#pragma once");
    out.blank();
    for (const char* header : {"cstdint", "memory", "span", "string", "utility", "vector"})
        out.line("#include <{}>", header);
    out.blank();
    for (const char* header : {"generated/checker.h", "masters.h", "provider.h", "specification_info.h", "validator.h"})
        out.line("#include <jianhe/{}>", header);
    out.blank();
    out.line("#include \"{}\"", e.file("_record.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        out.line("using Finding = jianhe::generated::CheckFinding;");
        out.line("using Summary = jianhe::generated::CheckSummary;");
        out.line("using Unjudged = jianhe::generated::Unjudged;");
        out.blank();
        out.line("// The rules as tables; constant, so all threads share them.");
        out.line("const jianhe::generated::Rules& rules() noexcept;");
        out.line("// What jianhe::UploadWriter and the report writers take. Without report templates.");
        out.line("const jianhe::SpecificationInfo& specification();");
        out.line("// The shapes of the master tables, for jianhe::load_masters_from_csv and the like.");
        out.line("const std::vector<jianhe::MasterShape>& master_shapes();");
        out.blank();
        emit_supplies(out, e);
        out.blank();
        out.text_line(kValidatorClass);
        out.line("// The same for programs that choose among engines.");
        out.line("std::unique_ptr<jianhe::Validator> make_validator(jianhe::Supplied supplied);");
        out.blank();
    }
    return {e.file("_validator.h"), out.text()};
}

CppFile emit_validator_source(const Emission& e) {
    Writer out;
    begin_file(out, e, "What the validator and the writers need of the specification.");
    out.line("#include \"{}\"", e.file("_validator.h"));
    out.blank();
    out.line("#include \"{}\"", e.file("_rules.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        out.line("const jianhe::generated::Rules& rules() noexcept {{ return detail::kRules; }}");
        out.blank();
        {
            const auto own = out.name_space("");
            emit_specification(out, e);
            out.blank();
            emit_shapes(out, e);
            out.blank();
        }
        out.blank();
        for (const auto& [type, function, maker] : std::initializer_list<std::array<const char*, 3>>{
                 {"jianhe::SpecificationInfo", "specification", "make_specification"},
                 {"std::vector<jianhe::MasterShape>", "master_shapes", "make_master_shapes"}}) {
            {
                const auto scope_of = out.scope(fmt::format("const {}& {}() {{", type, function));
                out.line("static const {} made = {}();", type, maker);
                out.line("return made;");
            }
            out.blank();
        }
        emit_supplies_constructor(out, e);
        out.blank();
        const auto make = out.scope("std::unique_ptr<jianhe::Validator> make_validator(jianhe::Supplied supplied) {");
        out.line("return std::make_unique<jianhe::generated::GeneratedValidator>(rules(), std::move(supplied));");
    }
    return {e.file("_validator.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
