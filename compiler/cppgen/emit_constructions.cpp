#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/clause_words.h"
#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {
namespace {

std::string source(const ir::Location& location) {
    return fmt::format("{{{}, {}}}", literal(location.file), location.line);
}

std::string_view kind_name(ir::BuildClause::Kind kind) {
    switch (kind) {
        case ir::BuildClause::Kind::Set: return "Set";
        case ir::BuildClause::Kind::Default: return "Default";
        case ir::BuildClause::Kind::Derive: return "Derive";
        case ir::BuildClause::Kind::Ask: return "Ask";
        case ir::BuildClause::Kind::AskOptional: return "AskOptional";
        case ir::BuildClause::Kind::Keep: return "Keep";
    }
    return "Set";
}

std::string_view mask_name(MaskKind kind) {
    switch (kind) {
        case MaskKind::None: return "None";
        case MaskKind::NationalId: return "NationalId";
        case MaskKind::VisitIdentifier: return "VisitIdentifier";
        case MaskKind::All: return "All";
    }
    return "None";
}

// How the content of an expression is written into a field.
std::string_view content_name(ir::Type type) {
    switch (type.kind) {
        case ir::ValueType::Number: return "Number";
        case ir::ValueType::Date: return "Date";
        case ir::ValueType::DateTime: return "DateTime";
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: break;
    }
    return "Text";
}

std::string gives(const Emission& e, const ir::BuildClause& clause) {
    if (clause.is_position) return ", .gives = Gives::Position";
    if (!ir::is_some(clause.value)) return "";
    const ir::Inst& inst = e.module.inst(clause.value);
    std::string text;
    if (inst.kind == ir::InstKind::Field) {
        text = ", .gives = Gives::Copy, .copied = " + e.expressions.field_number(static_cast<ir::FieldId>(inst.a));
    } else if (inst.kind == ir::InstKind::Text) {
        text = ", .gives = Gives::Constant, .text = " + literal(e.module.texts[inst.a]);
    } else {
        text = fmt::format(", .gives = Gives::{}, .value = {}", content_name(inst.type), function_of(e, clause.value));
        if (inst.type.scale > 0) text += fmt::format(", .scale = {}", inst.type.scale);
    }
    return text + fmt::format(", .value_part = {}", ir::index_of(clause.value));
}

void emit_clause(Writer& out, const Emission& e, const ir::BuildClause& clause) {
    out.note(clause_words(e.module, clause));
    std::string facts = fmt::format("{{.kind = Kind::{}, .field = {}", kind_name(clause.kind),
                                    e.expressions.field_number(clause.field));
    if (ir::is_some(clause.row)) facts += ", .row = " + e.names.segments[ir::index_of(clause.row)];
    if (ir::is_some(clause.when)) {
        facts += fmt::format(", .when = {}, .when_part = {}", function_of(e, clause.when), ir::index_of(clause.when));
    }
    facts += gives(e, clause);
    if (clause.padded > 0) facts += fmt::format(", .padded = {}", clause.padded);
    if (!clause.followed_by.empty()) facts += ", .followed_by = " + literal(clause.followed_by);
    if (const std::string written = value_words(clause); !written.empty()) facts += ", .written = " + literal(written);
    if (!clause.when_text.empty()) facts += ", .when_written = " + literal(clause.when_text);
    out.line("{}, .source = {}}},", facts, source(clause.location));
}

// The names of lists have a `_` that no name of the rules has.
void emit_construction_lists(Writer& out, const Emission& e, std::size_t at) {
    const ir::Construction& construction = e.module.constructions[at];
    const std::string& name = e.names.constructions[at];
    out.blank();
    out.note(fmt::format("{} {} · {}:{}", construction.name, construction.label, construction.location.file,
                         construction.location.line));
    std::vector<std::uint32_t> buffers;
    for (const ir::BufferId buffer : construction.buffers) buffers.push_back(ir::index_of(buffer));
    if (!buffers.empty()) out.line("constexpr std::uint32_t k{}_buffers[] = {{{}}};", name, fmt::join(buffers, ", "));
    if (construction.clauses.empty()) return;
    const auto scope = out.scope(fmt::format("constexpr ClauseFacts k{}_clauses[] = {{", name), "};");
    for (const ir::BuildClause& clause : construction.clauses) emit_clause(out, e, clause);
}

std::string construction_facts(const Emission& e, std::size_t at) {
    const ir::Construction& construction = e.module.constructions[at];
    const std::string& name = e.names.constructions[at];
    std::string facts =
        fmt::format("{{.name = {}, .label = {}", literal(construction.name), literal(construction.label));
    if (!construction.buffers.empty()) facts += fmt::format(", .buffers = k{}_buffers", name);
    if (!construction.clauses.empty()) facts += fmt::format(", .clauses = k{}_clauses", name);
    if (ir::is_some(construction.scenario)) {
        const ir::Scenario& scenario = e.module.scenarios[ir::index_of(construction.scenario)];
        facts += fmt::format(
            ", .scenario = {}, .scenario_condition = {}, .is_in_scenario = {}, .scenario_part = {}, .scenario_source = "
            "{}",
            literal(scenario.name), literal(scenario.text), function_of(e, scenario.condition),
            ir::index_of(scenario.condition), source(construction.scenario_location));
    }
    if (construction.keeps()) facts += fmt::format(", .kept_for = {}", ir::index_of(construction.kept_for));
    return facts + fmt::format(", .source = {}}},", source(construction.location));
}

void emit_buffers(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.buffers.size(); ++i) {
        const ir::Buffer& buffer = e.module.buffers[i];
        if (buffer.parts.empty()) continue;
        const auto scope =
            out.scope(fmt::format("constexpr BufferFacts::Part k{}_parts[] = {{", e.names.buffers[i]), "};");
        for (const ir::Buffer::Part& part : buffer.parts) {
            if (ir::is_some(part.field)) {
                out.line("{{{}, kNone, {}, {}}},", e.expressions.field_number(part.field), part.first, part.last);
            } else {
                out.line("{{kNone, {}, {}, {}}},  // {}", ir::index_of(part.name), part.first, part.last,
                         comment(e.module.buffer_parts[ir::index_of(part.name)]));
            }
        }
    }
    if (e.module.buffers.empty()) return;
    const auto scope = out.scope("constexpr BufferFacts kBuffers[] = {", "};");
    for (std::size_t i = 0; i < e.module.buffers.size(); ++i) {
        const ir::Buffer& buffer = e.module.buffers[i];
        out.line("{{{}, {}, {}, {}, {}}},", literal(buffer.name), literal(buffer.label), buffer.size,
                 buffer.parts.empty() ? "{}" : fmt::format("k{}_parts", e.names.buffers[i]), source(buffer.location));
    }
}

