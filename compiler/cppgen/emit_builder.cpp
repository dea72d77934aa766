#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/clause_words.h"
#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

std::string line_of(const ir::Location& location) { return fmt::format("{}:{}", location.file, location.line); }

std::string_view encoding_name(const ir::Module& module) {
    return module.encoding == TextEncoding::Big5 ? "Big5" : "UTF-8";
}

std::string part_name(const Emission& e, const ir::Buffer::Part& part) {
    return ir::is_some(part.field) ? e.module.field(part.field).tag : e.module.buffer_parts[ir::index_of(part.name)];
}

void emit_buffer_class(Writer& out, const Emission& e, std::size_t at) {
    const ir::Buffer& buffer = e.module.buffers[at];
    const std::string& name = e.names.buffers[at];
    out.blank();
    out.note(fmt::format("{} · {}", buffer.label.empty() ? buffer.name : buffer.label, line_of(buffer.location)));
    const auto scope =
        out.scope(fmt::format("struct {} : jianhe::generated::BufferView<{}> {{", name, buffer.size), "};");
    out.line("using BufferView::BufferView;");
    Namer names({"size", "has_right_size", "part", "BufferView", name, "std", "jianhe"});
    for (const ir::Buffer::Part& part : buffer.parts) {
        const bool is_field = ir::is_some(part.field);
        const std::string wanted = is_field ? e.module.field(part.field).name : part_name(e, part);
        out.line("std::string_view {}() const noexcept {{ return part({}, {}); }}{}", names.unique(wanted), part.first,
                 part.last,
                 is_field ? "  // " + comment(part_name(e, part) + " " + e.module.field(part.field).label) : "");
    }
}

std::string_view given_type(const ir::Given& given) {
    if (given.type.kind == ir::ValueType::Date) return "jianhe::Date";
    return given.type.kind == ir::ValueType::DateTime ? "jianhe::DateTime" : "std::int64_t";
}

std::string_view given_content(const ir::Given& given) {
    if (given.type.kind == ir::ValueType::Date) return "value.days";
    return given.type.kind == ir::ValueType::DateTime ? "value.seconds" : "value";
}

void emit_request_class(Writer& out, const Emission& e) {
    out.blank();
    for (const char* line :
         {"A Record that holds what the caller knows, absent or blank where it knows nothing, and what devices",
          "returned. The classes below are its kinds, one for each construction. A request may be kept, copied",
          "and built again; building does not change it."})
        out.line("// {}", line);
    const auto scope = out.scope("class Request : public Record {", "};");
    out.label("public:");
    for (std::size_t i = 0; i < e.module.givens.size(); ++i) {
        const ir::Given& given = e.module.givens[i];
        out.note(fmt::format("{}, for this record: goes before that of the Supplies.",
                             given.label.empty() ? given.name : given.label));
        const auto setter =
            out.scope(fmt::format("Request& {}({} value) {{", e.names.request_givens[i], given_type(given)));
        out.line("supply_.given({}, {});", i, given_content(given));
        out.line("return *this;");
    }
    out.blank();
    out.line("// What an earlier outcome kept. A value that is here already stays.");
    {
        const auto take = out.scope("Request& take(std::span<const Kept> kept) {");
        out.line("jianhe::generated::take_kept(kept, record());");
        out.line("return *this;");
    }
    out.line("// Private values stand in texts as they are, instead of masked.");
    {
        const auto show = out.scope("Request& show_ids(bool show = true) noexcept {");
        out.line("supply_.show_ids(show);");
        out.line("return *this;");
    }
    out.line("// As new; keeps the memory.");
    {
        const auto clear = out.scope("void clear() {");
        out.line("Record::clear();");
        out.line("supply_.clear();");
    }
    out.blank();
    out.label("protected:");
    out.line("explicit Request(std::uint32_t construction) : supply_(construction) {{}}");
    out.line("jianhe::generated::BuildSupply supply_;");
    out.blank();
    out.label("private:");
    out.line("friend class Builder;");
}

void emit_construction_class(Writer& out, const Emission& e, std::size_t at) {
    const ir::Construction& construction = e.module.constructions[at];
    const std::string& name = e.names.constructions[at];
    out.blank();
    out.note(fmt::format("{} · {}", construction.label.empty() ? construction.name : construction.label,
                         line_of(construction.location)));
    if (ir::is_some(construction.scenario)) {
        const ir::Scenario& scenario = e.module.scenarios[ir::index_of(construction.scenario)];
        out.note(fmt::format("  scenario {}: {}", scenario.name, scenario.text));
    }
    for (const std::string& clause : clause_lines(e.module, construction)) out.note("  " + clause);
    if (construction.keeps()) {
        out.note(fmt::format("Nothing is uploaded; what is kept is for {}.",
                             e.names.constructions[ir::index_of(construction.kept_for)]));
    }
    const auto scope = out.scope(fmt::format("class {} final : public Request {{", name), "};");
    out.label("public:");
    out.line("{}() : Request({}) {{}}", name, at);
    for (const ir::BufferId id : construction.buffers) {
        const ir::Buffer& buffer = e.module.buffer(id);
        std::vector<std::string> parts;
        for (const ir::Buffer::Part& part : buffer.parts) parts.push_back(part_name(e, part));
        out.blank();
        out.note(fmt::format("{}, {} bytes with {}", buffer.label.empty() ? buffer.name : buffer.label, buffer.size,
                             fmt::join(parts, " ")));
        const auto setter = out.scope(
            fmt::format("{}& {}(std::span<const char> bytes) {{", name, e.names.from_buffers[ir::index_of(id)]));
        out.line("supply_.buffer({}, bytes);", ir::index_of(id));
        out.line("return *this;");
    }
}

