#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cppgen/emitting.h"
#include "compiler/cppgen/namer.h"

namespace jianhe::cppgen {

std::string function_of(const Emission& e, ir::InstId id) {
    if (!ir::is_some(id)) return "nullptr";
    const Written written = e.expressions.use(id);
    const bool is_truth = ir::shape_of(e.module.inst(id).kind).yields_truth;
    return fmt::format("[]({}) noexcept -> {} {{ return {}; }}", parameters(written), is_truth ? "Truth" : "Value",
                       written.text);
}

namespace {

std::string_view type_name(ir::FieldType type) {
    switch (type) {
        case ir::FieldType::Text: return "Text";
        case ir::FieldType::Number: return "Number";
        case ir::FieldType::Decimal: return "Decimal";
        case ir::FieldType::Code: return "Code";
        case ir::FieldType::CodeList: return "CodeList";
        case ir::FieldType::RocDate: return "RocDate";
        case ir::FieldType::RocDateTime: return "RocDateTime";
        case ir::FieldType::NationalId: return "NationalId";
        case ir::FieldType::FacilityCode: return "FacilityCode";
        case ir::FieldType::VisitId: return "VisitId";
    }
    return "Text";
}

std::string_view mark_name(ir::Mark mark) {
    switch (mark) {
        case ir::Mark::Required: return "Mark::Required";
        case ir::Mark::Forbidden: return "Mark::Forbidden";
        case ir::Mark::Optional: return "Mark::Optional";
    }
    return "Mark::Optional";
}

std::string_view disposition_name(Disposition disposition) {
    switch (disposition) {
        case Disposition::Notice: return "Disposition::Notice";
        case Disposition::RejectOrder: return "Disposition::RejectOrder";
        case Disposition::RejectRecord: return "Disposition::RejectRecord";
        case Disposition::RejectFile: return "Disposition::RejectFile";
    }
    return "Disposition::RejectRecord";
}

std::string number_of(std::uint32_t id) { return id == 0xffffffffU ? "kNone" : std::to_string(id); }

template <class Id>
std::string numbers(const std::vector<Id>& ids) {
    std::vector<std::uint32_t> made;
    for (const Id id : ids) made.push_back(ir::index_of(id));
    return fmt::format("{}", fmt::join(made, ", "));
}

std::string day_source(const ir::DateSource& source) {
    return fmt::format("{{{}, {}}}", number_of(ir::index_of(source.given)), number_of(ir::index_of(source.chosen)));
}

void emit_codes(Writer& out, const Emission& e) {
    const auto scope = out.scope("constexpr CodeFacts kCodes[] = {", "};");
    for (const ir::Code& code : e.module.codes) {
        out.line("{{{}, {}, {}, {}}},", literal(code.code), literal(code.message), literal(code.needs),
                 disposition_name(code.disposition));
    }
}

void emit_presence(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.cells.size(); ++i) {
        const ir::Cell& cell = e.module.cells[i];
        if (cell.choices.empty()) continue;
        const auto scope = out.scope(fmt::format("const Cell::Choice kCell{}Choices[] = {{", i), "};");
        for (const ir::Cell::Choice& choice : cell.choices)
            out.line("{{{}, {}}},", function_of(e, choice.condition), mark_name(choice.mark));
    }
    if (!e.module.cells.empty()) {
        const auto scope = out.scope("const Cell kCells[] = {", "};");
        for (std::size_t i = 0; i < e.module.cells.size(); ++i) {
            const ir::Cell& cell = e.module.cells[i];
            out.line("{{{}, {}}},{}", cell.choices.empty() ? "{}" : fmt::format("kCell{}Choices", i),
                     mark_name(cell.otherwise), cell.name.empty() ? "" : "  // " + comment(cell.name));
        }
    }
    for (std::size_t i = 0; i < e.module.presences.size(); ++i) {
        std::vector<std::string> columns;
        for (const std::string& column : e.module.presences[i].columns) columns.push_back(literal(column));
        out.line("constexpr std::string_view kPresence{}Columns[] = {{{}}};", i, fmt::join(columns, ", "));
    }
    if (e.module.presences.empty()) return;
    const auto scope = out.scope("const PresenceTable kPresences[] = {", "};");
    for (std::size_t i = 0; i < e.module.presences.size(); ++i)
        out.line("{{{}, kPresence{}Columns}},", ir::index_of(e.module.presences[i].selector), i);
}

std::string list_names(const Emission& e, const std::vector<ir::SetId>& sets) {
    std::vector<std::string> names;
    for (const ir::SetId set : sets) names.push_back("&" + e.names.sets[ir::index_of(set)]);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string field_facts(const Emission& e, std::size_t at) {
    const ir::Field& field = e.module.fields[at];
    std::string facts = fmt::format("{{.tag = {}, .segment = {}, .type = FieldType::{}", literal(field.tag),
                                    ir::index_of(field.segment), type_name(field.type));
    if (field.exact) facts += ", .exact = true";
    if (field.scale != 0) facts += fmt::format(", .scale = {}", field.scale);
    facts += fmt::format(", .length = {}", field.length);
    if (field.low) facts += fmt::format(", .low = {}", *field.low);
    if (field.high) facts += fmt::format(", .high = {}", *field.high);
    if (ir::is_some(field.code_set)) facts += ", .codes = &" + e.names.code_sets[ir::index_of(field.code_set)];
    if (field.item_length != 0) facts += fmt::format(", .item_length = {}", field.item_length);
    if (!field.placeholders.empty()) facts += fmt::format(", .placeholders = kField{}Placeholders", at);
    if (!field.forbidden_placeholders.empty()) facts += fmt::format(", .forbidden_placeholders = kField{}Foreign", at);
    if (ir::is_some(field.presence))
        facts += fmt::format(", .presence = {}, .cells = kField{}Cells", ir::index_of(field.presence), at);
    std::vector<std::uint32_t> codes;
    for (const ir::CodeId code : field.codes) codes.push_back(ir::index_of(code));
    return facts + fmt::format(", .fault_codes = {{{}}}}},", fmt::join(codes, ", "));
}

void emit_fields(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.fields.size(); ++i) {
        const ir::Field& field = e.module.fields[i];
        if (!field.placeholders.empty()) {
            std::vector<ir::SetId> sets;
            for (const ir::Placeholder& placeholder : field.placeholders) sets.push_back(placeholder.members);
            out.line("constexpr const WordList* kField{}Placeholders[] = {{{}}};", i, list_names(e, sets));
        }
        if (!field.forbidden_placeholders.empty()) {
            out.line("constexpr const WordList* kField{}Foreign[] = {{{}}};", i,
                     list_names(e, field.forbidden_placeholders));
        }
        if (ir::is_some(field.presence))
            out.line("constexpr std::uint16_t kField{}Cells[] = {{{}}};", i, numbers(field.cells));
    }
    out.blank();
    const auto scope = out.scope("const FieldFacts kFields[] = {", "};");
    for (std::size_t i = 0; i < e.module.fields.size(); ++i) {
        out.note(fmt::format("{} {}", e.module.fields[i].name, e.module.fields[i].label));
        out.text_line(field_facts(e, i));
    }
}

void emit_segments(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.segments.size(); ++i) {
        const ir::Segment& segment = e.module.segments[i];
        if (segment.limits.empty()) continue;
        const auto scope = out.scope(fmt::format("const SegmentFacts::Limit kSegment{}Limits[] = {{", i), "};");
        for (const ir::Segment::Limit& limit : segment.limits)
            out.line("{{{}, {}, {}}},", function_of(e, limit.condition), limit.low, limit.high);
    }
    const auto scope = out.scope("const SegmentFacts kSegments[] = {", "};");
    for (std::size_t i = 0; i < e.module.segments.size(); ++i) {
        const ir::Segment& segment = e.module.segments[i];
        out.line("{{{}, {}, {}, {}, {}}},", literal(segment.tag), segment.repeated(), ir::index_of(segment.first_field),
                 segment.field_count, segment.limits.empty() ? "{}" : fmt::format("kSegment{}Limits", i));
    }
}

