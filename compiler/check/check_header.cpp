// The specification block: wire, given values, key, private fields, chosen dates, report templates.

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"

namespace jianhe {
namespace {

constexpr std::array<std::pair<std::string_view, MaskKind>, 3> kMasks{
    {{"national_id", MaskKind::NationalId}, {"visit_identifier", MaskKind::VisitIdentifier}, {"all", MaskKind::All}}};
constexpr std::array<std::pair<std::string_view, ir::ValueType>, 3> kGivenTypes{
    {{"datetime", ir::ValueType::DateTime}, {"date", ir::ValueType::Date}, {"number", ir::ValueType::Number}}};
constexpr std::array<std::pair<std::string_view, TextEncoding>, 2> kEncodings{
    {{"big5", TextEncoding::Big5}, {"utf8", TextEncoding::Utf8}}};

// The entry of a small list of names that a word names; reports a word that names none.
template <class T, std::size_t N>
std::optional<T> pick(Context& context, const std::array<std::pair<std::string_view, T>, N>& list,
                      const dsl::Name& name, std::string_view what) {
    std::vector<std::string_view> names;
    for (const auto& [known, entry] : list) {
        if (known == name.text) return entry;
        names.push_back(known);
    }
    context.report_unknown(name, what, names);
    return std::nullopt;
}

void check_wire(Context& context, const dsl::SpecificationDecl& header) {
    if (header.wire_path.empty()) {
        if (!context.is_whole) return;
        context.emitter.report(dsl::diag::NothingDeclared, header.name.range, "wire")
            .hint("say what the file looks like: `wire xml ROOT/RECORD encoding big5`");
        return;
    }
    if (header.wire_path.size() == 2) {
        context.module.root = header.wire_path[0].text;
        context.module.record = header.wire_path[1].text;
    } else {
        context.emitter.report(dsl::diag::BadWire, join(header.wire_path.front().range, header.wire_path.back().range));
    }
    constexpr std::array<std::pair<std::string_view, int>, 1> kFormats{{{"xml", 0}}};
    if (!header.wire_format.empty()) (void)pick(context, kFormats, header.wire_format, "wire format");
    if (header.encoding.empty()) return;
    if (const auto encoding = pick(context, kEncodings, header.encoding, "encoding"))
        context.module.encoding = *encoding;
}

void check_givens(Context& context, const dsl::SpecificationDecl& header) {
    for (const dsl::GivenDecl& decl : header.givens) {
        const auto id = static_cast<ir::GivenId>(context.module.givens.size());
        if (const auto* field = context.fields.find(decl.name.text)) {
            context.report_twice(decl.name, "name", field->declared);
        }
        if (!context.declare(context.givens, decl.name, id, "given value")) continue;
        ir::Given given;
        given.name = decl.name.text;
        given.label = decl.label ? decl.label->text : "";
        given.is_optional = decl.is_optional;
        const auto type = pick(context, kGivenTypes, decl.type, "type");
        if (type) given.type = {*type, 0};
        if (!type) context.untyped.insert(given.name);
        if (given.name == "received_at" && given.type.kind == ir::ValueType::DateTime) context.module.received_at = id;
        context.module.givens.push_back(std::move(given));
    }
}

// The example of a given value is computed from a record alone.
void forbid_givens(Context& context, const dsl::Expr& expr) {
    const auto* given = expr.kind == dsl::ExprKind::Word ? context.givens.find(expr.text) : nullptr;
    if (given != nullptr) {
        context.emitter.report(dsl::diag::WantedOther, expr.range, "a field or a literal",
                               "the given value `" + expr.text + "`");
    }
    for (const dsl::Expr& operand : expr.operands) forbid_givens(context, operand);
}

void check_given_examples(Context& context, const dsl::SpecificationDecl& header) {
    const Scope scope;
    for (const dsl::GivenDecl& decl : header.givens) {
        const auto* entry = context.givens.find(decl.name.text);
        if (!decl.example || entry == nullptr) continue;
        ir::Given& given = context.module.givens[ir::index_of(entry->id)];
        forbid_givens(context, *decl.example);
        forbid_required(context, *decl.example, "an example value");
        const auto value =
            ExpressionChecker(context, scope).value_like(*decl.example, {ir::kNone<ir::InstId>, given.type});
        if (!value || context.untyped.contains(decl.name.text)) continue;
        if (value->type != given.type) {
            context.emitter.report(dsl::diag::WantedOther, decl.example->range, describe(given.type),
                                   describe(value->type));
            continue;
        }
        given.example = value->id;
    }
}

void check_private(Context& context, const dsl::SpecificationDecl& header) {
    for (const dsl::PrivateDecl& decl : header.privates) {
        const auto kind = pick(context, kMasks, decl.mask, "mask");
        for (const dsl::Name& name : decl.fields) {
            const ir::FieldId* field = context.resolve(context.fields, name, "field");
            if (field != nullptr && kind) context.module.fields[ir::index_of(*field)].mask = *kind;
        }
    }
}

ir::FieldId date_time_field(Context& context, const dsl::Name& name) {
    const ir::FieldId* id = context.resolve(context.fields, name, "field");
    if (id == nullptr) return ir::kNone<ir::FieldId>;
    const ir::Field& field = context.module.field(*id);
    if (context.untyped.contains(field.tag)) return ir::kNone<ir::FieldId>;
    if (field.type != ir::FieldType::RocDateTime || context.module.segment(field.segment).repeated()) {
        context.emitter.report(dsl::diag::NoDateTimeField, name.range, name.text);
        return ir::kNone<ir::FieldId>;
    }
    return *id;
}

// What chooses the date that decides on code sets must not ask a code set which rows hold now.
void check_choice_is_undated(Context& context, const dsl::Expr& expr) {
    if (expr.kind == dsl::ExprKind::Word) {
        ir::CodeSetId set = ir::kNone<ir::CodeSetId>;
        if (const auto* field = context.fields.find(expr.text)) {
            set = context.module.field(field->id).code_set;
        } else if (const auto* code_set = context.code_sets.find(expr.text)) {
            set = code_set->id;
        } else if (context.chosen_dates.find(expr.text) != nullptr) {
            context.emitter.report(dsl::diag::WantedOther, expr.range, "a field",
                                   "the chosen date `" + expr.text + "`");
        }
        if (ir::is_some(set) && context.module.code_sets[ir::index_of(set)].is_dated) {
            context.emitter.report(dsl::diag::DateNeedsDate, expr.range, expr.text,
                                   context.module.code_sets[ir::index_of(set)].name);
        }
    }
    for (const dsl::Expr& operand : expr.operands) check_choice_is_undated(context, operand);
}

template <class Id>
const dsl::SourceRange* declared(const NameTable<Id>& table, std::string_view name) {
    const auto* entry = table.find(name);
    return entry == nullptr ? nullptr : &entry->declared;
}

void check_dates(Context& context, const dsl::SpecificationDecl& header) {
    const Scope scope;
    for (const dsl::DatesDecl& decl : header.dates) {
        ir::ChosenDate chosen;
        chosen.name = decl.name.text;
        for (const dsl::DatesDecl::Choice& choice : decl.choices) {
            check_choice_is_undated(context, choice.condition);
            forbid_required(context, choice.condition, "a chosen date");
            ExpressionChecker expressions(context, scope);
            const auto condition = expressions.condition(choice.condition);
            const ir::FieldId field = date_time_field(context, choice.field);
            if (condition && ir::is_some(field)) chosen.choices.push_back({*condition, field});
        }
        chosen.otherwise = date_time_field(context, decl.otherwise);
        for (const dsl::SourceRange* other :
             {declared(context.fields, decl.name.text), declared(context.givens, decl.name.text)}) {
            if (other != nullptr) context.report_twice(decl.name, "name", *other);
        }
        // Declared after its conditions are checked: a date cannot choose by itself.
        const auto id = static_cast<ir::ChosenDateId>(context.module.chosen_dates.size());
        if (!context.declare(context.chosen_dates, decl.name, id, "date")) continue;
        context.module.chosen_dates.push_back(std::move(chosen));
    }
}

void check_reports(Context& context, const dsl::SpecificationDecl& header) {
    for (const dsl::ReportDecl& decl : header.reports) {
        Result<std::string> text = context.read_file(decl.file.text);
        if (!text) {
            context.emitter.report(dsl::diag::FileNotRead, decl.file.range, decl.file.text, text.error().text);
            continue;
        }
        context.module.report_templates.emplace_back(decl.name.text, std::move(*text));
    }
}

}  // namespace

ir::DateSource Context::date_source(const dsl::Name& name) {
    ir::DateSource source;
    if (const auto* given = givens.find(name.text)) {
        source.given = given->id;
        const ir::ValueType type = module.givens[ir::index_of(given->id)].type.kind;
        const bool is_day = type == ir::ValueType::Date || type == ir::ValueType::DateTime;
        if (!is_day && !untyped.contains(name.text)) {
            emitter.report(dsl::diag::WantedOther, name.range, "a date or date-time",
                           describe(module.givens[ir::index_of(given->id)].type));
        }
    } else if (const auto* chosen = chosen_dates.find(name.text)) {
        source.chosen = chosen->id;
    } else {
        std::vector<std::string_view> names = givens.names();
        for (const std::string_view date : chosen_dates.names()) names.push_back(date);
        report_unknown(name, "date", names);
    }
    return source;
}

void check_header(Context& context) {
    const dsl::Specification& tree = context.tree;
    if (tree.headers.empty()) {
        if (!context.is_whole) return;
        context.emitter.report(dsl::diag::NothingDeclared, dsl::SourceRange{}, "specification")
            .hint("one file begins with `specification NAME \"…\" version \"…\" { … }`");
        return;
    }
    const dsl::SpecificationDecl& header = tree.headers.front();
    for (std::size_t i = 1; i < tree.headers.size(); ++i) {
        context.report_twice(tree.headers[i].name, "specification", header.name.range);
    }
    context.module.name = header.name.text;
    context.module.label = header.label.text;
    context.module.version = header.version.text;
    for (const dsl::Name& source : header.sources) context.module.sources.push_back(source.text);
    check_wire(context, header);
    check_givens(context, header);
    check_private(context, header);
    check_dates(context, header);
    check_given_examples(context, header);
    for (const dsl::Name& name : header.key) {
        const ir::FieldId* field = context.resolve(context.fields, name, "field");
        if (field == nullptr) continue;
        const ir::Segment& segment = context.module.segment(context.module.field(*field).segment);
        if (segment.repeated()) {
            context.emitter.report(dsl::diag::RowFieldOutside, name.range, name.text, segment.tag)
                .hint("the key of a record is made of fields that stand once");
        }
        context.module.key.push_back(*field);
    }
    if (header.code_sets_by) context.module.code_sets_by = context.date_source(*header.code_sets_by);
    if (header.switches_by) (void)context.date_source(*header.switches_by);
    check_reports(context, header);
}

}  // namespace jianhe
