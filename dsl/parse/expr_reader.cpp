#include "dsl/parse/expr_reader.h"

#include <utility>

#include "dsl/parse/parse.h"
#include "dsl/parse/quoted.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

// An initializer list would copy the operands, and with them the trees below.
template <typename... Operands>
std::vector<Expr> list_of(Operands... operands) {
    std::vector<Expr> result;
    result.reserve(sizeof...(operands));
    (result.push_back(std::move(operands)), ...);
    return result;
}

}  // namespace

bool ExprReader::too_many() const noexcept { return terms_ > ParseLimits::kTerms; }

Expr ExprReader::binary(ExprKind kind, Expr left, Expr right) const {
    const SourceRange range{file_, left.range.begin, right.range.end};
    return {kind, range, {}, list_of(std::move(left), std::move(right))};
}

Expr ExprReader::read(Parser::ExprContext* node) { return bounded(condition(node), *node); }

Expr ExprReader::read(Parser::SumContext* node) { return bounded(sum(node), *node); }

Expr ExprReader::bounded(Expr result, const antlr4::ParserRuleContext& node) const {
    if (too_many()) {
        const SourceRange range = node_range(node, file_);
        emitter_.report(diag::TooManyParts, range, ParseLimits::kTerms, "operands in one expression")
            .hint("put literals into a set, or split the rule");
        return {ExprKind::Error, range, {}, {}};
    }
    return result;
}

Expr ExprReader::range(grammar::JianheParser::LiteralContext* low, grammar::JianheParser::LiteralContext* high) {
    return binary(ExprKind::Range, literal(low), literal(high));
}

Expr ExprReader::set_literal(grammar::JianheParser::SetLiteralContext* node) {
    const std::size_t terms = terms_;
    const auto nodes = node->setItem();
    std::vector<Expr> items;
    items.reserve(nodes.size());
    for (Parser::SetItemContext* item : nodes) {
        const auto literals = item->literal();
        Expr first = literal(literals.front());
        const bool is_range = literals.size() > 1;
        items.push_back(is_range ? binary(ExprKind::Range, std::move(first), literal(literals.back()))
                                 : std::move(first));
    }
    terms_ = terms;
    return make(ExprKind::SetLiteral, node, std::move(items));
}

Expr ExprReader::make(ExprKind kind, const antlr4::ParserRuleContext* node, std::vector<Expr> operands,
                      std::string text) const {
    return {kind, node_range(*node, file_), std::move(text), std::move(operands)};
}

Expr ExprReader::leaf(ExprKind kind, const antlr4::ParserRuleContext* node) { return leaf(kind, node->start); }

Expr ExprReader::leaf(ExprKind kind, const antlr4::Token* token) {
    ++terms_;
    const SourceRange range = token_range(*token, file_);
    return {kind, range, text_at(sources_, range, emitter_), {}};
}

std::string ExprReader::text(const antlr4::ParserRuleContext* node) const {
    return std::string(sources_.text(node_range(*node, file_)));
}

Expr ExprReader::literal(Parser::LiteralContext* node) {
    if (node->STRING() != nullptr) {
        return leaf(ExprKind::String, node);
    }
    return leaf(node->DECIMAL() != nullptr ? ExprKind::Decimal : ExprKind::Word, node);
}

std::vector<Expr> ExprReader::conditions(const std::vector<Parser::ExprContext*>& nodes) {
    std::vector<Expr> result;
    result.reserve(nodes.size());
    for (Parser::ExprContext* node : nodes) {
        if (too_many()) {
            break;
        }
        result.push_back(condition(node));
    }
    return result;
}

// ---- values
// -----------------------------------------------------------------------------------------------------------

Expr ExprReader::sum(Parser::SumContext* node) {
    const auto operands = node->product();
    Expr result = product(operands.front());
    for (std::size_t i = 1; i < operands.size() && !too_many(); ++i) {
        // Operators stand at the odd places among the children.
        auto* sign = static_cast<antlr4::tree::TerminalNode*>(node->children[2 * i - 1]);
        const bool adds = sign->getSymbol()->getType() == Parser::PLUS;
        result = binary(adds ? ExprKind::Add : ExprKind::Subtract, std::move(result), product(operands[i]));
    }
    return result;
}

