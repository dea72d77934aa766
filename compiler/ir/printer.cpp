#include "compiler/ir/printer.h"

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "compiler/ir/print_constructions.h"

namespace jianhe::ir {

namespace {

using Output = fmt::memory_buffer;

template <class... Args>
void line(Output& out, fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
    out.push_back('\n');
}

std::string operand(const Module& module, OperandKind kind, std::uint32_t value) {
    switch (kind) {
        case OperandKind::None: return "";
        case OperandKind::Inst: return fmt::format(" %{}", value);
        case OperandKind::Field: return " " + module.fields[value].tag;
        case OperandKind::Segment: return " " + module.segments[value].tag;
        case OperandKind::Given: return " " + module.givens[value].name;
        case OperandKind::ChosenDate: return " " + module.chosen_dates[value].name;
        case OperandKind::CodeSet: return " " + module.code_sets[value].name;
        case OperandKind::Set: return fmt::format(" set{}", value);
        case OperandKind::Table: return " " + module.tables[value].name;
        case OperandKind::Pattern: return fmt::format(" \"{}\"", module.patterns[value]);
        case OperandKind::Key: return fmt::format(" key{}", value);
        case OperandKind::Master: return " " + module.masters[value].shape.name;
        case OperandKind::Provider: return " " + module.providers[value].name;
        case OperandKind::BufferPart: return " " + module.buffer_parts[value];
        case OperandKind::Relation: return " " + module.relations[value].name;
        case OperandKind::LookUp: return " look_up" + std::to_string(value);
        case OperandKind::Text: return fmt::format(" \"{}\"", module.texts[value]);
        case OperandKind::Integer: return fmt::format(" {}", module.integers[value]);
        case OperandKind::Number: return fmt::format(" {}", value);
    }
    return "";
}

std::string span_text(const Span& span) {
    std::string out;
    if (span.from) out += " from " + format_roc_date(*span.from);
    if (span.until) out += " until " + format_roc_date(*span.until);
    return out;
}

std::string source_text(const Module& module, const DateSource& source) {
    if (is_some(source.given)) return module.givens[index_of(source.given)].name;
    if (is_some(source.chosen)) return module.chosen_dates[index_of(source.chosen)].name;
    return "-";
}

void print_header(Output& out, const Module& module) {
    line(out, "specification {} version \"{}\"", module.name, module.version);
    line(out, "wire {}/{} {}", module.root, module.record, module.encoding == TextEncoding::Big5 ? "big5" : "utf8");
    for (const Given& given : module.givens) {
        line(out, "given {} : {}{}{}", given.name, print_type(given.type), given.is_optional ? " optional" : "",
             is_some(given.example) ? " example " + print_expr(module, given.example) : "");
    }
    for (const ChosenDate& date : module.chosen_dates) {
        std::string choices;
        for (const ChosenDate::Choice& choice : date.choices) {
            choices +=
                fmt::format("{} when {}, ", module.field(choice.field).tag, print_expr(module, choice.condition));
        }
        line(out, "dates {} = {}{}{}", date.name, choices, date.choices.empty() ? "" : "else ",
             module.field(date.otherwise).tag);
    }
    line(out, "code_sets by {}", source_text(module, module.code_sets_by));
}

std::string places_text(const Module& module, const CodePlaces& places) {
    std::string out = places.any_field ? " any" : "";
    for (const SegmentId segment : places.segments) out += " " + module.segment(segment).tag;
    for (const FieldId field : places.fields) out += " " + module.field(field).tag;
    if (places.record) out += " record";
    if (places.file) out += " file";
    return places.is_stated ? " at" + out : "";
}

void print_codes(Output& out, const Module& module) {
    for (const Code& code : module.codes) {
        std::string schedule;
        for (const DatedDisposition& dated : code.schedule) {
            schedule +=
                (schedule.empty() ? "" : ", ") + std::string(to_string(dated.disposition)) + span_text(dated.span);
        }
        const std::string_view status = to_string(code.status);
        line(out, "code {} {}{}{}{}", code.code, schedule, status.empty() ? "" : " | ", status,
             places_text(module, code.places));
    }
}

void print_field(Output& out, const Module& module, const Field& field) {
    std::string type(to_string(field.type));
    if (is_some(field.code_set)) type += " " + module.code_sets[index_of(field.code_set)].name;
    if (field.exact) type += " exactly";
    if (field.length > 0) type += fmt::format(" {}", field.length);
    if (field.scale > 0) type += fmt::format(".{}", field.scale);
    if (field.low || field.high) {
        type += fmt::format(" in {}..{}", field.low ? fmt::to_string(*field.low) : "",
                            field.high ? fmt::to_string(*field.high) : "");
    }
    if (field.max_items > 0) type += fmt::format(" each {} up to {}", field.item_length, field.max_items);
    for (const Placeholder& placeholder : field.placeholders) {
        type += fmt::format(" or placeholder set{}{}", index_of(placeholder.members),
                            placeholder.name.empty() ? "" : " as " + placeholder.name);
    }
    std::string codes;
    for (const CodeId code : field.codes) codes += " " + (is_some(code) ? module.code(code).code : std::string("-"));
    line(out, "  field {} : {} |{}", field.tag, type, codes);
}

void print_segments(Output& out, const Module& module) {
    for (const Segment& segment : module.segments) {
        line(out, "segment {}{}{}", segment.tag, segment.parent.empty() ? "" : " in " + segment.parent,
             segment.repeated() ? " as " + segment.row_name : "");
        for (const Segment::Limit& limit : segment.limits) {
            line(out, "  limit {}..{}{}", limit.low, limit.high,
                 is_some(limit.condition) ? " when " + print_expr(module, limit.condition) : "");
        }
        const std::uint32_t first = index_of(segment.first_field);
        for (std::uint32_t i = first; i < first + segment.field_count; ++i) print_field(out, module, module.fields[i]);
    }
}

std::string cell_text(const Module& module, const Cell& cell) {
    std::string out;
    for (const Cell::Choice& choice : cell.choices) {
        out += fmt::format("{} when {}, ", to_string(choice.mark), print_expr(module, choice.condition));
    }
    return out + (cell.choices.empty() ? "" : "else ") + std::string(to_string(cell.otherwise));
}

void print_presence(Output& out, const Module& module) {
    for (std::size_t i = 0; i < module.cells.size(); ++i)
        line(out, "cell{} = {}", i, cell_text(module, module.cells[i]));
    for (std::size_t p = 0; p < module.presences.size(); ++p) {
        const Presence& presence = module.presences[p];
        line(out, "presence by {} {{{}}}", module.field(presence.selector).tag, fmt::join(presence.columns, " "));
        for (const Field& field : module.fields) {
            if (index_of(field.presence) != p) continue;
            std::string cells;
            for (const CellId cell : field.cells) cells += fmt::format(" cell{}", index_of(cell));
            line(out, "  {}{}", field.tag, cells);
        }
    }
}

std::string place_text(const Module& module, const Check& check) {
    if (is_some(check.field)) return module.field(check.field).tag;
    if (is_some(check.segment)) return module.segment(check.segment).tag;
    return module.chosen_dates[index_of(check.chosen)].name;
}

void print_check(Output& out, const Module& module, std::size_t number) {
    const Check& check = module.checks[number];
    line(out, "  check{} {} at {}{}", number, module.code(check.code).code, place_text(module, check),
         is_some(check.row) ? " for each " + module.segment(check.row).row_name : "");
    for (const DatedDisposition& dated : check.dispositions) {
        line(out, "    {}{}", to_string(dated.disposition), span_text(dated.span));
    }
    if (check.choice) line(out, "    may {}", to_string(*check.choice));
    if (is_some(check.when)) line(out, "    when   {}", print_expr(module, check.when));
    if (is_some(check.expect)) {
        line(out, "    expect {}{}", print_expr(module, check.expect), check.judges_empty ? " (judges empty)" : "");
    }
}

std::string list_codes(const Module& module, const std::vector<CodeId>& codes) {
    std::string out;
    for (const CodeId code : codes) out += " " + module.code(code).code;
    return out;
}

std::string column_text(const Relation::Column& column) {
    std::string text = column.name + " : " + print_type(column.type);
    for (const std::string& word : column.words) text += " " + word;
    if (column.low) text += fmt::format(" {}..{}", *column.low, *column.high);
    return column.is_private() ? text + " private " + column.domain : text;
}

void print_relation(Output& out, const Relation& relation) {
    line(out, "relation {}{}{}", relation.name, is_some(relation.row) ? " by row" : "",
         relation.is_imported ? " imported" : "");
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        line(out, "  {} {}", i < relation.key_size ? "key" : "column", column_text(relation.columns[i]));
    }
    for (std::size_t state = 0; state < relation.states.size(); ++state) {
        std::string next;
        for (std::size_t event = 0; event < relation.events.size(); ++event) {
            const std::uint32_t after =
                relation.state_after(static_cast<std::uint32_t>(state), static_cast<std::uint32_t>(event));
            if (after != state) next += fmt::format(" {} -> {}", relation.events[event], relation.states[after]);
        }
        line(out, "  state {}{}", relation.states[state], next);
    }
}

void print_look_up(Output& out, const Module& module, std::size_t at) {
    const LookUp& look_up = module.look_ups[at];
    const Relation& relation = module.relations[index_of(look_up.relation)];
    std::string columns;
    for (const std::uint32_t column : look_up.columns) columns += " " + relation.columns[column].name;
    line(out, "look_up{} {} by{}", at, relation.name, columns);
}

std::string key_text(const Module& module, const Effect& effect) {
    std::string text;
    for (const Effect::KeyPart& part : effect.key) {
        text += text.empty() ? "" : ", ";
        text += is_some(part.low) ? print_expr(module, part.low) : "any";
        if (is_some(part.high)) text += ".." + print_expr(module, part.high);
    }
    return text;
}

void print_rules(Output& out, const Module& module) {
    for (const Rule& rule : module.rules) {
        line(out, "rule{} by {}{}{}", list_codes(module, rule.codes), source_text(module, rule.switched_by),
             rule.supersedes.empty() ? "" : " supersedes" + list_codes(module, rule.supersedes),
             rule.blocks_record ? " blocks record" : "");
        for (const FieldId field : rule.blocks) line(out, "  blocks {}", module.field(field).tag);
        for (const std::string& need : rule.needs) line(out, "  needs {}", need);
        for (const CheckId check : rule.checks) print_check(out, module, index_of(check));
    }
}

}  // namespace

