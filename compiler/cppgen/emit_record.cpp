#include <fmt/format.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

// What a setter takes beside a text; empty: nothing.
std::string typed_parameter(const Emission& e, const ir::Field& field) {
    switch (field.type) {
        case ir::FieldType::Number: return "std::int64_t";
        case ir::FieldType::Decimal: return fmt::format("jianhe::generated::Decimal<{}>", field.scale);
        case ir::FieldType::RocDate: return "jianhe::Date";
        case ir::FieldType::RocDateTime: return "jianhe::DateTime";
        case ir::FieldType::Code: return e.names.enums[ir::index_of(field.code_set)];
        case ir::FieldType::Text:
        case ir::FieldType::CodeList:
        case ir::FieldType::NationalId:
        case ir::FieldType::FacilityCode:
        case ir::FieldType::VisitId: return "";
    }
    return "";
}

// How a field looks, for the comment above it.
std::string shape(const Emission& e, const ir::Field& field) {
    const char* exact = field.exact ? "" : "up to ";
    std::string text;
    switch (field.type) {
        case ir::FieldType::Text: text = fmt::format("text, {}{} bytes", exact, field.length); break;
        case ir::FieldType::Number: text = fmt::format("number, up to {} digits", field.length); break;
        case ir::FieldType::Decimal:
            text = fmt::format("decimal, up to {} digits and {} decimals", field.length, field.scale);
            break;
        case ir::FieldType::Code: text = "code of " + e.module.code_sets[ir::index_of(field.code_set)].name; break;
        case ir::FieldType::CodeList:
            text = fmt::format("up to {} codes of {} side by side", field.max_items,
                               e.module.code_sets[ir::index_of(field.code_set)].name);
            break;
        case ir::FieldType::RocDate: text = "date, yyyMMdd"; break;
        case ir::FieldType::RocDateTime: text = "date and time, yyyMMddHHmmss"; break;
        case ir::FieldType::NationalId: text = "number of a person, 10 characters"; break;
        case ir::FieldType::FacilityCode:
            text = fmt::format("code of a facility, {}{} characters", exact, field.length);
            break;
        case ir::FieldType::VisitId: text = "visit identifier, 20 characters"; break;
    }
    for (const ir::Placeholder& placeholder : field.placeholders) text += " or " + placeholder.name;
    return text;
}

void emit_field(Writer& out, const Emission& e, ir::FieldId id, const std::string& owner) {
    const ir::Field& field = e.module.field(id);
    const std::uint32_t at = ir::index_of(id);
    const std::string& name = e.names.setters[at];
    const std::string parameter = typed_parameter(e, field);
    const char* texts = owner == "Record" ? "fields()." : "texts_.";
    out.blank();
    out.note(fmt::format("{} {} · {}", field.tag, field.label, shape(e, field)));
    if (!parameter.empty()) {
        const bool is_code = field.type == ir::FieldType::Code;
        out.line("{}& {}({} value) {{", owner, name, parameter);
        out.line("    {}{}({}, {});", texts, is_code ? "set_constant" : "set", at,
                 is_code ? "text_of(value)" : "value");
        out.line("    return *this;");
        out.line("}}");
    }
    out.line("{}& {}(std::string_view text) {{", owner, name);
    out.line("    {}set({}, text);", texts, at);
    out.line("    return *this;");
    out.line("}}");
    out.line("std::string_view {}() const noexcept {{ return {}get({}); }}", name, texts, at);
}

void emit_row_class(Writer& out, const Emission& e, std::size_t at) {
    const ir::Segment& segment = e.module.segments[at];
    const std::string& name = e.names.rows[at];
    out.blank();
    out.note(fmt::format(
        "One row of {} {}. A view into its record, which must outlive it; it stays valid while rows are added.",
        segment.tag, segment.label));
    const auto scope = out.scope(fmt::format("class {} {{", name), "};");
    out.label("public:");
    out.line("{}(jianhe::Record& record, std::uint32_t number) noexcept : texts_(record, number) {{}}", name);
    out.blank();
    out.line("// Its position, from 1.");
    out.line("std::uint32_t number() const noexcept {{ return texts_.row(); }}");
    out.line("// Takes a field away again.");
    out.line("void forget(Field field) noexcept {{ texts_.forget(static_cast<jianhe::FieldIndex>(field)); }}");
    for (std::uint32_t i = 0; i < segment.field_count; ++i)
        emit_field(out, e, static_cast<ir::FieldId>(ir::index_of(segment.first_field) + i), name);
    out.blank();
    out.label("private:");
    out.line("jianhe::generated::FieldTexts texts_;");
}

