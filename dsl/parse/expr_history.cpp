#include <utility>

#include "dsl/parse/expr_reader.h"
#include "dsl/parse/token_list.h"

// The questions to the history among the conditions.
namespace jianhe::dsl {

Expr ExprReader::key_part(Parser::KeyPartContext* node) {
    if (node->ANY() != nullptr) {
        return make(ExprKind::Anything, node, {});
    }
    const auto bounds = node->sum();
    Expr low = sum(bounds.front());
    return bounds.size() == 1 ? std::move(low) : binary(ExprKind::Range, std::move(low), sum(bounds.back()));
}

// any earlier visit by (P03, P11 = P19) has visit.P05 != P05
Expr ExprReader::earlier(Parser::EarlierRowsContext* node) {
    std::vector<Expr> parts;
    for (Parser::LookedUpContext* part : node->lookedUp()) {
        Expr column = word(part->word());
        parts.push_back(part->sum() == nullptr ? std::move(column)
                                               : binary(ExprKind::Equal, std::move(column), sum(part->sum())));
    }
    const SourceRange range{file_, parts.front().range.begin, parts.back().range.end};
    Expr result =
        make(node->ANY() != nullptr ? ExprKind::AnyEarlier : ExprKind::AllEarlier, node, {}, text(node->word()));
    result.operands.push_back({ExprKind::Tuple, range, {}, std::move(parts)});
    if (node->expr() != nullptr) {
        result.operands.push_back(condition(node->expr()));
    }
    return result;
}

// all refill(P16, C, any) has refill is issued      any refill(P16, any, any) is not issued
Expr ExprReader::keys(Parser::KeysOfContext* node) {
    std::vector<Expr> parts;
    for (Parser::KeyPartContext* part : node->keyPart()) {
        parts.push_back(key_part(part));
    }
    const SourceRange range{file_, parts.front().range.begin, parts.back().range.end};
    Expr result = make(node->ANY() != nullptr ? ExprKind::AnyKey : ExprKind::AllKey, node, {}, text(node->word(0)));
    result.operands.push_back({ExprKind::Tuple, range, {}, std::move(parts)});
    if (node->expr() != nullptr) {
        result.operands.push_back(condition(node->expr()));
        return result;
    }
    // What is said of each key: `refill is issued`.
    Expr state = make(node->NOT() != nullptr ? ExprKind::IsNot : ExprKind::Is, node, {}, text(node->word(1)));
    state.operands.push_back(word(node->word(0)));
    result.operands.push_back(std::move(state));
    return result;
}

}  // namespace jianhe::dsl
