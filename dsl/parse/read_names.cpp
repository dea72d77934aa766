#include "dsl/parse/quoted.h"
#include "dsl/parse/token_list.h"
#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

SourceRange TreeReader::range(const antlr4::ParserRuleContext& node) const { return node_range(node, file_); }

Name TreeReader::name(const antlr4::Token* token) {
    const SourceRange at = token_range(*token, file_);
    return {text_at(sources_, at, emitter_), at};
}

Name TreeReader::name(const antlr4::ParserRuleContext* node) { return name(node->start); }

std::optional<Name> TreeReader::optional_name(const antlr4::ParserRuleContext* node) {
    return node == nullptr ? std::nullopt : std::optional(name(node));
}

std::optional<Name> TreeReader::optional_name(antlr4::tree::TerminalNode* node) {
    return node == nullptr ? std::nullopt : std::optional(name(node->getSymbol()));
}

}  // namespace jianhe::dsl
