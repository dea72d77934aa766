#include "compiler/check/expressions.h"

#include <algorithm>
#include <array>

#include <jianhe/number.h>

// Values: names, functions and arithmetic. conditions.cpp, literals.cpp and expression_reports.cpp have the rest.
namespace jianhe {
namespace {

using dsl::ExprKind;
using ir::InstKind;
using ir::ValueType;

constexpr ir::Type kNumber{ValueType::Number, 0};
constexpr ir::Type kDate{ValueType::Date, 0};

bool is_date(ir::Type type) { return type.kind == ValueType::Date || type.kind == ValueType::DateTime; }

bool is_condition(ExprKind kind) { return kind >= ExprKind::Equal; }

// No value has more decimals: 10 to the 18th still fits 64 bits.
constexpr std::uint8_t kMaxScale = 18;

}  // namespace

ir::Type type_of(const ir::Field& field) {
    switch (field.type) {
        case ir::FieldType::Number: return kNumber;
        case ir::FieldType::Decimal: return {ValueType::Number, field.scale};
        case ir::FieldType::RocDate: return kDate;
        case ir::FieldType::RocDateTime: return {ValueType::DateTime, 0};
        case ir::FieldType::Text:
        case ir::FieldType::Code:
        case ir::FieldType::CodeList:
        case ir::FieldType::NationalId:
        case ir::FieldType::FacilityCode:
        case ir::FieldType::VisitId: return {ValueType::Text, 0};
    }
    return {ValueType::Text, 0};
}

std::string describe(ir::Type type) {
    switch (type.kind) {
        case ValueType::Text: return "text";
        case ValueType::Number: return type.scale == 0 ? "a number" : "a decimal";
        case ValueType::Date: return "a date";
        case ValueType::DateTime: return "a date-time";
        case ValueType::Truth: return "a condition";
        case ValueType::Tuple: return "a list of values";
    }
    return "";
}

dsl::Name ExpressionChecker::substituted(const dsl::Expr& word) const {
    if (word.kind == ExprKind::Word) {
        if (const auto variable = scope_.variables.find(word.text); variable != scope_.variables.end()) {
            return variable->second;
        }
    }
    return {word.text, word.range};
}

ir::FieldId ExpressionChecker::find_field(const dsl::Name& name) const {
    if (name.text == "it") return scope_.it;
    const auto* entry = context_.fields.find(name.text);
    return entry == nullptr ? ir::kNone<ir::FieldId> : entry->id;
}

// A word is a literal when nothing in scope has its name; what a name means is said in docs/language.md §1.
ExpressionChecker::Side ExpressionChecker::side_of(const dsl::Expr& expr) const {
    if (expr.kind == ExprKind::String || expr.kind == ExprKind::Decimal) return Side::Literal;
    if (expr.kind != ExprKind::Word) return Side::Value;
    const dsl::Name name = substituted(expr);
    const bool is_name = name.text == "it" || context_.fields.find(name.text) != nullptr ||
                         context_.givens.find(name.text) != nullptr ||
                         context_.chosen_dates.find(name.text) != nullptr ||
                         (scope_.parts != nullptr && scope_.parts->find(name.text) != nullptr);
    return is_name ? Side::Value : Side::Literal;
}

std::optional<TypedValue> ExpressionChecker::field_value(ir::FieldId id, const dsl::Name& name) {
    if (!ir::is_some(id)) {
        context_.emitter.report(dsl::diag::ItOutsideRule, name.range);
        return std::nullopt;
    }
    const ir::Field& field = context_.module.field(id);
    if (context_.untyped.contains(field.tag)) return std::nullopt;
    const ir::Segment& segment = context_.module.segment(field.segment);
    if (segment.repeated() && scope_.row != field.segment) {
        context_.emitter.report(dsl::diag::RowFieldOutside, name.range, field.tag, segment.tag)
            .hint("write `any " + segment.row_name + " has …`, or `for each " + segment.row_name + "` at the rule");
        return std::nullopt;
    }
    const ir::Type type = type_of(field);
    return TypedValue{context_.build.inst(InstKind::Field, type, ir::index_of(id)), type, id};
}

std::optional<TypedValue> ExpressionChecker::word(const dsl::Expr& expr) {
    const dsl::Name name = substituted(expr);
    if (name.text == "it" || context_.fields.find(name.text) != nullptr) return field_value(find_field(name), name);
    if (const auto* given = context_.givens.find(name.text)) {
        if (context_.untyped.contains(name.text)) return std::nullopt;
        const ir::Type type = context_.module.givens[ir::index_of(given->id)].type;
        return TypedValue{context_.build.inst(InstKind::Given, type, ir::index_of(given->id)), type};
    }
    if (const auto* chosen = context_.chosen_dates.find(name.text)) {
        const ir::Type type{ValueType::DateTime, 0};
        return TypedValue{context_.build.inst(InstKind::ChosenDate, type, ir::index_of(chosen->id)), type};
    }
    if (const auto* part = scope_.parts == nullptr ? nullptr : scope_.parts->find(name.text)) {
        const ir::Type type{ValueType::Text, 0};
        return TypedValue{context_.build.inst(InstKind::BufferPart, type, ir::index_of(part->id)), type};
    }
    // A literal where a value is wanted, as in `days(P04, 5)`: a misspelt field is the likelier mistake.
    std::int64_t number = 0;
    if (parse_number(name.text, 18, number) == Lexical::Ok)
        return TypedValue{context_.build.integer(number, kNumber), kNumber};
    std::vector<std::string_view> names = context_.fields.names();
    for (const std::string_view given : context_.givens.names()) names.push_back(given);
    for (const std::string_view date : context_.chosen_dates.names()) names.push_back(date);
    if (scope_.parts != nullptr) {
        for (const std::string_view part : scope_.parts->names()) names.push_back(part);
    }
    context_.report_unknown(name, "field, given value or date", names);
    return std::nullopt;
}

std::optional<TypedValue> ExpressionChecker::value_like(const dsl::Expr& expr, const TypedValue& like) {
    return side_of(expr) == Side::Literal ? literal(expr, like) : value(expr);
}

std::optional<TypedValue> ExpressionChecker::value(const dsl::Expr& expr) {
    switch (expr.kind) {
        case ExprKind::Error: return std::nullopt;
        case ExprKind::Word: return word(expr);
        case ExprKind::Default: return default_value(expr);
        case ExprKind::Slice: return slice(expr);
        case ExprKind::Attribute: return attribute(expr);
        case ExprKind::Call: return call(expr);
        case ExprKind::CountHas: return count_has(expr);
        case ExprKind::Add:
        case ExprKind::Subtract:
            return expr.operands[1].kind == ExprKind::Duration ? moved_date(expr) : arithmetic(expr);
        case ExprKind::Negate:
        case ExprKind::Multiply:
        case ExprKind::Modulo: return arithmetic(expr);
        case ExprKind::String:
        case ExprKind::Decimal:
            context_.emitter.report(dsl::diag::LiteralAlone, expr.range,
                                    "`" + std::string(context_.sources.text(expr.range)) + "`");
            return std::nullopt;
        default: break;  // the kinds left are no values, whichever they are
    }
    std::string_view found = is_condition(expr.kind) ? "a condition" : "a set or range";
    if (expr.kind == ExprKind::Tuple) found = "a list of values";
    if (expr.kind == ExprKind::Duration) found = "a length of time";
    auto report = context_.emitter.report(dsl::diag::WantedOther, expr.range, "a value", found);
    if (expr.kind == ExprKind::Duration)
        report.hint("days and months are added to a date, or taken from it: `date + 3 months`");
    return std::nullopt;
}

std::optional<TypedValue> ExpressionChecker::default_value(const dsl::Expr& expr) {
    const auto read = value(expr.operands[0]);
    if (!read) return std::nullopt;
    const auto instead = literal(expr.operands[1], *read);
    if (!instead) return std::nullopt;
    return TypedValue{
        context_.build.inst(InstKind::Default, read->type, ir::index_of(read->id), ir::index_of(instead->id)),
        read->type, read->field};
}

std::optional<TypedValue> ExpressionChecker::slice(const dsl::Expr& expr) {
    const auto sliced = value(expr.operands[0]);
    if (!sliced) return std::nullopt;
    if (sliced->type.kind != ValueType::Text) {
        report_wanted(expr.operands[0], "text", describe(sliced->type));
        return std::nullopt;
    }
    const auto from = context_.number(substituted(expr.operands[1]), 1, 1U << 20U);
    const auto to = context_.number(substituted(expr.operands[2]), 1, 1U << 20U);
    if (!from || !to) return std::nullopt;
    if (*to < *from) {
        context_.emitter.report(dsl::diag::EmptyRange, join(expr.operands[1].range, expr.operands[2].range));
        return std::nullopt;
    }
    return TypedValue{context_.build.inst(InstKind::Slice, sliced->type, ir::index_of(sliced->id), *from, *to),
                      sliced->type};
}

std::optional<TypedValue> ExpressionChecker::attribute(const dsl::Expr& expr) {
    const dsl::Expr& read = expr.operands[0];
    const bool asks = read.kind == ExprKind::Call &&
                      (context_.masters.find(read.text) != nullptr || context_.providers.find(read.text) != nullptr);
    if (asks) return part_of_call(expr);
    if (relation_of(read) != nullptr) {
        return read.kind == ExprKind::Call ? kept_column(expr) : entry_column(expr);
    }
    const auto coded = value(expr.operands[0]);
    if (!coded) return std::nullopt;
    const bool has_set = context_.module.inst(coded->id).kind == InstKind::Field &&
                         ir::is_some(context_.module.field(coded->field).code_set);
    if (!has_set) {
        report_wanted(expr.operands[0], "a field with a code set", describe(coded->type));
        return std::nullopt;
    }
    const ir::CodeSet& set = context_.module.code_sets[ir::index_of(context_.module.field(coded->field).code_set)];
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < set.columns.size(); ++i) {
        if (set.columns[i].name == expr.text) {
            const ir::Type type = set.columns[i].type;
            return TypedValue{context_.build.inst(InstKind::Attribute, type, ir::index_of(coded->field),
                                                  static_cast<std::uint32_t>(i)),
                              type};
        }
        names.push_back(set.columns[i].name);
    }
    // The name of the column ends the expression.
    dsl::SourceRange column = expr.range;
    column.begin = column.end - static_cast<std::uint32_t>(expr.text.size());
    context_.report_unknown({expr.text, column}, "column", names);
    return std::nullopt;
}

