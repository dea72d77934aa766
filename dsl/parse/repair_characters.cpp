#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "JianheLexer.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using grammar::JianheLexer;

// A full-width sign of a Chinese input method, the sign it was typed for and the token of that.
struct Typed {
    std::string_view sign;
    std::string_view meant;
    std::size_t type;
};

constexpr std::array kFullWidthSigns{
    Typed{"，", ",", JianheLexer::COMMA},         Typed{"、", ",", JianheLexer::COMMA},
    Typed{"：", ":", JianheLexer::COLON},         Typed{"（", "(", JianheLexer::OPEN_PAREN},
    Typed{"）", ")", JianheLexer::CLOSE_PAREN},   Typed{"｛", "{", JianheLexer::OPEN_BRACE},
    Typed{"｝", "}", JianheLexer::CLOSE_BRACE},   Typed{"［", "[", JianheLexer::OPEN_BRACKET},
    Typed{"］", "]", JianheLexer::CLOSE_BRACKET}, Typed{"＝", "=", JianheLexer::EQUAL},
    Typed{"≠", "!=", JianheLexer::NOT_EQUAL},     Typed{"≤", "<=", JianheLexer::LESS_EQUAL},
    Typed{"≦", "<=", JianheLexer::LESS_EQUAL},    Typed{"≥", ">=", JianheLexer::GREATER_EQUAL},
    Typed{"≧", ">=", JianheLexer::GREATER_EQUAL}, Typed{"＜", "<", JianheLexer::LESS},
    Typed{"＞", ">", JianheLexer::GREATER},       Typed{"＋", "+", JianheLexer::PLUS},
    Typed{"－", "-", JianheLexer::MINUS},         Typed{"＊", "*", JianheLexer::STAR},
    Typed{"～", "~", JianheLexer::TILDE},         Typed{"？", "?", JianheLexer::QUESTION},
    Typed{"／", "/", JianheLexer::SLASH},         Typed{"．", ".", JianheLexer::DOT},
};

constexpr std::string_view kWideSpace = "\u3000";

std::string_view hint_for_stray(std::string_view text) {
    switch (text.front()) {
        case '\'': return "text stands in double quotes";
        case '#': return "a comment begins with `//`";
        case '&': return "write `and`";
        case '|': return "write `or`";
        case '!': return "write `not` or `!=`";
        default: return {};
    }
}

class Repair {
public:
    Repair(TokenList& list, const SourceSet& sources, FileId file, Emitter& emitter)
        : list_(list), sources_(sources), file_(file), emitter_(emitter) {}

    void run() {
        std::vector<std::unique_ptr<antlr4::Token>> kept;
        kept.reserve(list_.tokens.size());
        for (auto& token : list_.tokens) {
            if (repair(static_cast<antlr4::CommonToken&>(*token))) {
                kept.push_back(std::move(token));
            }
        }
        list_.tokens = std::move(kept);
    }

private:
    // False when the token is to be dropped.
    bool repair(antlr4::CommonToken& token) {
        switch (token.getType()) {
            case JianheLexer::STRAY: return repair_stray(token);
            case JianheLexer::FOREIGN_TEXT: return repair_foreign(token);
            case JianheLexer::UNCLOSED_STRING: return repair_unclosed(token);
            default: return true;
        }
    }

    bool repair_stray(const antlr4::CommonToken& token) {
        const SourceRange range = token_range(token, file_);
        list_.broken_lines.insert(token.getLine());
        const std::string_view text = sources_.text(range);
        // `&&` and a pair of quotes are one mistake, not two.
        if (text != last_stray_ || token.getLine() != line_of_last_stray_) {
            emitter_.report(diag::UnexpectedCharacter, range, text).hint(std::string(hint_for_stray(text)));
        }
        last_stray_ = text;
        line_of_last_stray_ = token.getLine();
        return false;
    }

    bool repair_foreign(antlr4::CommonToken& token) {
        const SourceRange range = token_range(token, file_);
        const std::string_view text = sources_.text(range);
        for (const Typed& typed : kFullWidthSigns) {
            if (typed.sign == text) {
                emitter_.report(diag::UnexpectedCharacter, range, text).hint(fmt::format("write `{}`", typed.meant));
                token.setType(typed.type);
                return true;
            }
        }
        list_.broken_lines.insert(token.getLine());
        const bool is_space = text == kWideSpace;
        emitter_.report(diag::UnexpectedCharacter, range, text)
            .hint(is_space ? "write a plain space" : "text stands in double quotes");
        token.setType(JianheLexer::STRING);
        return !is_space;
    }

    bool repair_unclosed(antlr4::CommonToken& token) {
        const SourceRange range = token_range(token, file_);
        emitter_.report(diag::UnclosedString, {file_, range.end, range.end})
            .note({file_, range.begin, range.begin + 1}, "it is opened here");
        list_.broken_lines.insert(token.getLine());
        token.setType(JianheLexer::STRING);
        return true;
    }

    TokenList& list_;
    const SourceSet& sources_;
    FileId file_;
    Emitter& emitter_;
    std::string_view last_stray_;
    std::size_t line_of_last_stray_ = 0;
};

}  // namespace

void repair_characters(TokenList& list, const SourceSet& sources, FileId file, Emitter& emitter) {
    Repair(list, sources, file, emitter).run();
}

}  // namespace jianhe::dsl
