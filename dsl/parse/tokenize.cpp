#include "dsl/parse/tokenize.h"

#include <algorithm>
#include <string>

#include "JianheLexer.h"
#include "dsl/parse/byte_stream.h"
#include "dsl/parse/encoding.h"
#include "dsl/source/display_width.h"

namespace jianhe::dsl {
namespace {

using grammar::JianheLexer;

TextToken::Kind kind_of(std::size_t type) {
    switch (type) {
        case JianheLexer::DECIMAL: return TextToken::Kind::Decimal;
        case JianheLexer::STRING: return TextToken::Kind::String;
        case JianheLexer::COMMENT: return TextToken::Kind::Comment;
        case JianheLexer::OPEN_BRACE:
        case JianheLexer::OPEN_PAREN:
        case JianheLexer::OPEN_BRACKET: return TextToken::Kind::Open;
        case JianheLexer::CLOSE_BRACE:
        case JianheLexer::CLOSE_PAREN:
        case JianheLexer::CLOSE_BRACKET: return TextToken::Kind::Close;
        default:
            return type >= JianheLexer::DOT_DOT && type <= JianheLexer::AT_SIGN ? TextToken::Kind::Sign
                                                                                : TextToken::Kind::Word;
    }
}

bool is_broken(std::size_t type) {
    return type == JianheLexer::STRAY || type == JianheLexer::FOREIGN_TEXT || type == JianheLexer::UNCLOSED_STRING;
}

bool is_readable(std::string_view text) {
    const bool has_controls = std::any_of(
        text.begin(), text.end(), [](char byte) { return is_control_character(static_cast<unsigned char>(byte)); });
    return !has_controls && find_invalid_utf8(text) == std::string_view::npos;
}

}  // namespace

std::optional<std::vector<TextToken>> tokenize(std::string_view text) {
    if (!is_readable(text)) {
        return std::nullopt;
    }
    ByteStream bytes(text);
    JianheLexer lexer(&bytes);
    lexer.removeErrorListeners();
    std::vector<TextToken> result;
    for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
        if (is_broken(token->getType())) {
            return std::nullopt;
        }
        result.push_back({kind_of(token->getType()), token->getStartIndex(), token->getStopIndex() + 1});
    }
    return result;
}

}  // namespace jianhe::dsl