void emit_words(Writer& out, const Emission& e) {
    {
        const auto scope = out.scope("constexpr Building::FieldWords kFieldWords[] = {", "};");
        for (const ir::Field& field : e.module.fields)
            out.line("{{{}, jianhe::MaskKind::{}}},  // {}", literal(field.label), mask_name(field.mask),
                     comment(field.tag));
    }
    {
        const auto scope = out.scope("constexpr Building::SegmentWords kSegmentWords[] = {", "};");
        for (const ir::Segment& segment : e.module.segments)
            out.line("{{{}, {}}},", literal(segment.label), literal(segment.row_name));
    }
    if (!e.module.checks.empty()) {
        const auto scope = out.scope("constexpr SourceLine kCheckLines[] = {", "};");
        for (std::size_t i = 0; i < e.module.checks.size(); ++i)
            out.line("{},  // {}", source(e.module.checks[i].location), e.names.checks[i]);
    }
    if (e.module.buffer_parts.empty()) return;
    std::vector<std::string> names;
    for (const std::string& name : e.module.buffer_parts) names.push_back(literal(name));
    out.line("constexpr std::string_view kPartNames[] = {{{}}};", fmt::join(names, ", "));
}

void emit_root(Writer& out, const Emission& e) {
    const ir::Module& m = e.module;
    const auto part = [](const char* name, bool is_there) { return is_there ? name : "{}"; };
    const auto scope = out.scope("constinit const Building kBuilding = {", "};");
    out.line(".rules = &kRules,");
    out.line(".wire = jianhe::TextEncoding::{},", m.encoding == TextEncoding::Big5 ? "Big5" : "Utf8");
    out.line(".fields = kFieldWords,");
    out.line(".segments = kSegmentWords,");
    out.line(".checks = {},", part("kCheckLines", !m.checks.empty()));
    out.line(".parts = {{kParts, {}}},", m.insts.empty() ? 1 : m.insts.size());
    out.line(".cells = {{kCellParts, {}}},", m.cells.empty() ? 1 : m.cells.size());
    out.line(".part_names = {},", part("kPartNames", !m.buffer_parts.empty()));
    out.line(".buffers = {},", part("kBuffers", !m.buffers.empty()));
    out.line(".constructions = kConstructions,");
}

}  // namespace

CppFile emit_building_header(const Emission& e) {
    Writer out;
    begin_file(out, e, "What the parts of the builder know of each other. Not for users.");
    out.line("#pragma once");
    out.blank();
    out.line("#include <jianhe/generated/building.h>");
    out.blank();
    out.line("#include \"{}\"", e.file("_reasons.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
            const auto id = static_cast<ir::InstId>(i);
            if (is_condition(e, id, UsedBy::Constructions)) declare_condition(out, e, id);
        }
        for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
            const auto id = static_cast<ir::InstId>(i);
            if (has_reason_function(e, id) && e.sharing.is_for_building(id)) declare_reason(out, e, id);
        }
        out.blank();
        out.line("extern const Part kParts[];");
        out.line("extern const std::span<const std::uint32_t> kCellParts[];");
        out.line("extern const Building kBuilding;");
        out.blank();
    }
    return {e.file("_building.h"), out.text()};
}

CppFile emit_constructions(const Emission& e) {
    Writer out;
    begin_file(out, e, "Buffers and constructions as tables, with the conditions of clauses.");
    out.line("#include \"{}\"", e.file("_building.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        for (std::size_t i = 0; i < e.module.insts.size(); ++i) {
            const auto id = static_cast<ir::InstId>(i);
            if (is_condition(e, id, UsedBy::Constructions)) emit_condition(out, e, id);
        }
        out.blank();
        {
            const auto own = out.name_space("");
            out.line("using Kind = jianhe::ClauseDescription::Kind;");
            out.line("using Gives = ClauseFacts::Gives;");
            out.blank();
            emit_words(out, e);
            out.blank();
            emit_buffers(out, e);
            for (std::size_t i = 0; i < e.module.constructions.size(); ++i) emit_construction_lists(out, e, i);
            out.blank();
            {
                const auto table = out.scope("constexpr ConstructionFacts kConstructions[] = {", "};");
                for (std::size_t i = 0; i < e.module.constructions.size(); ++i) out.text_line(construction_facts(e, i));
            }
            out.blank();
        }
        out.blank();
        emit_root(out, e);
        out.blank();
    }
    return {e.file("_constructions.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
