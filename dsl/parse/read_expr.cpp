#include <utility>

#include "dsl/parse/expr_reader.h"
#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

Expr TreeReader::expr(JianheParser::ExprContext* node) { return ExprReader(sources_, file_, emitter_).read(node); }

std::optional<Expr> TreeReader::optional_expr(JianheParser::ExprContext* node) {
    return node == nullptr ? std::nullopt : std::optional(expr(node));
}

Expr TreeReader::value(JianheParser::SumContext& node) { return ExprReader(sources_, file_, emitter_).read(&node); }

Expr TreeReader::literal(JianheParser::LiteralContext& node) {
    return ExprReader(sources_, file_, emitter_).literal(&node);
}

Expr TreeReader::span(JianheParser::SpanContext& node) { return ExprReader(sources_, file_, emitter_).span(&node); }

Expr TreeReader::set_literal(JianheParser::SetLiteralContext& node) {
    return ExprReader(sources_, file_, emitter_).set_literal(&node);
}

Expr TreeReader::range_set(JianheParser::LiteralContext& low, JianheParser::LiteralContext& high) {
    Expr members = ExprReader(sources_, file_, emitter_).range(&low, &high);
    Expr result{ExprKind::SetLiteral, members.range, {}, {}};
    result.operands.push_back(std::move(members));
    return result;
}

}  // namespace jianhe::dsl
