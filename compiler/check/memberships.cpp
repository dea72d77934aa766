#include <algorithm>
#include <array>
#include <utility>

#include "compiler/check/expressions.h"
#include "compiler/check/set_members.h"
#include "dsl/diag/closest.h"

// `in`: sets, ranges, code sets and tables. conditions.cpp has the other conditions.
namespace jianhe {
namespace {

using dsl::ExprKind;
using ir::InstKind;
using ir::ValueType;

// A longer list of numbers is a table's work.
constexpr std::size_t kMaxNumbers = 1'000;

}  // namespace

std::optional<ir::InstId> ExpressionChecker::membership(const dsl::Expr& expr) {
    const dsl::Expr& set = expr.operands[1];
    std::optional<ir::InstId> member;
    if (expr.operands[0].kind == ExprKind::Tuple) {
        member = in_table(expr.operands[0], set);
    } else if (set.kind == ExprKind::Word && context_.decisions.find(substituted(set).text) != nullptr) {
        // A decision table of one column: brackets around one value are no tuple.
        member = in_table({ExprKind::Tuple, expr.operands[0].range, {}, {expr.operands[0]}}, set);
    } else if (side_of(expr.operands[0]) == Side::Literal && expr.operands[0].kind == ExprKind::Word) {
        // Digits are no field either: nothing here changes from record to record.
        (void)value(expr.operands[0]);
        const dsl::Name name = substituted(expr.operands[0]);
        if (std::all_of(name.text.begin(), name.text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
            context_.emitter.report(dsl::diag::LiteralAlone, name.range, "`" + name.text + "`");
        }
    } else if (const auto tested = value(expr.operands[0])) {
        if (set.kind == ExprKind::SetLiteral) member = in_literal_set(*tested, set);
        if (set.kind == ExprKind::Range) member = in_range(*tested, set);
        if (set.kind == ExprKind::Word) member = in_named_set(*tested, set);
    } else if (set.kind == ExprKind::Word) {
        report_unknown_set(substituted(set));  // both sides may be misspelt
    }
    if (!member) return std::nullopt;
    return expr.kind == ExprKind::NotIn ? negated(*member) : *member;
}

// The set with the words of this turn in place of loop variables.
dsl::Expr ExpressionChecker::substituted_set(const dsl::Expr& set) const {
    dsl::Expr result = set;
    const auto put = [&](dsl::Expr& item) {
        const dsl::Name word = substituted(item);
        item.range = word.range;
        item.text = word.text;
    };
    for (dsl::Expr& item : result.operands) {
        if (item.kind != ExprKind::Range) put(item);
        for (dsl::Expr& bound : item.operands) put(bound);
    }
    return result;
}

std::optional<ir::InstId> ExpressionChecker::in_word_set(const TypedValue& tested, const dsl::Expr& set) {
    ir::Set members{"", "", set_members(context_, set)};
    // Each member is judged where it stands, so that the caret points to the one that is wrong.
    for (const dsl::Expr& item : set.operands) {
        if (item.kind == ExprKind::Range) {
            dsl::Expr alone;
            alone.operands.push_back(item);
            check_members(tested, {"", "", set_members(context_, alone)}, item.range);
        } else if (item.kind != ExprKind::Error) {
            (void)text_literal({item.text, item.range}, tested);
        }
    }
    return context_.build.condition(InstKind::InSet, ir::index_of(tested.id),
                                    ir::index_of(context_.build.set(std::move(members))));
}

// Halves joined by `or`, so that a long set makes no deep tree.
std::optional<ir::InstId> ExpressionChecker::any_of(std::vector<ir::InstId> conditions) {
    while (conditions.size() > 1) {
        std::vector<ir::InstId> joined;
        for (std::size_t i = 0; i + 1 < conditions.size(); i += 2) {
            joined.push_back(
                context_.build.condition(InstKind::Or, ir::index_of(conditions[i]), ir::index_of(conditions[i + 1])));
        }
        if (conditions.size() % 2 == 1) joined.push_back(conditions.back());
        conditions = std::move(joined);
    }
    return conditions.front();
}

// An empty field is in no set, while a bare range leaves it without an answer (docs/language.md §5).
ir::InstId ExpressionChecker::false_when_empty(const TypedValue& tested, ir::InstId test) {
    const ir::Inst read = context_.module.inst(tested.id);
    if (read.kind != InstKind::Field && read.kind != InstKind::Attribute) return test;
    const ir::InstId content = context_.build.inst(InstKind::Field, type_of(context_.module.fields[read.a]), read.a);
    const ir::InstId given = context_.build.condition(InstKind::IsGiven, ir::index_of(content));
    return context_.build.condition(InstKind::And, ir::index_of(given), ir::index_of(test));
}

std::optional<ir::InstId> ExpressionChecker::in_literal_set(const TypedValue& tested, const dsl::Expr& written) {
    if (written.operands.empty()) {
        context_.emitter.report(dsl::diag::EmptySet, written.range);
        return std::nullopt;
    }
    if (tested.type.kind == ValueType::Text) return in_word_set(tested, substituted_set(written));
    if (written.operands.size() > kMaxNumbers) {
        context_.emitter.report(dsl::diag::TooManyDeclared, written.range, kMaxNumbers, "numbers in a set");
        return std::nullopt;
    }
    const dsl::Expr& set = written;
    std::vector<ir::InstId> any;
    bool failed = false;
    for (const dsl::Expr& item : set.operands) {
        std::optional<ir::InstId> one;
        if (item.kind == ExprKind::Range) {
            one = in_range(tested, item);
            if (one) one = false_when_empty(tested, *one);
        } else if (const auto constant = literal(item, tested)) {
            one = context_.build.condition(InstKind::EqualConst, ir::index_of(tested.id), ir::index_of(constant->id));
        }
        failed = failed || !one;
        if (one) any.push_back(*one);
    }
    return failed ? std::nullopt : any_of(std::move(any));
}

std::optional<ir::InstId> ExpressionChecker::in_range(const TypedValue& tested, const dsl::Expr& range) {
    if (tested.type.kind == ValueType::Text) {
        dsl::Expr set;
        set.kind = ExprKind::SetLiteral;
        set.range = range.range;
        set.operands.push_back(range);
        return in_literal_set(tested, set);
    }
    std::array<std::optional<TypedValue>, 2> bounds;
    bool failed = false;
    for (std::size_t i = 0; i < 2; ++i) {
        const dsl::Expr& bound = range.operands[i];
        bounds[i] = value_like(bound, tested);
        failed = failed || !bounds[i];
        if (bounds[i] && bounds[i]->type.kind != tested.type.kind) {
            report_types_differ(bound, tested, *bounds[i]);
            failed = true;
        }
    }
    if (failed) return std::nullopt;
    const ir::Inst& first = context_.module.inst(bounds[0]->id);
    const ir::Inst& last = context_.module.inst(bounds[1]->id);
    if (first.kind == InstKind::Integer && last.kind == InstKind::Integer && first.type == last.type &&
        context_.module.integers[last.a] < context_.module.integers[first.a]) {
        context_.emitter.report(dsl::diag::EmptyRange, range.range);
        return std::nullopt;
    }
    const std::uint8_t scale = std::max({tested.type.scale, bounds[0]->type.scale, bounds[1]->type.scale});
    const auto a = rescaled(tested, scale);
    const auto low = rescaled(*bounds[0], scale);
    const auto high = rescaled(*bounds[1], scale);
    return context_.build.condition(InstKind::InRange, ir::index_of(a.id), ir::index_of(low.id), ir::index_of(high.id));
}

std::optional<ir::InstId> ExpressionChecker::in_named_set(const TypedValue& tested, const dsl::Expr& name) {
    if (tested.type.kind != ValueType::Text) {
        report_wanted(name, "a range or a set of literals", "a named set of words");
        return std::nullopt;
    }
    const dsl::Name word = substituted(name);
    if (const auto* set = context_.sets.find(word.text)) {
        check_members(tested, context_.module.sets[ir::index_of(set->id)], name.range);
        return context_.build.condition(InstKind::InSet, ir::index_of(tested.id), ir::index_of(set->id));
    }
    if (const auto* code_set = context_.code_sets.find(word.text)) {
        return context_.build.condition(InstKind::InCodeSet, ir::index_of(tested.id), ir::index_of(code_set->id));
    }
    report_unknown_set(word);
    return std::nullopt;
}

void ExpressionChecker::report_unknown_set(const dsl::Name& word) {
    if (context_.sets.find(word.text) != nullptr || context_.code_sets.find(word.text) != nullptr) return;
    std::vector<std::string_view> names = context_.sets.names();
    for (const std::string_view code_set : context_.code_sets.names()) names.push_back(code_set);
    context_.report_unknown(word, "set or code set", names);
}

std::optional<ir::InstId> ExpressionChecker::in_table(const dsl::Expr& tuple, const dsl::Expr& name) {
    const ir::TableId* table = nullptr;
    if (name.kind == ExprKind::Word) {
        if (const auto* decision = context_.decisions.find(substituted(name).text)) {
            return decided(*decision->id, tuple);
        }
        table = context_.resolve(context_.tables, substituted(name), "table of combinations");
    } else if (name.kind != ExprKind::Error) {
        report_wanted(name, "a table of combinations", "a set or range");
    }
    if (tuple.operands.size() != 2) {
        context_.emitter.report(dsl::diag::ArgumentCount, tuple.range, name.text, std::size_t{2},
                                tuple.operands.size());
        return std::nullopt;
    }
    std::array<std::optional<TypedValue>, 2> parts;
    bool failed = table == nullptr;
    for (std::size_t i = 0; i < 2; ++i) {
        parts[i] = value(tuple.operands[i]);
        failed = failed || !parts[i];
        if (parts[i] && parts[i]->type.kind != ValueType::Text) {
            report_wanted(tuple.operands[i], "text", describe(parts[i]->type));
            failed = true;
        }
    }
    if (failed) return std::nullopt;
    return context_.build.condition(InstKind::InTable, ir::index_of(parts[0]->id), ir::index_of(parts[1]->id),
                                    ir::index_of(*table));
}

}  // namespace jianhe
