#include <algorithm>
#include <array>
#include <utility>

#include "compiler/check/expressions.h"
#include "compiler/check/set_members.h"
#include "dsl/diag/closest.h"

// Conditions: comparisons, state tests, rows. memberships.cpp has `in`, expressions.cpp has the rest of the class.
namespace jianhe {
namespace {

using dsl::ExprKind;
using ir::InstKind;
using ir::ValueType;

bool is_order(ExprKind kind) {
    return kind == ExprKind::Less || kind == ExprKind::LessEqual || kind == ExprKind::Greater ||
           kind == ExprKind::GreaterEqual;
}

ir::Type truth() { return {ValueType::Truth, 0}; }

}  // namespace

std::optional<ir::InstId> ExpressionChecker::condition(const dsl::Expr& expr) {
    switch (expr.kind) {
        case ExprKind::Error: return std::nullopt;
        case ExprKind::Equal:
        case ExprKind::NotEqual:
        case ExprKind::Less:
        case ExprKind::LessEqual:
        case ExprKind::Greater:
        case ExprKind::GreaterEqual: return comparison(expr);
        case ExprKind::In:
        case ExprKind::NotIn: return membership(expr);
        case ExprKind::Matches:
        case ExprKind::NotMatches: return matches(expr);
        case ExprKind::HasNo:
        case ExprKind::HasOnly: return has_characters(expr);
        case ExprKind::Is:
        case ExprKind::IsNot: return state_test(expr);
        case ExprKind::AnyRow:
        case ExprKind::AllRows: return over_rows(expr);
        case ExprKind::MasterHas: return master_has(expr);
        case ExprKind::AnyEarlier:
        case ExprKind::AllEarlier:
        case ExprKind::AnyKey:
        case ExprKind::AllKey: return over_entries(expr);
        case ExprKind::SameInFile: return unique(expr);
        case ExprKind::Unique: return unique(expr);
        case ExprKind::Word:
            if (const auto* scenario = context_.scenarios.find(substituted(expr).text))
                return context_.module.scenarios[ir::index_of(scenario->id)].condition;
            break;
        case ExprKind::Not: {
            const auto operand = condition(expr.operands[0]);
            if (!operand) return std::nullopt;
            return negated(*operand);
        }
        case ExprKind::And: return chain(expr, InstKind::And);
        case ExprKind::Or: return chain(expr, InstKind::Or);
        default: break;  // the kinds left are no conditions, whichever they are
    }
    if (relation_of(expr) != nullptr) context_.asked.insert(std::string(kHistory));
    auto report = context_.emitter.report(dsl::diag::WantedOther, expr.range, "a condition", "a value");
    const std::string text(context_.sources.text(expr.range));
    if (expr.kind == ExprKind::Word)
        report.hint("write what is asked of it: `" + text + " is given`, `" + text + " = …`");
    return std::nullopt;
}

std::optional<ir::InstId> ExpressionChecker::chain(const dsl::Expr& expr, InstKind kind) {
    std::optional<ir::InstId> all;
    bool failed = false;
    for (const dsl::Expr& operand : expr.operands) {
        const auto checked = condition(operand);
        failed = failed || !checked;
        if (failed) continue;  // the other operands are still checked, for their own mistakes
        all = all ? context_.build.inst(kind, truth(), ir::index_of(*all), ir::index_of(*checked)) : *checked;
    }
    return failed ? std::nullopt : all;
}

std::optional<ir::InstId> ExpressionChecker::comparison(const dsl::Expr& expr) {
    const dsl::Expr* left = &expr.operands[0];
    const dsl::Expr* right = &expr.operands[1];
    if (left->kind == ExprKind::Error || right->kind == ExprKind::Error) return std::nullopt;
    if (!is_order(expr.kind) && (is_private_column(*left) || is_private_column(*right)))
        return private_comparison(expr);
    const bool left_literal = side_of(*left) == Side::Literal;
    const bool right_literal = side_of(*right) == Side::Literal;
    if (left_literal && right_literal) {
        const dsl::Name name = substituted(*left);
        auto report =
            context_.emitter.report(dsl::diag::NoFieldCompared, name.range, name.text, substituted(*right).text);
        explain(report, *left);
        std::vector<std::string_view> names = context_.fields.names();
        for (const std::string_view given : context_.givens.names()) names.push_back(given);
        for (const std::string_view date : context_.chosen_dates.names()) names.push_back(date);
        const auto& fields = context_.module.fields;
        const auto by_name =
            std::find_if(fields.begin(), fields.end(), [&](const ir::Field& field) { return field.name == name.text; });
        if (by_name != fields.end()) {
            report.hint("fields are written by their tags: `" + by_name->tag + "`");
        } else if (const auto near = dsl::closest(name.text, names)) {
            report.hint("did you mean `" + *near + "`?");
        } else {
            report.hint("a word that names nothing is read as a literal");
        }
        return std::nullopt;
    }
    std::optional<TypedValue> a;
    std::optional<TypedValue> b;
    if (left_literal) {
        b = value(*right);
        if (b && !is_order(expr.kind)) {
            if (const auto test = placeholder_test(*left, *b))
                return expr.kind == ExprKind::NotEqual ? negated(*test) : *test;
        }
        if (b) a = literal(*left, *b);
    } else {
        a = value(*left);
        if (a && right_literal && !is_order(expr.kind)) {
            if (const auto test = placeholder_test(*right, *a))
                return expr.kind == ExprKind::NotEqual ? negated(*test) : *test;
        }
        if (right_literal) {
            if (a) b = literal(*right, *a);
        } else {
            b = value(*right);
        }
    }
    if (!a || !b) return std::nullopt;
    if (a->type.kind != b->type.kind) {
        report_types_differ(expr, *a, *b);
        return std::nullopt;
    }
    if (is_order(expr.kind) && a->type.kind == ValueType::Text) {
        const dsl::Expr* word = brought(expr);
        auto report =
            context_.emitter.report(dsl::diag::TextHasNoOrder, word != nullptr ? substituted(*word).range : expr.range);
        if (word != nullptr) explain(report, *word);
        report.hint("a set says which words are meant: `in {01..09}`");
        explain_field(report, *a);
        explain_field(report, *b);
        return std::nullopt;
    }
    const std::uint8_t scale = std::max(a->type.scale, b->type.scale);
    a = rescaled(*a, scale);
    b = rescaled(*b, scale);
    if (!is_order(expr.kind)) {
        // The constant stands on the right, where `equal_const` expects it.
        if (left_literal) std::swap(a, b);
        const InstKind kind = left_literal || right_literal ? InstKind::EqualConst : InstKind::Equal;
        const ir::InstId equal = context_.build.condition(kind, ir::index_of(a->id), ir::index_of(b->id));
        return expr.kind == ExprKind::NotEqual ? negated(equal) : equal;
    }
    const bool swap = expr.kind == ExprKind::Greater || expr.kind == ExprKind::GreaterEqual;
    if (swap) std::swap(a, b);
    const bool strict = expr.kind == ExprKind::Less || expr.kind == ExprKind::Greater;
    return context_.build.condition(strict ? InstKind::Less : InstKind::LessEqual, ir::index_of(a->id),
                                    ir::index_of(b->id));
}

// `P52 = LOST`: the word is the name of one of the field's placeholders.
std::optional<ir::InstId> ExpressionChecker::placeholder_test(const dsl::Expr& word, const TypedValue& value) {
    if (!ir::is_some(value.field) || word.kind != ExprKind::Word) return std::nullopt;
    const dsl::Name name = substituted(word);
    for (const ir::Placeholder& placeholder : context_.module.field(value.field).placeholders) {
        if (placeholder.name != name.text || name.empty()) continue;
        return context_.build.condition(InstKind::InSet, ir::index_of(value.id), ir::index_of(placeholder.members));
    }
    return std::nullopt;
}

std::optional<ir::InstId> ExpressionChecker::matches(const dsl::Expr& expr) {
    const auto tested = value(expr.operands[0]);
    const dsl::Expr& pattern = expr.operands[1];
    if (!tested) return std::nullopt;
    if (tested->type.kind != ValueType::Text) {
        report_wanted(expr.operands[0], "text", describe(tested->type));
        return std::nullopt;
    }
    bool open = false;
    bool bad = pattern.text.empty();
    for (std::size_t i = 0; i < pattern.text.size(); ++i) {
        const char c = pattern.text[i];
        bad = bad || static_cast<unsigned char>(c) >= 0x80 || (c == '[' && open) || (c == ']' && !open);
        if (c == ']' && i > 0 && pattern.text[i - 1] == '[') bad = true;
        if (c == '[') open = true;
        if (c == ']') open = false;
    }
    if (bad || open) {
        context_.emitter.report(dsl::diag::BadPattern, pattern.range);
        return std::nullopt;
    }
    const ir::InstId match = context_.build.condition(InstKind::Matches, ir::index_of(tested->id),
                                                      ir::index_of(context_.build.pattern(pattern.text)));
    return expr.kind == ExprKind::NotMatches ? negated(match) : match;
}

std::optional<ir::InstId> ExpressionChecker::has_characters(const dsl::Expr& expr) {
    const auto tested = value(expr.operands[0]);
    if (!tested) return std::nullopt;
    if (tested->type.kind != ValueType::Text) {
        report_wanted(expr.operands[0], "text", describe(tested->type));
        return std::nullopt;
    }
    const dsl::Expr set_literal = substituted_set(expr.operands[1]);
    if (set_literal.operands.empty()) {
        context_.emitter.report(dsl::diag::EmptySet, set_literal.range);
        return std::nullopt;
    }
    bool failed = false;
    for (const dsl::Expr& item : set_literal.operands) {
        const std::string& word = item.kind == ExprKind::Range ? item.operands[0].text : item.text;
        if (word.size() == 1 && static_cast<unsigned char>(word[0]) < 0x80) continue;
        if (item.kind != ExprKind::Error) context_.emitter.report(dsl::diag::NotACharacter, item.range, word);
        failed = true;
    }
    ir::Set characters{"", "", set_members(context_, set_literal)};
    if (failed) return std::nullopt;
    const ir::SetId set = context_.build.set(std::move(characters));
    const InstKind kind = expr.kind == ExprKind::HasNo ? InstKind::HasAny : InstKind::HasOnly;
    const ir::InstId has = context_.build.condition(kind, ir::index_of(tested->id), ir::index_of(set));
    return expr.kind == ExprKind::HasNo ? negated(has) : has;
}

std::optional<ir::InstId> ExpressionChecker::state_test(const dsl::Expr& expr) {
    if (relation_of(expr.operands[0]) != nullptr) return in_state(expr);
    constexpr std::array<std::string_view, 6> kStates{"given",       "empty",       "required",
                                                      "well-formed", "placeholder", "plausible"};
    if (std::find(kStates.begin(), kStates.end(), expr.text) == kStates.end()) {
        // The state ends the expression.
        dsl::SourceRange state = expr.range;
        state.begin = state.end - static_cast<std::uint32_t>(expr.text.size());
        context_.report_unknown({expr.text, state}, "state", kStates);
        return std::nullopt;
    }
    const auto tested = value(expr.operands[0]);
    if (!tested) return std::nullopt;
    const InstKind operand_kind = context_.module.inst(tested->id).kind;
    const bool is_field = operand_kind == InstKind::Field;
    // A part of a provider's answer may be absent, or not be decodable.
    const bool is_part = operand_kind == InstKind::ProviderPart &&
                         (expr.text == "given" || expr.text == "empty" || expr.text == "well-formed");
    const bool is_bytes = operand_kind == InstKind::BufferPart && (expr.text == "given" || expr.text == "empty");
    if (!is_field && !is_part && !is_bytes && operand_kind != InstKind::ChosenDate) {
        context_.emitter.report(dsl::diag::StateOfNoField, expr.operands[0].range, expr.text);
        return std::nullopt;
    }
    ir::InstId test{};
    if (expr.text == "required" || expr.text == "plausible") {
        if (!is_field) {
            context_.emitter.report(dsl::diag::StateOfNoField, expr.operands[0].range, expr.text);
            return std::nullopt;
        }
        const ir::FieldType type = context_.module.field(tested->field).type;
        if (expr.text == "plausible" && type != ir::FieldType::FacilityCode && type != ir::FieldType::NationalId) {
            const std::string found = "a field of type " + std::string(ir::to_string(type));
            report_wanted(expr.operands[0], "a national_id or facility_code field, which has a check digit", found);
            return std::nullopt;
        }
        test = expr.text == "required" ? context_.build.condition(InstKind::IsRequired, ir::index_of(tested->field))
                                       : context_.build.condition(InstKind::CheckDigit, ir::index_of(tested->id));
    } else {
        InstKind kind = InstKind::IsGiven;
        if (expr.text == "well-formed") kind = InstKind::IsWellFormed;
        if (expr.text == "placeholder") kind = InstKind::IsPlaceholder;
        test = context_.build.condition(kind, ir::index_of(tested->id));
        if (expr.text == "empty") test = negated(test);
    }
    return expr.kind == ExprKind::IsNot ? negated(test) : test;
}

std::optional<ir::InstId> ExpressionChecker::over_rows(const dsl::Expr& expr) {
    const auto segment = row_segment(expr, expr.kind == ExprKind::AnyRow ? "any" : "all");
    if (!segment) return std::nullopt;
    Scope inner = scope_;
    inner.row = *segment;
    ExpressionChecker of_row(context_, inner);
    const auto asked = of_row.condition(expr.operands[0]);
    has_asked_history_ = has_asked_history_ || of_row.has_asked_history();
    if (!asked) return std::nullopt;
    const InstKind kind = expr.kind == ExprKind::AnyRow ? InstKind::AnyRow : InstKind::AllRows;
    return context_.build.condition(kind, ir::index_of(*segment), ir::index_of(*asked));
}

std::optional<ir::InstId> ExpressionChecker::unique(const dsl::Expr& expr) {
    std::vector<ir::FieldId> key;
    bool failed = false;
    if (is_file_question(expr)) {
        context_.emitter.report(dsl::diag::FileQuestionInside, expr.range)
            .hint("write what comes before it behind `when`");
        return std::nullopt;
    }
    for (const dsl::Expr& part : expr.operands) {
        const auto field = value(part);
        if (!field) {
            failed = true;
            continue;
        }
        const bool in_row = ir::is_some(field->field) && ir::is_some(scope_.row) &&
                            context_.module.field(field->field).segment == scope_.row;
        if (!in_row) {
            if (!failed) context_.emitter.report(dsl::diag::KeyOutsideRow, part.range);
            failed = true;
            continue;
        }
        key.push_back(field->field);
    }
    if (failed) return std::nullopt;
    return context_.build.condition(InstKind::Unique, ir::index_of(scope_.row),
                                    ir::index_of(context_.build.key(std::move(key))));
}

}  // namespace jianhe
