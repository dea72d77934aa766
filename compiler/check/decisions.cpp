#include "compiler/check/decisions.h"

#include "compiler/check/expressions.h"

// Decision tables where they are asked: `(P23, Q02) in T` becomes two conditions, when it allows and when it refuses.
namespace jianhe {
namespace {

using dsl::DecisionCell;
using dsl::ExprKind;
using ir::InstKind;

dsl::Expr node(ExprKind kind, dsl::SourceRange range, std::string text, std::vector<dsl::Expr> operands) {
    return {kind, range, std::move(text), std::move(operands)};
}

}  // namespace

bool is_others(const dsl::DecisionRow& row) {
    return row.cells.size() == 1 && row.cells.front().kind == DecisionCell::Kind::Word && !row.cells.front().negated &&
           row.cells.front().word.text == "others";
}

ir::Span span_of(Context& context, const dsl::DecisionRow& row) {
    ir::Span span;
    if (row.from) span.from = context.date(*row.from);
    if (row.until) span.until = context.date(*row.until);
    return span;
}

std::optional<dsl::Expr> cell_condition(const Context& context, const dsl::DecisionCell& cell, const dsl::Expr& read) {
    switch (cell.kind) {
        case DecisionCell::Kind::Any: return std::nullopt;
        case DecisionCell::Kind::Members:
            return node(cell.negated ? ExprKind::NotIn : ExprKind::In, cell.range, {}, {read, cell.members});
        case DecisionCell::Kind::Word: break;
    }
    const std::string& word = cell.word.text;
    if (word == "empty" || word == "given") {
        return node(cell.negated ? ExprKind::IsNot : ExprKind::Is, cell.range, word, {read});
    }
    const dsl::Expr literal = node(ExprKind::Word, cell.word.range, word, {});
    if (context.sets.find(word) != nullptr || context.code_sets.find(word) != nullptr) {
        return node(cell.negated ? ExprKind::NotIn : ExprKind::In, cell.range, {}, {read, literal});
    }
    return node(cell.negated ? ExprKind::NotEqual : ExprKind::Equal, cell.range, {}, {read, literal});
}

// Without a usable day the dates of rows are passed over.
std::optional<ir::InstId> ExpressionChecker::holds_on(const ir::Span& span, dsl::SourceRange range) {
    const ir::DateSource& by = context_.module.code_sets_by;
    ir::InstId read{};
    ir::Type type{ir::ValueType::DateTime, 0};
    if (ir::is_some(by.given)) {
        type = context_.module.givens[ir::index_of(by.given)].type;
        read = context_.build.inst(InstKind::Given, type, ir::index_of(by.given));
    } else if (ir::is_some(by.chosen)) {
        read = context_.build.inst(InstKind::ChosenDate, type, ir::index_of(by.chosen));
    } else {
        context_.emitter.report(dsl::diag::SwitchWithoutDate, range)
            .hint("write `code_sets by NAME` in the specification block");
        return std::nullopt;
    }
    const ir::Type date{ir::ValueType::Date, 0};
    const ir::InstId day = type == date ? read : context_.build.inst(InstKind::DateOf, date, ir::index_of(read));
    const auto both = [&](ir::InstId a, ir::InstId b) {
        return context_.build.condition(InstKind::And, ir::index_of(a), ir::index_of(b));
    };
    std::optional<ir::InstId> within;
    if (span.from) {
        const ir::InstId first = context_.build.integer(span.from->days, date);
        within = context_.build.condition(InstKind::LessEqual, ir::index_of(first), ir::index_of(day));
    }
    if (span.until) {
        const ir::InstId last = context_.build.integer(span.until->days, date);
        const ir::InstId before = context_.build.condition(InstKind::LessEqual, ir::index_of(day), ir::index_of(last));
        within = within ? both(*within, before) : before;
    }
    const ir::InstId usable = both(context_.build.condition(InstKind::IsGiven, ir::index_of(read)),
                                   context_.build.condition(InstKind::IsWellFormed, ir::index_of(read)));
    return context_.build.condition(InstKind::Or, ir::index_of(negated(usable)), ir::index_of(*within));
}

std::optional<ir::InstId> ExpressionChecker::row_holds(const dsl::DecisionRow& row, const dsl::Expr& tuple) {
    std::optional<ir::InstId> all;
    const auto add = [&](std::optional<ir::InstId> one) {
        if (!one) return false;
        all = all ? context_.build.condition(InstKind::And, ir::index_of(*all), ir::index_of(*one)) : *one;
        return true;
    };
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto cell = cell_condition(context_, row.cells[i], tuple.operands[i]);
        if (cell && !add(condition(*cell))) return std::nullopt;
    }
    const ir::Span span = span_of(context_, row);
    if (!span.is_open() && !add(holds_on(span, row.range))) return std::nullopt;
    return all ? *all : context_.build.condition(InstKind::True);
}

std::optional<ir::InstId> ExpressionChecker::decided(const dsl::TableDecl& table, const dsl::Expr& tuple) {
    if (tuple.operands.size() != table.columns.size()) {
        context_.emitter.report(dsl::diag::ArgumentCount, tuple.range, table.name.text, table.columns.size(),
                                tuple.operands.size());
        return std::nullopt;
    }
    std::vector<ir::InstId> allowed;
    std::vector<ir::InstId> refused;
    std::vector<ir::InstId> any;
    const dsl::DecisionRow* others = nullptr;
    for (const dsl::DecisionRow& row : table.decisions) {
        if (is_others(row)) {
            others = &row;
            continue;
        }
        const auto holds = row_holds(row, tuple);
        if (!holds) return std::nullopt;
        any.push_back(*holds);
        if (row.result.text == "allowed") allowed.push_back(*holds);
        if (row.result.text == "refused") refused.push_back(*holds);
    }
    const ir::InstId never = negated(context_.build.condition(InstKind::True));
    if (others != nullptr && others->result.text != "unchecked") {
        const ir::InstId rest = negated(any.empty() ? never : *any_of(any));
        (others->result.text == "allowed" ? allowed : refused).push_back(rest);
    }
    const ir::InstId allows = allowed.empty() ? never : *any_of(std::move(allowed));
    const ir::InstId refuses = refused.empty() ? never : *any_of(std::move(refused));
    return context_.build.condition(InstKind::Decided, ir::index_of(allows), ir::index_of(refuses));
}

}  // namespace jianhe