std::optional<TypedValue> ExpressionChecker::call(const dsl::Expr& expr) {
    struct Function {
        std::string_view name;
        std::size_t arguments;
        InstKind kind;
        ir::Type result;
    };
    static constexpr std::array<Function, 4> kFunctions{{
        {"date", 1, InstKind::DateOf, kDate},
        {"days", 2, InstKind::Days, kNumber},
        {"first_of_month", 1, InstKind::FirstOfMonth, kDate},
        {"count", 1, InstKind::CountRows, kNumber},
    }};
    const auto function = std::find_if(kFunctions.begin(), kFunctions.end(),
                                       [&](const Function& known) { return known.name == expr.text; });
    const bool is_master = context_.masters.find(expr.text) != nullptr;
    if (is_master || context_.providers.find(expr.text) != nullptr) {
        auto report = context_.emitter.report(dsl::diag::WantedOther, expr.range, "a value",
                                              is_master ? "a row of a master" : "the answer of a provider");
        report.hint("say which part of it is meant: `" + expr.text + "(…).name`");
        return std::nullopt;
    }
    if (context_.relations.find(expr.text) != nullptr) {
        context_.emitter.report(dsl::diag::WantedOther, expr.range, "a value", "a key of a relation")
            .hint("say what is asked of it: `" + expr.text + "(…) is STATE`, or `" + expr.text + "(…).name`");
        return std::nullopt;
    }
    if (function == kFunctions.end()) {
        std::vector<std::string_view> names;
        for (const Function& known : kFunctions) names.push_back(known.name);
        for (const std::string_view master : context_.masters.names()) names.push_back(master);
        for (const std::string_view provider : context_.providers.names()) names.push_back(provider);
        dsl::SourceRange word = expr.range;
        word.end = word.begin + static_cast<std::uint32_t>(expr.text.size());
        context_.report_unknown({expr.text, word}, "function", names);
        return std::nullopt;
    }
    if (expr.operands.size() != function->arguments) {
        context_.emitter.report(dsl::diag::ArgumentCount, expr.range, expr.text, function->arguments,
                                expr.operands.size());
        return std::nullopt;
    }
    if (function->kind == InstKind::CountRows) {
        const ExprKind counted = expr.operands[0].kind;
        if (counted == ExprKind::AnyEarlier || counted == ExprKind::AnyKey) return count_entries(expr.operands[0]);
        if (expr.operands[0].kind != ExprKind::Word) {
            report_wanted(expr.operands[0], "a kind of rows", "a value");
            return std::nullopt;
        }
        const auto segment = row_segment(expr.operands[0], "");
        if (!segment) return std::nullopt;
        return TypedValue{context_.build.inst(InstKind::CountRows, kNumber, ir::index_of(*segment)), kNumber};
    }
    std::array<std::uint32_t, 2> operands{};
    bool failed = false;
    for (std::size_t i = 0; i < expr.operands.size(); ++i) {
        const auto argument = value(expr.operands[i]);
        failed = failed || !argument;
        if (!argument) continue;  // the other arguments are still checked, for their own mistakes
        const bool of_time = function->kind == InstKind::DateOf;
        if (of_time ? argument->type.kind != ValueType::DateTime : !is_date(argument->type)) {
            report_wanted(expr.operands[i], of_time ? "a date-time" : "a date or date-time", describe(argument->type));
            failed = true;
        }
        operands[i] = ir::index_of(argument->id);
    }
    if (failed) return std::nullopt;
    return TypedValue{context_.build.inst(function->kind, function->result, operands[0], operands[1]),
                      function->result};
}