constexpr std::string_view kOutcome =
    R"(// What became of a request: `status` with needs, refusals, remarks, what is kept, and the findings of the validator, which
// for a record that is built are notices. All of it is the builder's and stays until its next build; a copy of the
// record stays longer.
struct Outcome : jianhe::generated::BuildAnswer {
    const Record& record;  // as far as it could be filled; whole where is_built()
};

// Builds records and judges them. A Builder belongs to one thread and is used for one record after the other; `supplies`
// is copied. Building never throws, and allocates nothing for a usual request nor for any other once the memory has
// grown to it.
class Builder {
public:
    explicit Builder(const Supplies& supplies) : engine_(building(), supplies.supplied()) {
        engine_.prepare(record_.record());
    }

    Outcome build(const Request& request) noexcept {
        return {request.supply_.build(engine_, request.record(), record_.record()), record_};
    }
    // Where a field of the record that was built last has come from; none: it is empty. `row` from 1, 0 outside of rows.
    std::optional<Origin> origin(Field field, std::uint32_t row = 0) const noexcept {
        return engine_.origin(static_cast<std::uint32_t>(field), row);
    }
    // Rules that could not be judged on it, and why.
    std::span<const Unjudged> unjudged() noexcept { return engine_.unjudged(); }

private:
    jianhe::generated::BuildEngine engine_;
    Record record_;
};
)";

}  // namespace

CppFile emit_builder_header(const Emission& e) {
    Writer out;
    begin_file(out, e, "Builds records: a class for each construction, and what becomes of it.");
    const std::string& first = e.names.constructions.front();
    out.line("//     Builder builder(supplies);");
    out.line("//     {} request;  // filled like a Record", first);
    const auto& buffers = e.module.constructions.front().buffers;
    if (!buffers.empty()) {
        out.line("//     request.{}(bytes);", e.names.from_buffers[ir::index_of(buffers.front())]);
    }
    out.line("//     const Outcome outcome = builder.build(request);");
    out.line("//     if (outcome.is_built()) writer.record(outcome.record.record(), upload);");
    out.line("//     for (const Need& need : outcome.needs) ask(need.field, need.row, need.text);");
    out.line("//     for (const Refusal& refusal : outcome.refusals) show(refusal.text);");
    out.line("#pragma once");
    out.blank();
    for (const char* header : {"cstdint", "memory", "optional", "span", "string_view"})
        out.line("#include <{}>", header);
    out.blank();
    out.line("#include <jianhe/generated/typed_builder.h>");
    out.line("#include <jianhe/record_builder.h>");
    out.blank();
    out.line("#include \"{}\"", e.file("_validator.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        for (const char* name : {"Kept", "Need", "Origin", "Refusal", "Remark"})
            out.line("using {0} = jianhe::generated::{0};", name);
        out.blank();
        out.line("// Buffers and constructions as tables; constant, so all threads share them.");
        out.line("const jianhe::generated::Building& building() noexcept;");
        if (!e.module.buffers.empty()) {
            out.blank();
            out.note(
                fmt::format("--- What devices return: views of their bytes in {}, to look at parts before a record "
                            "is built ---",
                            encoding_name(e.module)));
        }
        for (std::size_t i = 0; i < e.module.buffers.size(); ++i) emit_buffer_class(out, e, i);
        out.blank();
        out.line("// --- What is known of a record to be built ---");
        emit_request_class(out, e);
        for (std::size_t i = 0; i < e.module.constructions.size(); ++i) emit_construction_class(out, e, i);
        out.blank();
        out.line("// --- What becomes of it ---");
        out.blank();
        out.text_line(kOutcome);
        out.line("// The same for programs that choose among builders, by names instead of types.");
        out.line("std::unique_ptr<jianhe::RecordBuilder> make_builder(jianhe::Supplied supplied);");
        out.blank();
    }
    return {e.file("_builder.h"), out.text()};
}

CppFile emit_builder_source(const Emission& e) {
    Writer out;
    begin_file(out, e, "The builder.");
    out.line("#include \"{}\"", e.file("_builder.h"));
    out.blank();
    out.line("#include <jianhe/generated/generated_builder.h>");
    out.blank();
    out.line("#include \"{}\"", e.file("_building.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        out.line("const jianhe::generated::Building& building() noexcept {{ return detail::kBuilding; }}");
        out.blank();
        {
            const auto make =
                out.scope("std::unique_ptr<jianhe::RecordBuilder> make_builder(jianhe::Supplied supplied) {");
            out.line("return std::make_unique<jianhe::generated::GeneratedBuilder>(building(), Record::layout(),");
            out.line("                                                             std::move(supplied));");
        }
        out.blank();
    }
    return {e.file("_builder.cpp"), out.text()};
}

std::vector<CppFile> emit_builder(const Emission& e) {
    if (e.module.constructions.empty()) return {};
    std::vector<CppFile> files;
    files.push_back(emit_builder_header(e));
    files.push_back(emit_builder_source(e));
    files.push_back(emit_building_header(e));
    files.push_back(emit_constructions(e));
    files.push_back(emit_parts(e));
    return files;
}

}  // namespace jianhe::cppgen
