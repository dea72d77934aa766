#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "JianheParser.h"
#include "dsl/ast/expr.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

// Turns one expression of ANTLR's tree into an Expr. Made anew for each expression: it counts the operands, and gives
// an Error when there are too many.
class ExprReader {
public:
    ExprReader(const SourceSet& sources, FileId file, Emitter& emitter)
        : sources_(sources), file_(file), emitter_(emitter) {}

    Expr read(grammar::JianheParser::ExprContext* node);
    Expr read(grammar::JianheParser::SumContext* node);
    Expr literal(grammar::JianheParser::LiteralContext* node);
    Expr span(grammar::JianheParser::SpanContext* node) { return range(node->literal(0), node->literal(1)); }
    Expr range(grammar::JianheParser::LiteralContext* low, grammar::JianheParser::LiteralContext* high);
    // The members of a set are no operands: a set may be long.
    Expr set_literal(grammar::JianheParser::SetLiteralContext* node);
    Expr value(grammar::JianheParser::SumContext* node) { return sum(node); }
    // A part of the key of a life cycle: a value, a Range, or Anything.
    Expr key_part(grammar::JianheParser::KeyPartContext* node);

private:
    using Parser = grammar::JianheParser;

    Expr make(ExprKind kind, const antlr4::ParserRuleContext* node, std::vector<Expr> operands,
              std::string text = {}) const;
    Expr binary(ExprKind kind, Expr left, Expr right) const;
    Expr leaf(ExprKind kind, const antlr4::ParserRuleContext* node);
    Expr leaf(ExprKind kind, const antlr4::Token* token);
    std::string text(const antlr4::ParserRuleContext* node) const;
    // From then on nothing is built: the expression becomes an Error.
    bool too_many() const noexcept;
    Expr bounded(Expr result, const antlr4::ParserRuleContext& node) const;
    Expr word(Parser::WordContext* node) { return leaf(ExprKind::Word, node); }

    Expr condition(Parser::ExprContext* node);
    Expr disjunction(Parser::OrExprContext* node);
    Expr conjunction(Parser::AndExprContext* node);
    Expr negatable(Parser::NotExprContext* node);
    Expr unique(Parser::UniqueKeyContext* node);
    std::vector<Expr> key(Parser::KeyFieldsContext* node);
    Expr call(Parser::CallContext* node);
    Expr earlier(Parser::EarlierRowsContext* node);
    Expr keys(Parser::KeysOfContext* node);
    Expr comparison(Parser::ComparisonContext* node);
    Expr compared(Expr left, Parser::ComparisonTailContext* tail, const antlr4::ParserRuleContext* whole);
    Expr state(Expr left, Parser::StateContext* tail, const antlr4::ParserRuleContext* whole);
    Expr members(Parser::MembershipContext* node);
    Expr sum(Parser::SumContext* node);
    Expr product(Parser::ProductContext* node);
    Expr unary(Parser::UnaryContext* node);
    Expr postfix(Parser::PostfixContext* node);
    Expr primary(Parser::PrimaryContext* node);
    Expr postfix_part(Expr value, Parser::PostfixPartContext* part, const antlr4::ParserRuleContext* whole);
    Expr row_count(Parser::CountOfContext* node);
    std::vector<Expr> conditions(const std::vector<Parser::ExprContext*>& nodes);

    const SourceSet& sources_;
    FileId file_;
    Emitter& emitter_;
    std::size_t terms_ = 0;
};

}  // namespace jianhe::dsl