std::optional<TypedValue> ExpressionChecker::count_has(const dsl::Expr& expr) {
    const auto segment = row_segment(expr, "(");
    if (!segment) return std::nullopt;
    Scope inner = scope_;
    inner.row = *segment;
    ExpressionChecker of_row(context_, inner);
    const auto counted = of_row.condition(expr.operands[0]);
    has_asked_history_ = has_asked_history_ || of_row.has_asked_history();
    if (!counted) return std::nullopt;
    return TypedValue{
        context_.build.inst(InstKind::CountWhere, kNumber, ir::index_of(*segment), ir::index_of(*counted)), kNumber};
}

// The same number with more decimals: multiplied by 1.00 with as many as are lacking.
TypedValue ExpressionChecker::rescaled(TypedValue value, std::uint8_t scale) {
    if (value.type.kind != ValueType::Number || value.type.scale >= scale) return value;
    std::int64_t factor = 1;
    for (std::uint8_t i = value.type.scale; i < scale; ++i) factor *= 10;
    const ir::Type type{ValueType::Number, scale};
    const ir::InstId constant =
        context_.build.integer(factor, {ValueType::Number, static_cast<std::uint8_t>(scale - value.type.scale)});
    return {context_.build.inst(InstKind::Multiply, type, ir::index_of(value.id), ir::index_of(constant)), type,
            value.field};
}

