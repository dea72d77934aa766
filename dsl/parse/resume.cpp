#include "dsl/parse/resume.h"

#include "JianheParser.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using antlr4::Token;
using grammar::JianheParser;

bool is_first_of_line(antlr4::TokenStream& tokens) {
    const std::size_t index = tokens.index();
    return index == 0 || tokens.get(index - 1)->getLine() < tokens.get(index)->getLine();
}

bool begins_declaration(antlr4::TokenStream& tokens, std::size_t margin) {
    return is_declaration_keyword(tokens.LA(1)) && is_first_of_line(tokens) &&
           tokens.LT(1)->getCharPositionInLine() <= margin;
}

// Column of the declaration that the node belongs to: declarations of one file share their left margin.
std::size_t margin_of(const antlr4::ParserRuleContext& context) {
    const auto* node = &context;
    while (node->getRuleIndex() != JianheParser::RuleDeclaration && node->parent != nullptr) {
        node = static_cast<const antlr4::ParserRuleContext*>(node->parent);
    }
    const bool is_declaration = node->getRuleIndex() == JianheParser::RuleDeclaration;
    return is_declaration && node->start != nullptr ? node->start->getCharPositionInLine() : 0;
}

bool begins_rule_part(antlr4::TokenStream& tokens) {
    switch (tokens.LA(1)) {
        case JianheParser::WHEN:
        case JianheParser::EXPECT: return true;
        case JianheParser::STRING:
        case JianheParser::FOR:
        case JianheParser::NOTICE:
        case JianheParser::REJECT:
        case JianheParser::SUPERSEDES:
        case JianheParser::NEEDS:
        case JianheParser::BLOCKS:
        case JianheParser::ALLOW: return is_first_of_line(tokens);
        default: return false;
    }
}

// Braces that were opened since the node began and are still open.
std::size_t open_braces(antlr4::TokenStream& tokens, const antlr4::ParserRuleContext& context) {
    std::size_t depth = 0;
    for (std::size_t i = context.start->getTokenIndex(); i < tokens.index(); ++i) {
        const std::size_t type = tokens.get(i)->getType();
        if (type == JianheParser::OPEN_BRACE) {
            ++depth;
        } else if (type == JianheParser::CLOSE_BRACE && depth > 0) {
            --depth;
        }
    }
    return depth;
}

// A row of a decision table may begin by any token.
bool begins_row(std::size_t) noexcept { return true; }

// The next line of a list in braces whose first token can begin an entry, or the end of the list.
void skip_line(antlr4::TokenStream& tokens, std::size_t depth, bool (*begins_entry)(std::size_t) noexcept) {
    for (;; tokens.consume()) {
        const std::size_t type = tokens.LA(1);
        const bool is_end = type == Token::EOF || (type == JianheParser::CLOSE_BRACE && depth == 0);
        const bool begins_line = type == JianheParser::LINE_END || (begins_entry(type) && is_first_of_line(tokens));
        if (is_end || (depth == 0 && begins_line)) {
            return;
        }
        if (type == JianheParser::OPEN_BRACE) {
            ++depth;
        } else if (type == JianheParser::CLOSE_BRACE) {
            --depth;
        }
    }
}

void skip_to_declaration(antlr4::TokenStream& tokens, std::size_t margin) {
    while (tokens.LA(1) != Token::EOF && !begins_declaration(tokens, margin)) {
        tokens.consume();
    }
}

void skip_rule_part(antlr4::TokenStream& tokens, std::size_t margin) {
    while (tokens.LA(1) != Token::EOF && !begins_declaration(tokens, margin) && !begins_rule_part(tokens)) {
        tokens.consume();
    }
}

}  // namespace

bool contains_errors(std::size_t rule_index) noexcept {
    switch (rule_index) {
        case JianheParser::RuleDeclaration:
        case JianheParser::RuleHeaderEntry:
        case JianheParser::RuleBuildClause:
        case JianheParser::RuleRoleCode:
        case JianheParser::RuleFieldDecl:
        case JianheParser::RuleRulePart:
        case JianheParser::RuleRecordEntry:
        case JianheParser::RuleDecisionRow:
        case JianheParser::RuleGenerateLine: return true;
        default: return false;
    }
}

bool is_list_of_entries(std::size_t rule_index) noexcept {
    switch (rule_index) {
        case JianheParser::RuleFile:
        case JianheParser::RuleSpecificationDecl:
        case JianheParser::RuleFieldCodesDecl:
        case JianheParser::RuleEnvelopeDecl:
        case JianheParser::RuleSegmentDecl:
        case JianheParser::RuleBuildDecl:
        case JianheParser::RuleRecordBody:
        case JianheParser::RuleGenerateDecl: return true;
        default: return false;
    }
}

void skip_to_next_entry(antlr4::TokenStream& tokens, const antlr4::ParserRuleContext& context) {
    const std::size_t rule_index = context.getRuleIndex();
    const bool is_list = is_list_of_entries(rule_index);
    const bool nothing_read = context.start != nullptr && context.start->getTokenIndex() == tokens.index();
    // Something must be passed over, or the same error would come again for ever.
    const std::size_t depth = is_list ? 0 : open_braces(tokens, context);
    if ((is_list || nothing_read) && tokens.LA(1) != Token::EOF) {
        tokens.consume();
    }
    switch (rule_index) {
        case JianheParser::RuleFile:
        case JianheParser::RuleDeclaration: return skip_to_declaration(tokens, margin_of(context));
        case JianheParser::RuleRulePart: return skip_rule_part(tokens, margin_of(context));
        case JianheParser::RuleSpecificationDecl:
        case JianheParser::RuleHeaderEntry: return skip_line(tokens, depth, is_header_keyword);
        case JianheParser::RuleBuildDecl:
        case JianheParser::RuleBuildClause: return skip_line(tokens, depth, is_clause_keyword);
        case JianheParser::RuleDecisionRow: return skip_line(tokens, depth, begins_row);
        default: return skip_line(tokens, depth, is_word);
    }
}

}  // namespace jianhe::dsl
