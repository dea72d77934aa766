#include <utility>

#include "dsl/parse/expr_reader.h"
#include "dsl/parse/token_list.h"

// The conditions among the expressions: what has a truth value.
namespace jianhe::dsl {
namespace {

using Parser = grammar::JianheParser;

ExprKind comparison_kind(const Parser::OrderedContext& node) {
    switch (node.start->getType()) {
        case Parser::EQUAL: return ExprKind::Equal;
        case Parser::NOT_EQUAL: return ExprKind::NotEqual;
        case Parser::LESS: return ExprKind::Less;
        case Parser::LESS_EQUAL: return ExprKind::LessEqual;
        case Parser::GREATER: return ExprKind::Greater;
        default: return ExprKind::GreaterEqual;
    }
}

}  // namespace

Expr ExprReader::condition(Parser::ExprContext* node) { return disjunction(node->orExpr()); }

Expr ExprReader::disjunction(Parser::OrExprContext* node) {
    const auto parts = node->andExpr();
    if (parts.size() == 1) {
        return conjunction(parts.front());
    }
    std::vector<Expr> operands;
    for (Parser::AndExprContext* part : parts) {
        if (too_many()) {
            break;
        }
        operands.push_back(conjunction(part));
    }
    return make(ExprKind::Or, node, std::move(operands));
}

Expr ExprReader::conjunction(Parser::AndExprContext* node) {
    const auto parts = node->notExpr();
    if (parts.size() == 1) {
        return negatable(parts.front());
    }
    std::vector<Expr> operands;
    for (Parser::NotExprContext* part : parts) {
        if (too_many()) {
            break;
        }
        operands.push_back(negatable(part));
    }
    return make(ExprKind::And, node, std::move(operands));
}

Expr ExprReader::negatable(Parser::NotExprContext* node) {
    if (auto* negation = dynamic_cast<Parser::NegationContext*>(node)) {
        Expr result = make(ExprKind::Not, node, {});
        result.operands.push_back(negatable(negation->notExpr()));
        return result;
    }
    if (auto* rows = dynamic_cast<Parser::QuantifiedContext*>(node)) {
        const ExprKind kind = rows->ANY() != nullptr ? ExprKind::AnyRow : ExprKind::AllRows;
        Expr result = make(kind, node, {}, text(rows->word()));
        result.operands.push_back(condition(rows->expr()));
        return result;
    }
    if (auto* one = dynamic_cast<Parser::UniqueKeyContext*>(node)) {
        return unique(one);
    }
    if (auto* same = dynamic_cast<Parser::SameKeyContext*>(node)) {
        return make(ExprKind::SameInFile, node, key(same->keyFields()));
    }
    if (auto* rows_before = dynamic_cast<Parser::EarlierRowsContext*>(node)) {
        return earlier(rows_before);
    }
    if (auto* keyed = dynamic_cast<Parser::KeysOfContext*>(node)) {
        return keys(keyed);
    }
    return comparison(dynamic_cast<Parser::ComparedContext&>(*node).comparison());
}

Expr ExprReader::unique(Parser::UniqueKeyContext* node) {
    std::vector<Expr> parts = key(node->keyFields(0));
    if (node->STAYS() != nullptr) {
        std::vector<Expr> stays;
        stays.push_back(condition(node->expr()));
        for (Expr& part : key(node->keyFields(1))) {
            stays.push_back(std::move(part));
        }
        const SourceRange range{file_, token_range(*node->WHILE()->getSymbol(), file_).begin,
                                node_range(*node, file_).end};
        parts.push_back({ExprKind::Stays, range, {}, std::move(stays)});
    }
    return make(ExprKind::Unique, node, std::move(parts), node->FILE() != nullptr ? "file" : "");
}

std::vector<Expr> ExprReader::key(Parser::KeyFieldsContext* node) {
    std::vector<Expr> parts;
    if (node->words() == nullptr) {
        parts.push_back(word(node->word()));
        return parts;
    }
    for (Parser::WordContext* part : node->words()->word()) {
        parts.push_back(word(part));
    }
    return parts;
}

Expr ExprReader::comparison(Parser::ComparisonContext* node) {
    Expr left = sum(node->sum());
    return node->comparisonTail() == nullptr ? left : compared(std::move(left), node->comparisonTail(), node);
}

Expr ExprReader::compared(Expr left, Parser::ComparisonTailContext* tail, const antlr4::ParserRuleContext* whole) {
    if (auto* one = dynamic_cast<Parser::StateContext*>(tail)) {
        return state(std::move(left), one, whole);
    }
    Expr result = make(ExprKind::Error, whole, {});
    result.operands.push_back(std::move(left));
    if (auto* ordered = dynamic_cast<Parser::OrderedContext*>(tail)) {
        result.kind = comparison_kind(*ordered);
        result.operands.push_back(sum(ordered->sum()));
    } else if (auto* membership = dynamic_cast<Parser::MembershipContext*>(tail)) {
        result.kind = membership->NOT() != nullptr ? ExprKind::NotIn : ExprKind::In;
        result.operands.push_back(members(membership));
    } else if (auto* pattern = dynamic_cast<Parser::PatternContext*>(tail)) {
        result.kind = pattern->NOT() != nullptr ? ExprKind::NotMatches : ExprKind::Matches;
        result.operands.push_back(leaf(ExprKind::String, pattern->STRING()->getSymbol()));
    } else if (auto* content = dynamic_cast<Parser::ContentContext*>(tail)) {
        result.kind = content->NO() != nullptr ? ExprKind::HasNo : ExprKind::HasOnly;
        result.operands.push_back(set_literal(content->setLiteral()));
    } else if (auto* master = dynamic_cast<Parser::MasterRowContext*>(tail)) {
        result.kind = ExprKind::MasterHas;
        for (Parser::SumContext* operand : master->sum()) {
            result.operands.push_back(sum(operand));
        }
    }
    return result;
}

Expr ExprReader::state(Expr left, Parser::StateContext* tail, const antlr4::ParserRuleContext* whole) {
    const SourceRange word_range = token_range(*tail->stop, file_);
    Expr result = make(tail->NOT() != nullptr ? ExprKind::IsNot : ExprKind::Is, whole, {},
                       std::string(sources_.text(word_range)));
    result.operands.push_back(std::move(left));
    return result;
}

Expr ExprReader::members(Parser::MembershipContext* node) {
    if (node->setLiteral() != nullptr) {
        return set_literal(node->setLiteral());
    }
    const auto bounds = node->sum();
    Expr low = sum(bounds.front());
    if (bounds.size() > 1) {
        return binary(ExprKind::Range, std::move(low), sum(bounds.back()));
    }
    if (low.kind != ExprKind::Word) {
        emitter_.report(diag::NotASet, low.range).hint("write a set in `{ }`");
        return {ExprKind::Error, low.range, {}, {}};
    }
    return low;
}

}  // namespace jianhe::dsl