std::string print_effect(const Module& module, const Effect& effect) {
    const Relation& relation = module.relations[index_of(effect.relation)];
    std::string text;
    switch (effect.kind) {
        case Effect::Kind::Add: text = relation.name + " adds"; break;
        case Effect::Kind::TakeBack:
            text = fmt::format("take back {} by ({})", relation.name, key_text(module, effect));
            break;
        case Effect::Kind::Event:
            text = fmt::format("{}({}) {}", relation.name, key_text(module, effect), relation.events[effect.event]);
            for (std::size_t i = 0; i < effect.held.size(); ++i) {
                if (!is_some(effect.held[i])) continue;
                text += fmt::format(" with {} = {}", relation.columns[relation.key_size + i].name,
                                    print_expr(module, effect.held[i]));
            }
            break;
    }
    return fmt::format("on accepted{}{} {}",
                       is_some(effect.row) ? " for each " + module.segment(effect.row).row_name : "",
                       is_some(effect.when) ? " when " + print_expr(module, effect.when) : "", text);
}

std::string print_inst(const Module& module, InstId id) {
    const Inst& inst = module.inst(id);
    const InstShape& shape = shape_of(inst.kind);
    return fmt::format("%{} = {}{}{}{} : {}", index_of(id), shape.printed, operand(module, shape.a, inst.a),
                       operand(module, shape.b, inst.b), operand(module, shape.c, inst.c), print_type(inst.type));
}

