#include "dsl/parse/split_declarations.h"

#include <algorithm>

#include "JianheLexer.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using antlr4::Token;
using grammar::JianheLexer;
using Tokens = std::vector<std::unique_ptr<Token>>;

int depth_change(std::size_t type) noexcept {
    switch (type) {
        case JianheLexer::OPEN_BRACE:
        case JianheLexer::OPEN_PAREN:
        case JianheLexer::OPEN_BRACKET: return 1;
        case JianheLexer::CLOSE_BRACE:
        case JianheLexer::CLOSE_PAREN:
        case JianheLexer::CLOSE_BRACKET: return -1;
        default: return 0;
    }
}

// A token without text, right behind another.
std::unique_ptr<Token> end_behind(const Token& last, std::size_t type) {
    auto end = std::make_unique<antlr4::CommonToken>(type);
    end->setStartIndex(last.getStopIndex() + 1);
    end->setStopIndex(last.getStopIndex());
    end->setLine(last.getLine());
    end->setCharPositionInLine(last.getCharPositionInLine());
    return end;
}

// Whether the token begins a line as they stand in the braces of this kind of declaration.
bool begins_entry(const std::vector<Token*>& tokens, std::size_t index, std::size_t declaration) {
    if (declaration == JianheLexer::SPECIFICATION) {
        return is_header_keyword(tokens[index]->getType());
    }
    if (declaration == JianheLexer::BUILD) {
        return is_clause_keyword(tokens[index]->getType());
    }
    // `allow L604 "…"` looks like the beginning of a field, but belongs to the placeholder before it.
    return declaration == JianheLexer::SEGMENT && tokens[index]->getType() != JianheLexer::ALLOW &&
           index + 2 < tokens.size() && is_word(tokens[index]->getType()) && is_word(tokens[index + 1]->getType()) &&
           tokens[index + 2]->getType() == JianheLexer::STRING;
}

// Declarations share a margin; the first one shows where it is.
std::size_t margin_of(const std::vector<Token*>& tokens) {
    const auto first = std::find_if(tokens.begin(), tokens.end(),
                                    [](const Token* token) { return is_declaration_keyword(token->getType()); });
    return first == tokens.end() ? 0 : (*first)->getCharPositionInLine();
}

}  // namespace

std::vector<Tokens> split_declarations(const std::vector<Token*>& tokens) {
    const std::size_t margin = margin_of(tokens);
    std::vector<Tokens> result(1);
    std::size_t declaration = 0;  // its keyword
    int depth = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = *tokens[i];
        const bool begins_line = i > 0 && tokens[i - 1]->getLine() < token.getLine();
        const bool is_declaration = depth == 0 && is_declaration_keyword(token.getType());
        // `open` on the line above belongs to its `codeset`.
        if (is_declaration && begins_line && token.getCharPositionInLine() <= margin &&
            tokens[i - 1]->getType() != JianheLexer::OPEN) {
            result.back().push_back(end_behind(*tokens[i - 1], Token::EOF));
            result.emplace_back();
        }
        if (begins_line && depth == 1 && begins_entry(tokens, i, declaration)) {
            result.back().push_back(end_behind(*tokens[i - 1], JianheLexer::LINE_END));
        }
        // Inside of a piece a keyword is a word like any other.
        declaration = result.back().empty() ? token.getType() : declaration;
        depth += depth_change(token.getType());
        result.back().push_back(std::make_unique<antlr4::CommonToken>(tokens[i]));
    }
    return result;
}

}  // namespace jianhe::dsl
