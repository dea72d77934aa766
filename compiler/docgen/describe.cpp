#include "compiler/docgen/describe.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <jianhe/number.h>

#include "compiler/ir/printer.h"

namespace jianhe::docgen {

namespace {

std::string with_comma(const std::string& text) { return text.empty() ? text : ", " + text; }

std::string bytes(std::uint32_t count, bool exact) {
    return fmt::format("{} {} byte{}", exact ? "exactly" : "at most", count, count == 1 ? "" : "s");
}

std::string set_name(const ir::Module& module, const ir::Field& field) {
    const ir::CodeSet& set = module.code_sets[index_of(field.code_set)];
    return fmt::format("{}{}{}{}", set.is_open ? "the open set " : "", set.name, set.label.empty() ? "" : " ",
                       set.label);
}

void insert(std::vector<ir::FieldId>& fields, ir::FieldId field) {
    const auto place = std::lower_bound(fields.begin(), fields.end(), field);
    if (place == fields.end() || *place != field) fields.insert(place, field);
}

std::string raw_value(const ir::Module& module, const ir::RecordValues& values, ir::FieldId field, std::uint32_t row) {
    const ir::Segment& segment = module.segment(module.field(field).segment);
    const auto& rows = values.segments[index_of(module.field(field).segment)];
    const std::size_t at = row == 0 ? 0 : row - 1;
    if (at >= rows.size()) return "absent";
    const std::optional<std::string>& text = rows[at][index_of(field) - index_of(segment.first_field)];
    if (!text) return "absent";
    if (is_empty(FieldText{*text, true})) return "blank";
    return "= " + *text;
}

}  // namespace

std::string describe(Disposition disposition) {
    std::string text(to_string(disposition));
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string describe(const ir::Span& span) {
    if (span.from && span.until) {
        return fmt::format("from {} until {}", format_roc_date(*span.from), format_roc_date(*span.until));
    }
    if (span.from) return "from " + format_roc_date(*span.from);
    if (span.until) return "until " + format_roc_date(*span.until);
    return "always";
}

std::string describe(const ir::DatedDisposition& dated) {
    return describe(dated.disposition) + (dated.span.is_open() ? "" : " " + describe(dated.span));
}

std::string describe(const std::vector<ir::DatedDisposition>& schedule) {
    std::string text;
    for (const ir::DatedDisposition& dated : schedule) text += (text.empty() ? "" : "; ") + describe(dated);
    return text;
}

std::string describe(const ir::Module& module, const ir::CodePlaces& places) {
    std::vector<std::string> parts;
    if (places.any_field) parts.emplace_back("any field");
    for (const ir::SegmentId segment : places.segments) parts.push_back(module.segment(segment).tag);
    for (const ir::FieldId field : places.fields) parts.push_back(module.field(field).tag);
    if (places.record) parts.emplace_back("the record");
    if (places.file) parts.emplace_back("the file");
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string describe_range(const ir::Field& field) {
    const auto number = [&](std::int64_t value) { return format_decimal(value, field.scale); };
    if (field.low && field.high) return fmt::format("from {} to {}", number(*field.low), number(*field.high));
    if (field.low) return fmt::format("{} or more", number(*field.low));
    if (field.high) return fmt::format("{} or less", number(*field.high));
    return "";
}

std::string describe_length(const ir::Field& field) {
    switch (field.type) {
        case ir::FieldType::Decimal: return fmt::format("{}.{}", field.length, field.scale);
        case ir::FieldType::CodeList: return fmt::format("{} × {}", field.max_items, field.item_length);
        case ir::FieldType::RocDate: return "7";
        case ir::FieldType::RocDateTime: return "13";
        case ir::FieldType::NationalId: return "10";
        case ir::FieldType::VisitId: return "20";
        case ir::FieldType::Text:
        case ir::FieldType::Number:
        case ir::FieldType::Code:
        case ir::FieldType::FacilityCode: break;
    }
    return fmt::format("{}{}", field.exact ? "exactly " : "", field.length);
}

std::string describe(const ir::Segment& segment) {
    return fmt::format("{} {}{}{}", segment.tag, segment.label, segment.parent.empty() ? "" : " in " + segment.parent,
                       segment.repeated() ? ", repeats as " + segment.row_name : "");
}

std::string describe(const ir::WordRange& range) {
    return range.lo == range.hi ? range.lo : range.lo + ".." + range.hi;
}

std::string describe(MaskKind mask) {
    switch (mask) {
        case MaskKind::None: return "";
        case MaskKind::NationalId: return "shown with its first three and last two characters only";
        case MaskKind::VisitIdentifier: return "shown without the part that names the person";
        case MaskKind::All: return "never shown";
    }
    return "";
}

std::string describe_type(const ir::Module& module, const ir::Field& field) {
    switch (field.type) {
        case ir::FieldType::Text: return "text of " + bytes(field.length, field.exact);
        case ir::FieldType::Number:
            return fmt::format("number of at most {} digit{}{}", field.length, field.length == 1 ? "" : "s",
                               with_comma(describe_range(field)));
        case ir::FieldType::Decimal:
            return fmt::format("decimal of at most {} digits before the point and {} behind it{}", field.length,
                               field.scale, with_comma(describe_range(field)));
        case ir::FieldType::Code:
            return fmt::format("code of {} from {}", bytes(field.length, field.exact), set_name(module, field));
        case ir::FieldType::CodeList:
            return fmt::format("at most {} codes of {} byte{} each from {}", field.max_items, field.item_length,
                               field.item_length == 1 ? "" : "s", set_name(module, field));
        case ir::FieldType::RocDate: return "ROC date, 7 digits yyyMMdd";
        case ir::FieldType::RocDateTime: return "ROC date and time, 13 digits yyyMMddHHmmss";
        case ir::FieldType::NationalId: return "person's number, 10 digits and capitals";
        case ir::FieldType::FacilityCode: return "medical facility code of " + bytes(field.length, field.exact);
        case ir::FieldType::VisitId: return "visit identifier, 20 digits and capitals without I and O";
    }
    return "";
}

std::string describe_short(const ir::Module& module, const ir::Cell& cell) {
    std::string text;
    for (const ir::Cell::Choice& choice : cell.choices) {
        text += fmt::format("{} when {}, ", ir::to_string(choice.mark), print_expr(module, choice.condition));
    }
    return fmt::format("{}{}{}", text, text.empty() ? "" : "else ", ir::to_string(cell.otherwise));
}

std::string describe(const ir::Module& module, const ir::Cell& cell) {
    if (!cell.choices.empty()) return describe_short(module, cell);
    switch (cell.otherwise) {
        case ir::Mark::Required: return "V required";
        case ir::Mark::Forbidden: return "~ must be empty";
        case ir::Mark::Optional: return "* optional";
    }
    return "";
}

std::string describe(ir::FieldRole role) {
    switch (role) {
        case ir::FieldRole::Missing: return "missing";
        case ir::FieldRole::NotAllowed: return "not allowed";
        case ir::FieldRole::WrongType: return "wrong type";
        case ir::FieldRole::WrongLength: return "wrong length";
        case ir::FieldRole::OutOfRange: return "out of range";
        case ir::FieldRole::NotInSet: return "not in set";
    }
    return "";
}

std::string describe(const ir::Location& location) {
    return location.file.empty() ? "" : fmt::format("{}:{}", location.file, location.line);
}

std::string describe_changes(const ir::Module& module, const ir::Example& example) {
    std::string text;
    const auto add = [&](std::string_view change) {
        text += fmt::format("{}{}", text.empty() ? " with " : ", ", change);
    };
    for (const auto& [field, row] : example.changed) {
        const std::string place =
            row == 0 ? module.field(field).tag : fmt::format("{}[{}]", module.field(field).tag, row);
        add(fmt::format("{} {}", place, raw_value(module, example.values, field, row)));
    }
    if (example.rows_changed) {
        for (std::size_t s = 0; s < module.segments.size(); ++s) {
            if (!module.segments[s].repeated()) continue;
            add(fmt::format("{} rows of {}", example.values.segments[s].size(), module.segments[s].row_name));
        }
    }
    for (const auto& [given, value] : example.givens) {
        const ir::Given& declared = module.givens[index_of(given)];
        add(fmt::format("given {} = {}", declared.name, print_constant(declared.type, value)));
    }
    text = module.records[index_of(example.base)].name + text;
    if (!example.after.empty()) {
        text += fmt::format(", after {} {}", example.after.size(), example.after.size() == 1 ? "record" : "records");
    }
    for (const ir::MasterId master : example.masters) {
        text += fmt::format(", using {}", module.masters[index_of(master)].shape.name);
    }
    return text;
}

std::string describe_outcome(const ir::Example& example) {
    if (example.accepted) return "accepted";
    std::string text = "finds ";
    for (const ir::Example::Expected& expected : example.finds) {
        if (&expected != &example.finds.front()) text += ", ";
        text += expected.field;
        if (expected.row != 0) text += fmt::format("[{}]", expected.row);
        text += ":" + expected.code;
    }
    return text + (example.only ? " only" : "");
}

std::string label_of(const ir::Module& module, ir::FieldId field) {
    return fmt::format("{} {}", module.field(field).tag, module.field(field).label);
}

void collect_fields(const ir::Module& module, ir::InstId root, std::vector<ir::FieldId>& fields) {
    // Operands stand before their instruction, so one walk backwards sees each part once.
    std::vector<bool> wanted(index_of(root) + 1, false);
    wanted[index_of(root)] = true;
    for (std::uint32_t at = index_of(root) + 1; at-- > 0;) {
        if (!wanted[at]) continue;
        const ir::Inst& inst = module.insts[at];
        const ir::InstShape& shape = shape_of(inst.kind);
        for (const auto& [kind, operand] : {std::pair{shape.a, inst.a}, {shape.b, inst.b}, {shape.c, inst.c}}) {
            if (kind == ir::OperandKind::Inst) wanted[operand] = true;
            if (kind == ir::OperandKind::Field) insert(fields, static_cast<ir::FieldId>(operand));
            if (kind == ir::OperandKind::Key) {
                for (const ir::FieldId field : module.keys[operand]) insert(fields, field);
            }
            if (kind == ir::OperandKind::ChosenDate) {
                const ir::ChosenDate& date = module.chosen_dates[operand];
                insert(fields, date.otherwise);
                for (const ir::ChosenDate::Choice& choice : date.choices) {
                    insert(fields, choice.field);
                    collect_fields(module, choice.condition, fields);
                }
            }
        }
    }
}

std::vector<ir::FieldId> fields_read(const ir::Module& module, const ir::Rule& rule) {
    std::vector<ir::FieldId> fields;
    for (const ir::CheckId id : rule.checks) {
        const ir::Check& check = module.checks[index_of(id)];
        if (is_some(check.when)) collect_fields(module, check.when, fields);
        if (is_some(check.expect)) collect_fields(module, check.expect, fields);
    }
    return fields;
}

std::string place_of(const ir::Module& module, const ir::Check& check) {
    if (is_some(check.field)) return module.field(check.field).tag;
    if (is_some(check.segment)) return module.segment(check.segment).tag;
    return module.chosen_dates[index_of(check.chosen)].name;
}

std::vector<ir::FieldId> fields_of_place(const ir::Module& module, const ir::Check& check) {
    if (is_some(check.field)) return {check.field};
    if (!is_some(check.chosen)) return {};
    const ir::ChosenDate& date = module.chosen_dates[index_of(check.chosen)];
    std::vector<ir::FieldId> fields{date.otherwise};
    for (const ir::ChosenDate::Choice& choice : date.choices) insert(fields, choice.field);
    return fields;
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

}  // namespace jianhe::docgen
