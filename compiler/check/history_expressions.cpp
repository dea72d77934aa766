#include <algorithm>
#include <set>

#include "compiler/check/expressions.h"
#include "compiler/check/relations.h"

// Questions to the history: entries of a list by what they hold, keys of a life cycle and their states.
namespace jianhe {
namespace {

using dsl::ExprKind;
using ir::InstKind;
using ir::ValueType;

std::vector<std::string_view> names_of(const ir::Relation& relation) {
    std::vector<std::string_view> names;
    for (const ir::Relation::Column& column : relation.columns) names.push_back(column.name);
    return names;
}

std::optional<std::uint32_t> column_named(Context& context, const ir::Relation& relation, const dsl::Name& name) {
    const std::vector<std::string_view> names = names_of(relation);
    const auto found = std::find(names.begin(), names.end(), name.text);
    if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
    context.report_unknown(name, "column", names);
    return std::nullopt;
}

std::string list_of(const std::vector<std::uint32_t>& columns, const ir::Relation& relation) {
    std::string text;
    for (const std::uint32_t column : columns) text += (text.empty() ? "" : ", ") + relation.columns[column].name;
    return columns.size() == 1 ? "`" + text + "`" : "`(" + text + ")`";
}

}  // namespace

std::optional<ir::LookUpId> find_look_up(Context& context, ir::RelationId relation, std::vector<std::uint32_t> columns,
                                         dsl::SourceRange range) {
    const ir::Module& module = context.module;
    const std::set<std::uint32_t> wanted(columns.begin(), columns.end());
    for (std::size_t i = 0; i < module.look_ups.size(); ++i) {
        const ir::LookUp& known = module.look_ups[i];
        const bool fits = known.relation == relation && known.columns.size() == columns.size() &&
                          std::set<std::uint32_t>(known.columns.begin(), known.columns.end()) == wanted;
        if (fits) return static_cast<ir::LookUpId>(i);
    }
    const ir::Relation& asked = module.relations[ir::index_of(relation)];
    auto report = context.emitter.report(dsl::diag::NoSuchLookUp, range, asked.name, list_of(columns, asked));
    for (const ir::LookUp& known : module.look_ups) {
        if (known.relation == relation) report.hint("it has `look_up by` " + list_of(known.columns, asked));
    }
    return std::nullopt;
}

// The name that ends the expression, behind `.` or `is`, with the word of this turn in place of a loop variable.
dsl::Name ExpressionChecker::last_name(const dsl::Expr& expr) const {
    dsl::SourceRange range = expr.range;
    range.begin = range.end - static_cast<std::uint32_t>(expr.text.size());
    return substituted({ExprKind::Word, range, expr.text, {}});
}

// The relation that a word or the name of a call means; null: none.
const ir::RelationId* ExpressionChecker::relation_of(const dsl::Expr& expr) const {
    if (expr.kind != ExprKind::Word && expr.kind != ExprKind::Call) return nullptr;
    const auto* entry = context_.relations.find(expr.text);
    return entry == nullptr ? nullptr : &entry->id;
}

bool ExpressionChecker::ask_history(dsl::SourceRange range) {
    if (!scope_.may_ask_history) {
        context_.emitter.report(dsl::diag::HistoryOutsideRule, range);
        return false;
    }
    has_asked_history_ = true;
    context_.asked.insert(std::string(kHistory));
    return true;
}

ir::InstId ExpressionChecker::anything(const ir::Relation::Column& column) {
    return context_.build.inst(InstKind::Anything, column.type);
}

// A value that a column is looked up by: of its type, and of its domain when it is private.
std::optional<ir::InstId> ExpressionChecker::key_value(const dsl::Expr& expr, const ir::Relation::Column& column) {
    if (is_private_column(expr)) {
        const ir::Relation& from = context_.module.relations[ir::index_of(*relation_of(expr.operands[0]))];
        const auto at = column_named(context_, from, last_name(expr));
        if (at && from.columns[*at].domain == column.domain) {
            return context_.build.inst(InstKind::EarlierColumn, column.type,
                                       ir::index_of(*relation_of(expr.operands[0])), *at);
        }
        context_.emitter.report(dsl::diag::PrivateRead, expr.range, expr.text, "its own field or type");
        return std::nullopt;
    }
    const auto checked = value_like(expr, {ir::kNone<ir::InstId>, column.type});
    if (!checked) return std::nullopt;
    if (checked->type != column.type) {
        report_wanted(expr, describe(column.type), describe(checked->type));
        return std::nullopt;
    }
    // Neither is a hash comparable with something else, nor is a private content kept where it can be read.
    if (ir::is_some(checked->field) && private_domain(context_.module, checked->field) != column.domain) {
        const bool hides = column.is_private();
        context_.emitter.report(dsl::diag::PrivateRead, expr.range,
                                hides ? column.name : context_.module.field(checked->field).tag,
                                "its own field or type");
        return std::nullopt;
    }
    const ir::Inst& inst = context_.module.inst(checked->id);
    if (inst.kind == InstKind::Text && !column.words.empty()) {
        const std::string& word = context_.module.texts[inst.a];
        if (std::find(column.words.begin(), column.words.end(), word) == column.words.end()) {
            const std::vector<std::string_view> words(column.words.begin(), column.words.end());
            context_.report_unknown(substituted(expr), "value of `" + column.name + "`", words);
            return std::nullopt;
        }
    }
    return checked->id;
}

// P15 = P16, P11: the look-up and the values it is asked by, in its order.
std::optional<ir::InstId> ExpressionChecker::earlier_key(const dsl::Expr& expr, ir::RelationId id,
                                                         ir::LookUpId& look_up) {
    const ir::Relation relation = context_.module.relations[ir::index_of(id)];
    std::vector<std::uint32_t> columns;
    std::vector<const dsl::Expr*> written;
    bool failed = false;
    for (const dsl::Expr& part : expr.operands) {
        const bool has_value = part.kind == ExprKind::Equal;
        const dsl::Expr& name = has_value ? part.operands[0] : part;
        const auto column = column_named(context_, relation, {name.text, name.range});
        failed = failed || !column;
        columns.push_back(column.value_or(0));
        written.push_back(has_value ? &part.operands[1] : &name);
    }
    if (failed) return std::nullopt;
    const auto found = find_look_up(context_, id, columns, expr.range);
    if (!found) return std::nullopt;
    look_up = *found;
    std::vector<ir::InstId> values;
    for (const std::uint32_t column : context_.module.look_ups[ir::index_of(look_up)].columns) {
        const auto at = std::find(columns.begin(), columns.end(), column) - columns.begin();
        const auto checked = key_value(*written[static_cast<std::size_t>(at)], relation.columns[column]);
        if (checked) values.push_back(*checked);
    }
    if (values.size() != columns.size()) return std::nullopt;
    return side_by_side(values);
}

// P16, C, any: the parts of a key of a life cycle.
std::optional<ir::InstId> ExpressionChecker::life_key(const dsl::Expr& parts, ir::RelationId id, bool may_be_any) {
    const ir::Relation relation = context_.module.relations[ir::index_of(id)];
    if (parts.operands.size() != relation.key_size) {
        context_.emitter.report(dsl::diag::ArgumentCount, parts.range, relation.name, std::size_t{relation.key_size},
                                parts.operands.size());
        return std::nullopt;
    }
    std::vector<ir::InstId> values;
    for (std::size_t i = 0; i < parts.operands.size(); ++i) {
        const dsl::Expr& part = parts.operands[i];
        const ir::Relation::Column& column = relation.columns[i];
        if (part.kind == ExprKind::Anything) {
            if (!may_be_any || !column.is_finite()) {
                context_.emitter.report(dsl::diag::PartNotFinite, part.range, column.name);
            } else {
                values.push_back(anything(column));
            }
        } else if (const auto checked = key_value(part, column)) {
            values.push_back(*checked);
        }
    }
    if (values.size() != relation.key_size) return std::nullopt;
    return side_by_side(values);
}

// What is asked of an entry: the condition behind `has`.
std::optional<ir::InstId> ExpressionChecker::entry_condition(const dsl::Expr& expr, ir::RelationId relation) {
    if (expr.operands.size() < 2) return context_.build.condition(InstKind::True);
    Scope inner = scope_;
    inner.entries.insert(relation);
    return ExpressionChecker(context_, inner).condition(expr.operands[1]);
}

// Key, look-up and condition of a question; its kind is the caller's.
std::optional<ir::Inst> ExpressionChecker::entries(const dsl::Expr& expr) {
    const bool of_list = expr.kind == ExprKind::AnyEarlier || expr.kind == ExprKind::AllEarlier;
    dsl::SourceRange name = expr.range;
    const std::string_view text = context_.sources.text(name);
    const std::size_t behind = of_list ? text.find("earlier") + 7 : 3;
    name.begin += static_cast<std::uint32_t>(std::min(text.find(expr.text, behind), text.size()));
    name.end = std::min(name.end, name.begin + static_cast<std::uint32_t>(expr.text.size()));
    if (!ask_history(expr.range)) return std::nullopt;
    const ir::RelationId* id = context_.resolve(context_.relations, {expr.text, name}, "relation");
    if (id == nullptr) return std::nullopt;
    const bool is_life_cycle = context_.module.relations[ir::index_of(*id)].is_life_cycle();
    if (of_list == is_life_cycle) {
        context_.emitter.report(dsl::diag::RelationMisfit, name, expr.text,
                                is_life_cycle ? "has keys: write `any " + expr.text + "(…) has …`"
                                              : "is a list: write `any earlier " + expr.text + " by … has …`");
        return std::nullopt;
    }
    ir::LookUpId look_up = ir::kNone<ir::LookUpId>;
    std::optional<ir::InstId> key;
    if (of_list) {
        key = earlier_key(expr.operands[0], *id, look_up);
    } else {
        key = life_key(expr.operands[0], *id, true);
        look_up = life_cycle_look_up(context_.module, *id);
    }
    const auto condition = entry_condition(expr, *id);
    if (!key || !condition) return std::nullopt;
    return ir::Inst{InstKind::AnyEarlier,
                    {ValueType::Truth, 0},
                    ir::index_of(*key),
                    ir::index_of(look_up),
                    ir::index_of(*condition)};
}

std::optional<ir::InstId> ExpressionChecker::over_entries(const dsl::Expr& expr) {
    const auto asked = entries(expr);
    if (!asked) return std::nullopt;
    const bool any = expr.kind == ExprKind::AnyEarlier || expr.kind == ExprKind::AnyKey;
    return context_.build.condition(any ? InstKind::AnyEarlier : InstKind::AllEarlier, asked->a, asked->b, asked->c);
}

std::optional<TypedValue> ExpressionChecker::count_entries(const dsl::Expr& expr) {
    const auto asked = entries(expr);
    if (!asked) return std::nullopt;
    const ir::Type number{ValueType::Number, 0};
    return TypedValue{context_.build.inst(InstKind::CountEarlier, number, asked->a, asked->b, asked->c), number};
}

// The rule means to ask the history, so nothing is said of its needs.
void ExpressionChecker::report_entry_outside(const dsl::Expr& relation) {
    context_.asked.insert(std::string(kHistory));
    context_.emitter.report(dsl::diag::EntryOutside, relation.range, relation.text);
}

// refill is issued      refill(P16, C, P33) is not dispensed
std::optional<ir::InstId> ExpressionChecker::in_state(const dsl::Expr& expr) {
    const dsl::Expr& asked = expr.operands[0];
    const ir::RelationId id = *relation_of(asked);
    const ir::Relation& relation = context_.module.relations[ir::index_of(id)];
    if (asked.kind == ExprKind::Call && !ask_history(expr.range)) return std::nullopt;
    if (!relation.is_life_cycle()) {
        context_.emitter.report(dsl::diag::RelationMisfit, asked.range, relation.name, "is a list, and has no states");
        return std::nullopt;
    }
    const auto state = std::find(relation.states.begin(), relation.states.end(), expr.text);
    if (state == relation.states.end()) {
        const std::vector<std::string_view> states(relation.states.begin(), relation.states.end());
        context_.report_unknown(last_name(expr), "state of `" + relation.name + "`", states);
        return std::nullopt;
    }
    const auto number = static_cast<std::uint32_t>(state - relation.states.begin());
    std::optional<ir::InstId> test;
    if (asked.kind == ExprKind::Word) {
        if (!scope_.entries.contains(id)) {
            report_entry_outside(asked);
            return std::nullopt;
        }
        test = context_.build.condition(InstKind::InState, ir::index_of(id), number);
    } else {
        const auto key = life_key(asked, id, false);
        if (!key) return std::nullopt;
        const ir::InstId is = context_.build.condition(InstKind::InState, ir::index_of(id), number);
        const ir::LookUpId look_up = life_cycle_look_up(context_.module, id);
        test =
            context_.build.condition(InstKind::AnyEarlier, ir::index_of(*key), ir::index_of(look_up), ir::index_of(is));
    }
    return expr.kind == ExprKind::IsNot ? negated(*test) : *test;
}

// visit.P05, of the entry at hand
std::optional<TypedValue> ExpressionChecker::entry_column(const dsl::Expr& expr) {
    const ir::RelationId id = *relation_of(expr.operands[0]);
    const ir::Relation& relation = context_.module.relations[ir::index_of(id)];
    if (!scope_.entries.contains(id)) {
        report_entry_outside(expr.operands[0]);
        return std::nullopt;
    }
    const auto column = column_named(context_, relation, last_name(expr));
    if (!column) return std::nullopt;
    if (relation.columns[*column].is_private()) {
        context_.emitter.report(dsl::diag::PrivateRead, expr.range, relation.name + "." + expr.text,
                                "its own field or type");
        return std::nullopt;
    }
    const ir::Type type = relation.columns[*column].type;
    return TypedValue{context_.build.inst(InstKind::EarlierColumn, type, ir::index_of(id), *column), type};
}

// refill(P16, C, P33).place
std::optional<TypedValue> ExpressionChecker::kept_column(const dsl::Expr& expr) {
    const dsl::Expr& asked = expr.operands[0];
    const ir::RelationId id = *relation_of(asked);
    const ir::Relation& relation = context_.module.relations[ir::index_of(id)];
    if (!ask_history(expr.range)) return std::nullopt;
    if (!relation.is_life_cycle()) {
        context_.emitter.report(dsl::diag::RelationMisfit, asked.range, relation.name,
                                "is a list: write `any earlier " + relation.name + " by … has …`");
        return std::nullopt;
    }
    const auto column = column_named(context_, relation, last_name(expr));
    const auto key = life_key(asked, id, false);
    if (!column || !key) return std::nullopt;
    const ir::Relation::Column& kept = context_.module.relations[ir::index_of(id)].columns[*column];
    if (kept.is_private()) {
        context_.emitter.report(dsl::diag::PrivateRead, expr.range, expr.text, "its own field or type");
        return std::nullopt;
    }
    const ir::LookUpId look_up = life_cycle_look_up(context_.module, id);
    return TypedValue{
        context_.build.inst(InstKind::KeptColumn, kept.type, ir::index_of(*key), ir::index_of(look_up), *column),
        kept.type};
}

bool ExpressionChecker::is_private_column(const dsl::Expr& expr) const {
    if (expr.kind != ExprKind::Attribute || expr.operands[0].kind != ExprKind::Word) return false;
    const ir::RelationId* id = relation_of(expr.operands[0]);
    if (id == nullptr || !scope_.entries.contains(*id)) return false;
    const std::string name = last_name(expr).text;
    const auto& columns = context_.module.relations[ir::index_of(*id)].columns;
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ir::Relation::Column& column) { return column.name == name && column.is_private(); });
}

// visit.P03 = P03, by what the ledger keeps of it
std::optional<ir::InstId> ExpressionChecker::private_comparison(const dsl::Expr& expr) {
    const bool left = is_private_column(expr.operands[0]);
    const dsl::Expr& read = expr.operands[left ? 0 : 1];
    const dsl::Expr& other = expr.operands[left ? 1 : 0];
    const ir::RelationId id = *relation_of(read.operands[0]);
    const ir::Relation relation = context_.module.relations[ir::index_of(id)];
    const auto column = column_named(context_, relation, last_name(read));
    if (!column) return std::nullopt;
    const auto compared = key_value(other, relation.columns[*column]);
    if (!compared) return std::nullopt;
    const ir::InstId equal =
        context_.build.condition(InstKind::EqualEarlier, ir::index_of(*compared), ir::index_of(id), *column);
    return expr.kind == ExprKind::NotEqual ? negated(equal) : equal;
}

}  // namespace jianhe