std::string print(const Module& module) {
    Output out;
    print_header(out, module);
    print_codes(out, module);
    print_segments(out, module);
    print_presence(out, module);
    for (std::size_t i = 0; i < module.sets.size(); ++i) {
        line(out, "set{}{} = {}", i, module.sets[i].name.empty() ? "" : " " + module.sets[i].name,
             print_members(module.sets[i]));
    }
    for (const Master& master : module.masters) {
        std::string columns;
        for (const MasterShape::Column& column : master.shape.columns) columns += " " + column.name;
        line(out, "master {}{}{}", master.shape.name, columns, master.shape.is_dated ? " dated" : "");
    }
    for (const Provider& provider : module.providers) {
        std::string parts;
        for (const Provider::Part& part : provider.parts)
            parts += fmt::format(" {} : {}", part.name, print_type(part.type));
        line(out, "provider {} ({}) ->{}{}", provider.name, provider.arguments.size(), parts,
             provider.built_in.empty() ? "" : " built_in " + provider.built_in);
    }
    for (const Scenario& scenario : module.scenarios) {
        line(out, "scenario {} when {}", scenario.name, print_expr(module, scenario.condition));
    }
    for (const Relation& relation : module.relations) print_relation(out, relation);
    for (std::size_t i = 0; i < module.look_ups.size(); ++i) print_look_up(out, module, i);
    for (const Effect& effect : module.effects) line(out, "{}", print_effect(module, effect));
    line(out, "instructions");
    for (std::uint32_t i = 0; i < module.insts.size(); ++i) {
        line(out, "  {}", print_inst(module, static_cast<InstId>(i)));
    }
    print_rules(out, module);
    print_constructions(out, module);
    return fmt::to_string(out);
}

}  // namespace jianhe::ir