std::string_view step_of(const ir::Rule& rule) {
    if (rule.blocks_record) return "BlocksRecord";
    return rule.blocks.empty() ? "Other" : "BlocksFields";
}

void emit_check_lists(Writer& out, const Emission& e, std::size_t at) {
    const ir::Check& check = e.module.checks[at];
    const ir::Rule& rule = e.module.rules[ir::index_of(check.rule)];
    std::vector<std::string> dated;
    for (const ir::DatedDisposition& entry : check.dispositions) {
        std::string text = fmt::format("{{{}", disposition_name(entry.disposition));
        if (!entry.span.is_open()) {
            text += fmt::format(", {}, {}", entry.span.from ? std::to_string(entry.span.from->days) : "kAnyDay",
                                entry.span.until ? std::to_string(entry.span.until->days) : "kLastDay");
        }
        dated.push_back(text + "}");
    }
    out.line("constexpr DatedDisposition kCheck{}Dispositions[] = {{{}}};", at, fmt::join(dated, ", "));
    if (!rule.supersedes.empty())
        out.line("constexpr std::uint16_t kCheck{}Supersedes[] = {{{}}};", at, numbers(rule.supersedes));
    if (!rule.blocks.empty()) out.line("constexpr std::uint16_t kCheck{}Blocks[] = {{{}}};", at, numbers(rule.blocks));
}

