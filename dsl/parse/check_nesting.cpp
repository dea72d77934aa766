#include "JianheLexer.h"
#include "dsl/parse/parse.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using grammar::JianheLexer;

// What one pair of brackets holds open: `any … has` reaches to its end, `not` and `-` to the next operand.
struct Depth {
    std::size_t rows = 0;
    std::size_t prefixes = 0;
};

bool ends_expression(std::size_t type) noexcept {
    return type == JianheLexer::COMMA || type == JianheLexer::WHEN || type == JianheLexer::EXPECT;
}

class Counter {
public:
    // The depth after this token.
    std::size_t take(std::size_t type) {
        switch (type) {
            case JianheLexer::OPEN_BRACE:
            case JianheLexer::OPEN_PAREN:
            case JianheLexer::OPEN_BRACKET: open_.push_back({}); break;
            case JianheLexer::CLOSE_BRACE:
            case JianheLexer::CLOSE_PAREN:
            case JianheLexer::CLOSE_BRACKET:
                // Brackets were balanced before, so the outermost entry stays.
                total_ -= open_.back().rows + open_.back().prefixes;
                open_.pop_back();
                drop_prefixes();
                break;
            case JianheLexer::ANY:
            case JianheLexer::ALL:
                ++open_.back().rows;
                ++total_;
                break;
            case JianheLexer::NOT:
            case JianheLexer::MINUS:
                ++open_.back().prefixes;
                ++total_;
                break;
            default:
                drop_prefixes();
                if (ends_expression(type) || is_declaration_keyword(type)) {
                    total_ -= open_.back().rows;
                    open_.back().rows = 0;
                }
        }
        return total_ + open_.size() - 1;
    }

private:
    void drop_prefixes() {
        total_ -= open_.back().prefixes;
        open_.back().prefixes = 0;
    }

    std::vector<Depth> open_{Depth{}};
    std::size_t total_ = 0;  // rows and prefixes of all open brackets
};

}  // namespace

void check_nesting(TokenList& list, FileId file, Emitter& emitter) {
    Counter counter;
    for (const auto& token : list.tokens) {
        if (counter.take(token->getType()) > ParseLimits::kNesting) {
            emitter.report(diag::NestingTooDeep, token_range(*token, file), ParseLimits::kNesting);
            list.too_deep = true;
            return;
        }
    }
}

}  // namespace jianhe::dsl
