#include <algorithm>
#include <string_view>
#include <utility>

#include "JianheLexer.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using antlr4::Token;
using grammar::JianheLexer;
using Tokens = std::vector<std::unique_ptr<Token>>;

// The type that closes an opening bracket; 0 for every other token.
std::size_t closing_type(std::size_t opening) noexcept {
    switch (opening) {
        case JianheLexer::OPEN_BRACE: return JianheLexer::CLOSE_BRACE;
        case JianheLexer::OPEN_PAREN: return JianheLexer::CLOSE_PAREN;
        case JianheLexer::OPEN_BRACKET: return JianheLexer::CLOSE_BRACKET;
        default: return 0;
    }
}

bool is_closing(std::size_t type) noexcept {
    return type == JianheLexer::CLOSE_BRACE || type == JianheLexer::CLOSE_PAREN || type == JianheLexer::CLOSE_BRACKET;
}

std::string_view sign(std::size_t type) noexcept {
    switch (type) {
        case JianheLexer::CLOSE_BRACE: return "}";
        case JianheLexer::CLOSE_PAREN: return ")";
        default: return "]";
    }
}

bool is_balanced(const Tokens& tokens) {
    std::vector<std::size_t> open;
    for (const auto& token : tokens) {
        if (const std::size_t closing = closing_type(token->getType()); closing != 0) {
            open.push_back(closing);
        } else if (is_closing(token->getType())) {
            if (open.empty() || open.back() != token->getType()) {
                return false;
            }
            open.pop_back();
        }
    }
    return open.empty();
}

// Fills in and drops brackets. Only for texts known to be unbalanced: it guesses, by a declaration keyword at the left
// margin, where a bracket that is never closed should have been.
class Repair {
public:
    Repair(TokenList& list, FileId file, Emitter& emitter) : list_(list), file_(file), emitter_(emitter) {}

    void run() {
        Tokens tokens = std::exchange(list_.tokens, {});
        for (auto& token : tokens) {
            const std::size_t type = token->getType();
            if (type == Token::EOF) {
                close_all(*token, "the end of the file");
            } else if (is_declaration_keyword(type) && token->getCharPositionInLine() == 0) {
                close_all(*token, "the next declaration");
            }
            if (closing_type(type) != 0) {
                open_.push_back(token.get());
            } else if (is_closing(type) && !close(*token)) {
                list_.broken_lines.insert(token->getLine());
                continue;
            }
            list_.tokens.push_back(std::move(token));
        }
    }

private:
    void close_all(const Token& before, std::string_view what) {
        while (!open_.empty()) {
            fill_in(before, what);
        }
    }

    // False when the bracket closes nothing.
    bool close(const Token& closing) {
        const auto is_partner = [&closing](const Token* open) {
            return closing_type(open->getType()) == closing.getType();
        };
        if (std::none_of(open_.begin(), open_.end(), is_partner)) {
            emitter_.report(diag::UnopenedBracket, token_range(closing, file_), sign(closing.getType()));
            return false;
        }
        while (!is_partner(open_.back())) {
            fill_in(closing, fmt::format("`{}`", sign(closing.getType())));
        }
        open_.pop_back();
        return true;
    }

    void fill_in(const Token& before, std::string_view what) {
        const Token& opening = *open_.back();
        open_.pop_back();
        const std::size_t type = closing_type(opening.getType());
        emitter_.report(diag::UnclosedBracket, token_range(before, file_), sign(type), what)
            .note(token_range(opening, file_), "it is opened here");
        auto token = std::make_unique<antlr4::CommonToken>(type);
        token->setStartIndex(before.getStartIndex());
        token->setStopIndex(before.getStartIndex() - 1);
        token->setLine(before.getLine());
        token->setCharPositionInLine(before.getCharPositionInLine());
        list_.broken_lines.insert(before.getLine());
        list_.tokens.push_back(std::move(token));
    }

    TokenList& list_;
    FileId file_;
    Emitter& emitter_;
    std::vector<const Token*> open_;
};

}  // namespace

void repair_brackets(TokenList& list, FileId file, Emitter& emitter) {
    if (!is_balanced(list.tokens)) {
        Repair(list, file, emitter).run();
    }
}

}  // namespace jianhe::dsl