void emit_record_class(Writer& out, const Emission& e) {
    out.blank();
    out.note(fmt::format(
        "One record of {} {}. Fields that are not set are absent. Not thread-safe; `clear` keeps the memory.",
        e.module.label, e.module.version));
    const auto scope = out.scope("class Record {", "};");
    out.label("public:");
    out.line("Record() : record_(layout()) {{ clear(); }}");
    out.blank();
    out.line("static const jianhe::RecordLayout& layout();");
    out.line("// The record as the validator and jianhe::UploadWriter take it.");
    out.line("const jianhe::Record& record() const noexcept {{ return record_; }}");
    out.line("jianhe::Record& record() noexcept {{ return record_; }}");
    out.line("void clear();");
    out.line("// Takes a field outside of rows away again.");
    out.line("void forget(Field field) noexcept {{ fields().forget(static_cast<jianhe::FieldIndex>(field)); }}");
    for (std::size_t i = 0; i < e.module.segments.size(); ++i) {
        const ir::Segment& segment = e.module.segments[i];
        out.blank();
        out.note(fmt::format("--- {} {} ---", segment.tag, segment.label));
        if (segment.repeated()) {
            const std::string& row = e.names.row_functions[i];
            out.line("{} add_{}() {{ return {{record_, record_.add_row({})}}; }}", e.names.rows[i], row, i);
            out.line("// `number` from 1.");
            out.line("{} {}(std::uint32_t number) noexcept {{ return {{record_, number}}; }}", e.names.rows[i], row);
            out.line(
                "const {} {}(std::uint32_t number) const noexcept {{ return {{const_cast<jianhe::Record&>(record_), "
                "number}}; }}",
                e.names.rows[i], row);
            out.line("std::uint32_t {}_count() const noexcept {{ return record_.rows({}); }}", row, i);
            continue;
        }
        for (std::uint32_t field = 0; field < segment.field_count; ++field)
            emit_field(out, e, static_cast<ir::FieldId>(ir::index_of(segment.first_field) + field), "Record");
    }
    out.blank();
    out.label("private:");
    out.line("jianhe::generated::FieldTexts fields() noexcept {{ return {{record_, 0}}; }}");
    out.line(
        "const jianhe::generated::FieldTexts fields() const noexcept {{ return {{const_cast<jianhe::Record&>(record_), "
        "0}}; }}");
    out.blank();
    out.line("jianhe::Record record_;");
}

void emit_field_enum(Writer& out, const Emission& e) {
    out.blank();
    out.note("Every field, in declared order: what jianhe::Place::field of a finding says.");
    const auto scope = out.scope("enum class Field : std::uint16_t {", "};");
    Namer names;
    for (std::size_t i = 0; i < e.module.fields.size(); ++i) {
        out.line("{},  // {} {}", names.unique(e.module.fields[i].name), comment(e.module.fields[i].tag),
                 comment(e.module.fields[i].label));
    }
}

void emit_placeholders(Writer& out, const Emission& e) {
    Namer names({"Record", "Field"});
    std::set<std::string> done;
    for (const ir::Field& field : e.module.fields) {
        for (const ir::Placeholder& placeholder : field.placeholders) {
            const ir::Set& set = e.module.sets[ir::index_of(placeholder.members)];
            const bool is_one = set.members.size() == 1 && set.members.front().lo == set.members.front().hi;
            if (!is_one || !done.insert(placeholder.name).second) continue;
            out.blank();
            out.note(fmt::format("Stands in for {} {}", field.tag, field.label));
            out.line("inline constexpr std::string_view {} = {};", names.unique(placeholder.name),
                     literal(set.members.front().lo));
        }
    }
}

}  // namespace

CppFile emit_record_header(const Emission& e) {
    Writer out;
    begin_file(out, e, "The typed record. Texts are UTF-8.");
    out.line("#pragma once");
    out.blank();
    for (const char* header : {"cstdint", "string_view"}) out.line("#include <{}>", header);
    out.blank();
    out.line("#include <jianhe/generated/typed_record.h>");
    out.blank();
    out.line("#include \"{}\"", e.file("_codes.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        emit_placeholders(out, e);
        emit_field_enum(out, e);
        for (std::size_t i = 0; i < e.module.segments.size(); ++i) {
            if (e.module.segments[i].repeated()) emit_row_class(out, e, i);
        }
        emit_record_class(out, e);
        out.blank();
    }
    return {e.file("_record.h"), out.text()};
}

CppFile emit_record_source(const Emission& e) {
    Writer out;
    begin_file(out, e, "The layout of the record.");
    out.line("#include \"{}\"", e.file("_record.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space);
        {
            const auto own = out.name_space("");
            const auto make = out.scope("jianhe::RecordLayout make_layout() {");
            out.line("jianhe::RecordLayout shape({}, {});", literal(e.module.root), literal(e.module.record));
            for (const ir::Segment& segment : e.module.segments) {
                out.line("shape.add_segment({}, {}, {});", literal(segment.tag), literal(segment.parent),
                         segment.repeated());
                const std::uint32_t first = ir::index_of(segment.first_field);
                for (std::uint32_t i = first; i < first + segment.field_count; ++i)
                    out.line("shape.add_field({});", literal(e.module.fields[i].tag));
            }
            out.line("return shape;");
        }
        out.blank();
        {
            const auto layout = out.scope("const jianhe::RecordLayout& Record::layout() {");
            out.line("static const jianhe::RecordLayout made = make_layout();");
            out.line("return made;");
        }
        out.blank();
        {
            const auto clear = out.scope("void Record::clear() {");
            out.line("record_.clear();");
            for (std::size_t i = 0; i < e.module.segments.size(); ++i) {
                if (!e.module.segments[i].repeated()) out.line("record_.add_row({});", i);
            }
        }
        out.blank();
    }
    return {e.file("_record.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