Expr ExprReader::product(Parser::ProductContext* node) {
    const auto operands = node->unary();
    Expr result = unary(operands.front());
    for (std::size_t i = 1; i < operands.size() && !too_many(); ++i) {
        auto* sign = static_cast<antlr4::tree::TerminalNode*>(node->children[2 * i - 1]);
        const bool multiplies = sign->getSymbol()->getType() == Parser::STAR;
        result = binary(multiplies ? ExprKind::Multiply : ExprKind::Modulo, std::move(result), unary(operands[i]));
    }
    return result;
}

Expr ExprReader::unary(Parser::UnaryContext* node) {
    if (node->MINUS() == nullptr) {
        return postfix(node->postfix());
    }
    return make(ExprKind::Negate, node, list_of(unary(node->unary())));
}

Expr ExprReader::postfix(Parser::PostfixContext* node) {
    Expr result = primary(node->primary());
    for (Parser::PostfixPartContext* part : node->postfixPart()) {
        if (too_many()) {
            break;
        }
        ++terms_;
        result = postfix_part(std::move(result), part, node);
    }
    return result;
}

Expr ExprReader::postfix_part(Expr value, Parser::PostfixPartContext* part, const antlr4::ParserRuleContext* whole) {
    Expr result = make(ExprKind::Error, whole, {});
    result.range.end = node_range(*part, file_).end;
    result.operands.push_back(std::move(value));
    if (auto* slice = dynamic_cast<Parser::SliceContext*>(part)) {
        result.kind = ExprKind::Slice;
        result.operands.push_back(word(slice->word(0)));
        result.operands.push_back(word(slice->word(1)));
    } else if (auto* attribute = dynamic_cast<Parser::AttributeContext*>(part)) {
        result.kind = ExprKind::Attribute;
        result.text = text(attribute->word());
    } else if (auto* defaulted = dynamic_cast<Parser::DefaultedContext*>(part)) {
        result.kind = ExprKind::Default;
        result.operands.push_back(literal(defaulted->literal()));
    }
    return result;
}

Expr ExprReader::primary(Parser::PrimaryContext* node) {
    if (auto* call = dynamic_cast<Parser::CallContext*>(node)) {
        return this->call(call);
    }
    if (auto* count = dynamic_cast<Parser::CountOfContext*>(node)) {
        return row_count(count);
    }
    if (auto* duration = dynamic_cast<Parser::DurationContext*>(node)) {
        const bool in_days = duration->DAY() != nullptr || duration->DAYS() != nullptr;
        return make(ExprKind::Duration, node, list_of(word(duration->word())), in_days ? "days" : "months");
    }
    if (auto* grouped = dynamic_cast<Parser::GroupedContext*>(node)) {
        std::vector<Expr> parts = conditions(grouped->expr());
        return parts.size() == 1 ? std::move(parts.front()) : make(ExprKind::Tuple, node, std::move(parts));
    }
    if (dynamic_cast<Parser::DecimalContext*>(node) != nullptr) {
        return leaf(ExprKind::Decimal, node);
    }
    if (dynamic_cast<Parser::StringContext*>(node) != nullptr) {
        return leaf(ExprKind::String, node);
    }
    return leaf(ExprKind::Word, node);
}

Expr ExprReader::call(Parser::CallContext* node) {
    std::vector<Expr> arguments = conditions(node->expr());
    if (node->ON() != nullptr && !arguments.empty()) {
        const SourceRange day = arguments.back().range;
        arguments.back() = {ExprKind::On, day, {}, list_of(std::move(arguments.back()))};
    }
    return make(ExprKind::Call, node, std::move(arguments), text(node->word()));
}

Expr ExprReader::row_count(Parser::CountOfContext* node) {
    const std::string function = text(node->word(0));
    if (function != "count") {
        emitter_.report(diag::HasOutsideCount, node_range(*node->word(0), file_), function);
        return make(ExprKind::Error, node, {});
    }
    return make(ExprKind::CountHas, node, list_of(condition(node->expr())), text(node->word(1)));
}

}  // namespace jianhe::dsl
