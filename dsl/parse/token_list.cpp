#include "dsl/parse/token_list.h"

#include <algorithm>

#include "JianheLexer.h"

namespace jianhe::dsl {

using grammar::JianheLexer;

TokenList read_tokens(antlr4::Lexer& lexer, const SourceSet& sources, FileId file, Emitter& emitter) {
    TokenList list;
    do {
        list.tokens.push_back(lexer.nextToken());
    } while (list.tokens.back()->getType() != antlr4::Token::EOF);
    std::erase_if(list.tokens, [](const auto& token) { return token->getChannel() != antlr4::Token::DEFAULT_CHANNEL; });
    repair_characters(list, sources, file, emitter);
    repair_brackets(list, file, emitter);
    check_nesting(list, file, emitter);
    return list;
}

SourceRange token_range(const antlr4::Token& token, FileId file) {
    const auto begin = static_cast<std::uint32_t>(token.getStartIndex());
    // A token that was filled in, and EOF, cover nothing.
    const auto end = static_cast<std::uint32_t>(token.getStopIndex() + 1);
    const bool is_empty = token.getType() == antlr4::Token::EOF || end < begin;
    return {file, begin, is_empty ? begin : end};
}

SourceRange node_range(const antlr4::ParserRuleContext& node, FileId file) {
    const SourceRange first = token_range(*node.start, file);
    const SourceRange last = node.stop == nullptr ? first : token_range(*node.stop, file);
    return {file, first.begin, std::max(first.end, last.end)};
}

bool is_declaration_keyword(std::size_t type) noexcept {
    switch (type) {
        case JianheLexer::SPECIFICATION:
        case JianheLexer::FIELD_CODES:
        case JianheLexer::ENVELOPE:
        case JianheLexer::OPEN:
        case JianheLexer::CODESET:
        case JianheLexer::SET:
        case JianheLexer::SEGMENT:
        case JianheLexer::CELL:
        case JianheLexer::PRESENCE:
        case JianheLexer::TABLE:
        case JianheLexer::MASTER:
        case JianheLexer::PROVIDER:
        case JianheLexer::SCENARIO:
        case JianheLexer::RULE:
        case JianheLexer::BUFFER:
        case JianheLexer::BUILD:
        case JianheLexer::RECORD:
        case JianheLexer::EXAMPLE:
        case JianheLexer::GENERATE:
        case JianheLexer::RELATION:
        case JianheLexer::ON: return true;
        default: return false;
    }
}

bool is_header_keyword(std::size_t type) noexcept {
    switch (type) {
        case JianheLexer::SOURCE:
        case JianheLexer::WIRE:
        case JianheLexer::GIVEN:
        case JianheLexer::KEY:
        case JianheLexer::PRIVATE:
        case JianheLexer::DATES:
        case JianheLexer::CODE_SETS:
        case JianheLexer::SWITCHES:
        case JianheLexer::CODES:
        case JianheLexer::REPORT: return true;
        default: return false;
    }
}

bool is_clause_keyword(std::size_t type) noexcept {
    switch (type) {
        case JianheLexer::SET:
        case JianheLexer::DEFAULT:
        case JianheLexer::DERIVE:
        case JianheLexer::ASK:
        case JianheLexer::KEEP:
        case JianheLexer::SCENARIO: return true;
        default: return false;
    }
}

bool is_word(std::size_t type) noexcept {
    const bool is_keyword_by_place = type >= JianheLexer::SPECIFICATION && type <= JianheLexer::LEAVES;
    return is_keyword_by_place || type == JianheLexer::WORD || type == JianheLexer::INTEGER;
}

}  // namespace jianhe::dsl
