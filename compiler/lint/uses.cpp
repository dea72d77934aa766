#include "compiler/lint/uses.h"

#include <optional>

namespace jianhe::lint {
namespace {

class UseFinder {
public:
    Uses find(const dsl::Specification& tree) {
        for (const dsl::SpecificationDecl& header : tree.headers) {
            for (const dsl::GivenDecl& given : header.givens) visit(given.example);
            for (const dsl::DatesDecl& dates : header.dates) visit_choices(dates.choices);
        }
        for (const dsl::SegmentDecl& segment : tree.segments) {
            for (const dsl::SegmentDecl::Limit& limit : segment.limits) visit(limit.when);
            for (const dsl::FieldDecl& field : segment.fields) visit(field.type);
        }
        for (const dsl::CellDecl& cell : tree.cells) visit_choices(cell.choices);
        for (const dsl::PresenceDecl& presence : tree.presences) {
            for (const dsl::PresenceDecl::Row& row : presence.rows) {
                for (const dsl::Name& cell : row.cells) uses_.cells.insert(cell.text);
            }
        }
        for (const dsl::TableDecl& table : tree.tables) {
            for (const dsl::DecisionRow& row : table.decisions) {
                for (const dsl::DecisionCell& cell : row.cells) uses_.sets.insert(cell.word.text);
            }
        }
        for (const dsl::ScenarioDecl& scenario : tree.scenarios) visit(scenario.condition);
        for (const dsl::RuleDecl& rule : tree.rules) visit(rule);
        for (const dsl::BuildDecl& build : tree.builds) visit(build);
        for (const dsl::EffectDecl& effect : tree.effects) visit(effect);
        for (const dsl::ExampleDecl& example : tree.examples) visit(example.leaves);
        return std::move(uses_);
    }

private:
    template <class Choices>
    void visit_choices(const Choices& choices) {
        for (const auto& choice : choices) visit(choice.condition);
    }

    void visit(const dsl::TypeExpr& type) {
        if (type.code_set) uses_.sets.insert(type.code_set->text);
        for (const dsl::PlaceholderDecl& placeholder : type.placeholders) {
            if (placeholder.code_set) uses_.sets.insert(placeholder.code_set->text);
        }
    }

    void visit(const dsl::RuleDecl& rule) {
        for (const dsl::ForEach& loop : rule.loops) {
            if (loop.table) uses_.tables.insert(loop.table->text);
            for (const auto& tuple : loop.tuples) {
                for (const dsl::Name& word : tuple) use(word.text);
            }
        }
        for (const dsl::Name& need : rule.needs) uses_.asked.insert(need.text);
        for (const dsl::Clause& clause : rule.clauses) {
            visit(clause.when);
            visit(clause.expect);
        }
    }

    void visit(const dsl::BuildDecl& build) {
        for (const dsl::Name& buffer : build.buffers) uses_.buffers.insert(buffer.text);
        for (const dsl::BuildClause& clause : build.clauses) {
            visit(clause.when);
            for (const dsl::BuildClause::Target& target : clause.targets) visit(target.value);
        }
    }

    // Effects fill relations, which is no use of them yet.
    void visit(const dsl::EffectDecl& effect) {
        for (const dsl::ForEach& loop : effect.loops) {
            if (loop.table) uses_.tables.insert(loop.table->text);
        }
        for (const dsl::Expr& condition : effect.conditions) visit(condition);
        for (const dsl::EffectAction& action : effect.actions) {
            if (action.kind == dsl::EffectAction::Kind::TakeBack) uses_.relations.insert(action.relation.text);
        }
    }

    void visit(const std::optional<dsl::Expr>& expr) {
        if (expr) visit(*expr);
    }

    // Only a word behind `in` names a set or table; the same word elsewhere is a field or a literal.
    void visit(const dsl::Expr& expr) {
        const bool is_test = expr.kind == dsl::ExprKind::In || expr.kind == dsl::ExprKind::NotIn;
        if (is_test && expr.operands[1].kind == dsl::ExprKind::Word) use(expr.operands[1].text);
        const bool asks_history = expr.kind == dsl::ExprKind::AnyEarlier || expr.kind == dsl::ExprKind::AllEarlier ||
                                  expr.kind == dsl::ExprKind::AnyKey || expr.kind == dsl::ExprKind::AllKey;
        if (asks_history || expr.kind == dsl::ExprKind::Call) uses_.relations.insert(expr.text);
        for (const dsl::Expr& operand : expr.operands) visit(operand);
    }

    void use(const std::string& name) {
        uses_.sets.insert(name);
        uses_.tables.insert(name);
    }

    Uses uses_;
};

}  // namespace

Uses uses_of(const dsl::Specification& tree) { return UseFinder().find(tree); }

}  // namespace jianhe::lint
