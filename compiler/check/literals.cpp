#include <algorithm>

#include <jianhe/encoding.h>
#include <jianhe/number.h>

#include "compiler/check/expressions.h"
#include "compiler/ir/word_range.h"
#include "dsl/diag/closest.h"

// Literals: what a word becomes beside a value, and what is wrong with those that fit nothing.
namespace jianhe {
namespace {

using ir::ValueType;

// How a literal of a type is written.
std::string describe_literal(ir::Type type) {
    switch (type.kind) {
        case ValueType::Number:
            if (type.scale == 0) return "a whole number";
            return "a number of " + std::to_string(type.scale) + (type.scale == 1 ? " decimal" : " decimals") +
                   " at most";
        case ValueType::Date: return "a date of seven digits";
        case ValueType::DateTime: return "a date-time of thirteen digits";
        case ValueType::Text:
        case ValueType::Truth:
        case ValueType::Tuple: break;
    }
    return describe(type);
}

}  // namespace

std::optional<TypedValue> ExpressionChecker::wrong_literal(const dsl::Expr& expr, const TypedValue& like) {
    const dsl::Name name = substituted(expr);
    auto report = context_.emitter.report(dsl::diag::WrongLiteral, name.range, name.text, describe_literal(like.type));
    explain(report, expr);
    Date date{};
    std::vector<std::string_view> names = context_.fields.names();
    for (const std::string_view given : context_.givens.names()) names.push_back(given);
    for (const std::string_view chosen : context_.chosen_dates.names()) names.push_back(chosen);
    if (like.type.kind == ValueType::DateTime && parse_roc_date(name.text, date) == Lexical::Ok) {
        report.hint("`date(…)` gives the day of a date-time");
    } else if (const auto near = dsl::closest(name.text, names)) {
        report.hint("did you mean `" + *near + "`?");
    }
    explain_field(report, like);
    return std::nullopt;
}

std::optional<TypedValue> ExpressionChecker::literal(const dsl::Expr& expr, const TypedValue& like) {
    const dsl::Name name = substituted(expr);
    std::int64_t number = 0;
    switch (like.type.kind) {
        case ValueType::Text: return text_literal(name, like);
        case ValueType::Number:
            if (parse_decimal(name.text, 18U - like.type.scale, like.type.scale, number) != Lexical::Ok) break;
            return TypedValue{context_.build.integer(number, like.type), like.type};
        case ValueType::Date: {
            Date date{};
            if (parse_roc_date(name.text, date) != Lexical::Ok) break;
            return TypedValue{context_.build.integer(date.days, like.type), like.type};
        }
        case ValueType::DateTime: {
            DateTime time{};
            if (parse_roc_datetime(name.text, time) != Lexical::Ok) break;
            return TypedValue{context_.build.integer(time.seconds, like.type), like.type};
        }
        case ValueType::Truth:
        case ValueType::Tuple: break;
    }
    return wrong_literal(expr, like);
}

// A text that the field could never hold is a mistake: `P12 = 5` would be false for ever.
std::optional<TypedValue> ExpressionChecker::text_literal(const dsl::Name& name, const TypedValue& like) {
    if (ir::is_some(like.field)) {
        const ir::Field& field = context_.module.field(like.field);
        const std::size_t length = context_.module.encoding == TextEncoding::Big5
                                       ? wire_length(name.text, TextEncoding::Utf8)
                                       : name.text.size();
        const bool closed = field.type == ir::FieldType::Code && ir::is_some(field.code_set) &&
                            !context_.module.code_sets[ir::index_of(field.code_set)].is_open;
        if (closed) {
            check_members(like, {"", "", {{name.text, name.text}}}, name.range);
        } else if (field.length != 0 && (length > field.length || (field.exact && length != field.length))) {
            const std::string holds = std::to_string(field.length) + (field.length == 1 ? " byte" : " bytes") +
                                      (field.exact ? "" : " at most");
            auto report = context_.emitter.report(dsl::diag::LiteralTooLong, name.range, name.text, field.tag, holds);
            explain_field(report, like);
            std::vector<std::string_view> names = context_.fields.names();
            for (const ir::Placeholder& placeholder : field.placeholders) names.push_back(placeholder.name);
            if (const auto near = dsl::closest(name.text, names)) report.hint("did you mean `" + *near + "`?");
        }
    }
    return TypedValue{context_.build.text(name.text), {ValueType::Text, 0}};
}

void ExpressionChecker::check_members(const TypedValue& value, const ir::Set& set, dsl::SourceRange range) {
    if (!ir::is_some(value.field)) return;
    const ir::Field& field = context_.module.field(value.field);
    if (field.type != ir::FieldType::Code || !ir::is_some(field.code_set)) return;
    const ir::CodeSet& codes = context_.module.code_sets[ir::index_of(field.code_set)];
    if (codes.is_open || codes.rows.empty()) return;
    const auto holds = [&](const std::string& word) {
        return std::any_of(codes.rows.begin(), codes.rows.end(),
                           [&](const ir::CodeSet::Row& row) { return ir::in_word_range(word, row.code); });
    };
    for (const ir::WordRange& member : set.members) {
        for (const std::string& word : {member.lo, member.hi}) {
            if (holds(word)) continue;
            std::vector<std::string_view> known;
            for (const ir::CodeSet::Row& row : codes.rows) known.push_back(row.code.lo);
            auto report = context_.emitter.report(dsl::diag::NotInCodeSet, range, word, codes.name, field.tag);
            const auto names = context_.fields.names();
            if (const auto near = dsl::closest(word, known)) {
                report.hint("did you mean `" + *near + "`?");
            } else if (const auto near_field = dsl::closest(word, names)) {
                report.hint("did you mean the field `" + *near_field + "`?");
            }
            if (member.lo == member.hi) break;
        }
    }
}

}  // namespace jianhe