// A number of an arithmetic expression; a literal has the decimals it is written with.
std::optional<TypedValue> ExpressionChecker::operand(const dsl::Expr& expr) {
    ir::Type type = kNumber;
    const std::size_t point = expr.kind == ExprKind::Decimal ? expr.text.find('.') : std::string::npos;
    if (point != std::string::npos) {
        type.scale = static_cast<std::uint8_t>(std::min<std::size_t>(expr.text.size() - point - 1, kMaxScale));
    }
    const auto read = value_like(expr, {ir::kNone<ir::InstId>, type});
    if (!read || read->type.kind == ValueType::Number) return read;
    report_wanted(expr, "a number", describe(read->type));
    return std::nullopt;
}

std::optional<TypedValue> ExpressionChecker::arithmetic(const dsl::Expr& expr) {
    auto left = operand(expr.operands[0]);
    auto right = expr.kind == ExprKind::Negate ? left : operand(expr.operands[1]);
    if (!left || !right) return std::nullopt;
    if (expr.kind == ExprKind::Negate) {
        const ir::InstId zero = context_.build.integer(0, left->type);
        return TypedValue{
            context_.build.inst(InstKind::Subtract, left->type, ir::index_of(zero), ir::index_of(left->id)),
            left->type};
    }
    InstKind kind = InstKind::Add;
    if (expr.kind == ExprKind::Subtract) kind = InstKind::Subtract;
    if (expr.kind == ExprKind::Modulo) kind = InstKind::Modulo;
    if (expr.kind == ExprKind::Multiply) {
        kind = InstKind::Multiply;
        const std::size_t decimals = std::size_t{left->type.scale} + right->type.scale;
        if (decimals > kMaxScale) {
            context_.emitter.report(dsl::diag::TooManyDecimals, expr.range, decimals, std::size_t{kMaxScale});
            return std::nullopt;
        }
        const ir::Type type{ValueType::Number, static_cast<std::uint8_t>(left->type.scale + right->type.scale)};
        return TypedValue{context_.build.inst(kind, type, ir::index_of(left->id), ir::index_of(right->id)), type};
    }
    const std::uint8_t scale = std::max(left->type.scale, right->type.scale);
    left = rescaled(*left, scale);
    right = rescaled(*right, scale);
    return TypedValue{context_.build.inst(kind, left->type, ir::index_of(left->id), ir::index_of(right->id)),
                      left->type};
}