std::string check_facts(const Emission& e, std::size_t at) {
    const ir::Check& check = e.module.checks[at];
    const ir::Rule& rule = e.module.rules[ir::index_of(check.rule)];
    const auto id = static_cast<ir::CheckId>(at);
    std::string facts =
        fmt::format("{{.code = {}, .step = CheckFacts::Step::{}", ir::index_of(check.code), step_of(rule));
    if (check.judges_empty || !ir::is_some(check.expect)) facts += ", .judges_empty = true";
    if (ir::is_some(check.when) && e.sharing.asks_outside(check.when)) facts += ", .asks_outside = true";
    if (ir::is_some(check.field)) facts += fmt::format(", .field = {}", ir::index_of(check.field));
    if (ir::is_some(check.segment)) facts += fmt::format(", .segment = {}", ir::index_of(check.segment));
    if (ir::is_some(check.chosen)) facts += fmt::format(", .chosen = {}", ir::index_of(check.chosen));
    if (ir::is_some(check.row)) facts += fmt::format(", .row = {}", ir::index_of(check.row));
    // What asks the history is silent here.
    if (!check.asks_history) facts += fmt::format(", .judge = &{}", e.names.checks[at]);
    if (follows_state(e.module, id)) facts += fmt::format(", .tell_state = &{}_tell", e.names.checks[at]);
    if (ir::is_some(check.when)) facts += fmt::format(", .when = {}", ir::index_of(check.when));
    if (ir::is_some(check.expect)) facts += fmt::format(", .expect = {}", ir::index_of(check.expect));
    facts += fmt::format(", .switched_by = {}, .dispositions = kCheck{}Dispositions", day_source(rule.switched_by), at);
    if (check.choice) facts += fmt::format(", .choice = {}", disposition_name(*check.choice));
    if (!rule.supersedes.empty()) facts += fmt::format(", .supersedes = kCheck{}Supersedes", at);
    if (!rule.blocks.empty()) facts += fmt::format(", .blocks = kCheck{}Blocks", at);
    return facts + "},";
}

void emit_checks(Writer& out, const Emission& e) {
    for (std::size_t i = 0; i < e.module.checks.size(); ++i) emit_check_lists(out, e, i);
    out.blank();
    if (e.module.checks.empty()) return;
    const auto scope = out.scope("const CheckFacts kChecks[] = {", "};");
    for (std::size_t i = 0; i < e.module.checks.size(); ++i) out.text_line(check_facts(e, i));
}

void emit_supplies(Writer& out, const Emission& e) {
    if (!e.module.givens.empty()) {
        const auto scope = out.scope("constexpr GivenFacts kGivens[] = {", "};");
        for (const ir::Given& given : e.module.givens)
            out.line("{{{}, {}}},", literal(given.name), given.type.kind == ir::ValueType::DateTime);
    }
    std::vector<std::string> names;
    for (const ir::Master& master : e.module.masters) names.push_back(literal(master.shape.name));
    if (!names.empty()) out.line("constexpr std::string_view kMasters[] = {{{}}};", fmt::join(names, ", "));
    names.clear();
    std::vector<std::size_t> parts;
    for (const ir::Provider& provider : e.module.providers) {
        names.push_back(literal(provider.name));
        parts.push_back(provider.parts.size());
    }
    if (names.empty()) return;
    out.line("constexpr std::string_view kProviders[] = {{{}}};", fmt::join(names, ", "));
    out.line("constexpr std::uint32_t kProviderParts[] = {{{}}};", fmt::join(parts, ", "));
}