std::optional<TypedValue> ExpressionChecker::moved_date(const dsl::Expr& expr) {
    const auto moved = value(expr.operands[0]);
    if (!moved) return std::nullopt;
    if (!is_date(moved->type)) {
        report_wanted(expr.operands[0], "a date or date-time", describe(moved->type));
        return std::nullopt;
    }
    const dsl::Expr& duration = expr.operands[1];
    const auto amount = context_.number(substituted(duration.operands[0]), 0, 100'000);
    if (!amount) return std::nullopt;
    const std::int64_t signed_amount =
        expr.kind == ExprKind::Subtract ? -static_cast<std::int64_t>(*amount) : static_cast<std::int64_t>(*amount);
    const InstKind kind = duration.text == "months" ? InstKind::AddMonths : InstKind::AddDays;
    return TypedValue{context_.build.inst(kind, moved->type, ir::index_of(moved->id),
                                          ir::index_of(context_.build.integer_constant(signed_amount))),
                      moved->type};
}

// The rows that `expr` names: the first such word behind `behind`, as in `any order has …` and `count(order has …)`.
std::optional<ir::SegmentId> ExpressionChecker::row_segment(const dsl::Expr& expr, std::string_view behind) {
    dsl::SourceRange range = expr.range;
    const std::string_view text = context_.sources.text(range);
    const std::size_t at = text.find(expr.text, std::min(text.find(behind), text.size()) + behind.size());
    if (at != std::string_view::npos) {
        range.begin += static_cast<std::uint32_t>(at);
        range.end = range.begin + static_cast<std::uint32_t>(expr.text.size());
    }
    const ir::SegmentId* segment = context_.resolve_rows({expr.text, range});
    if (segment == nullptr) return std::nullopt;
    return *segment;
}

void forbid_required(Context& context, const dsl::Expr& expr, std::string_view who) {
    const bool is_state = expr.kind == ExprKind::Is || expr.kind == ExprKind::IsNot;
    if (is_state && expr.text == "required") context.emitter.report(dsl::diag::RequiredInCircle, expr.range, who);
    for (const dsl::Expr& operand : expr.operands) forbid_required(context, operand, who);
}

}  // namespace jianhe