void emit_chosen_dates(Writer& out, const Emission& e) {
    if (e.module.chosen_dates.empty()) return;
    for (std::size_t i = 0; i < e.module.chosen_dates.size(); ++i) {
        std::vector<std::uint32_t> conditions;
        for (const auto& choice : e.module.chosen_dates[i].choices)
            conditions.push_back(ir::index_of(choice.condition));
        if (!conditions.empty())
            out.line("constexpr std::uint32_t kChosen{}Conditions[] = {{{}}};", i, fmt::join(conditions, ", "));
    }
    const auto scope = out.scope("const ChosenDateFacts kChosenDates[] = {", "};");
    for (std::size_t i = 0; i < e.module.chosen_dates.size(); ++i) {
        const ir::ChosenDate& chosen = e.module.chosen_dates[i];
        out.line("{{&{}_field, {}, {}}},", e.names.chosen[i], ir::index_of(chosen.otherwise),
                 chosen.choices.empty() ? "{}" : fmt::format("kChosen{}Conditions", i));
    }
}

void emit_root(Writer& out, const Emission& e) {
    const ir::Module& m = e.module;
    const auto part = [](const char* name, bool is_there) { return is_there ? name : "{}"; };
    const auto role = [&](EnvelopeRole which) {
        const ir::CodeId code = m.envelope[static_cast<std::size_t>(which)];
        return ir::is_some(code) ? ir::index_of(code) : 0;
    };
    const auto scope = out.scope("constinit const Rules kRules = {", "};");
    out.line(".segments = kSegments,");
    out.line(".fields = kFields,");
    out.line(".codes = kCodes,");
    out.line(".presences = {},", part("kPresences", !m.presences.empty()));
    out.line(".cells = {},", part("kCells", !m.cells.empty()));
    out.line(".checks = {},", part("kChecks", !m.checks.empty()));
    out.line(".selection = &kSelection,");
    out.line(".chosen_dates = {},", part("kChosenDates", !m.chosen_dates.empty()));
    out.line(".reasons = {{kReasons, {}}},", m.insts.empty() ? 1 : m.insts.size());
    out.line(".givens = {},", part("kGivens", !m.givens.empty()));
    out.line(".masters = {},", part("kMasters", !m.masters.empty()));
    out.line(".providers = {},", part("kProviders", !m.providers.empty()));
    out.line(".provider_parts = {},", part("kProviderParts", !m.providers.empty()));
    out.line(".code_sets_by = {},", day_source(m.code_sets_by));
    out.line(".wrong_place = {},", role(EnvelopeRole::WrongPlace));
    out.line(".unknown_field = {},", role(EnvelopeRole::UnknownField));
    out.line(".too_many = {},", ir::is_some(m.too_many) ? ir::index_of(m.too_many) : 0);
    out.line(".known_truths = {},", e.sharing.truths());
    out.line(".known_counts = {},", e.sharing.counts());
    out.line(".known_uniques = {},", e.sharing.uniques());
}

}  // namespace

CppFile emit_tables(const Emission& e) {
    Writer out;
    begin_file(out, e, "Fields, presence, codes and checks as tables.");
    out.line("#include \"{}\"", e.file("_rules.h"));
    out.blank();
    {
        const auto scope = out.name_space(e.names.space + "::detail");
        out.line("using jianhe::Disposition;");
        out.blank();
        out.line("extern const Reason kReasons[];");
        out.line("extern const Selection kSelection;");
        out.blank();
        {
            const auto own = out.name_space("");
            emit_codes(out, e);
            out.blank();
            emit_presence(out, e);
            out.blank();
            emit_fields(out, e);
            out.blank();
            emit_segments(out, e);
            out.blank();
            emit_checks(out, e);
            out.blank();
            emit_supplies(out, e);
            emit_chosen_dates(out, e);
            out.blank();
        }
        out.blank();
        emit_root(out, e);
        out.blank();
    }
    return {e.file("_tables.cpp"), out.text()};
}

}  // namespace jianhe::cppgen
