#include "dsl/parse/syntax_errors.h"

#include <string_view>

#include <fmt/format.h>

#include "JianheParser.h"
#include "dsl/parse/expectation.h"
#include "dsl/parse/resume.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using antlr4::Token;
using grammar::JianheParser;

// A longer text is named by its kind only.
constexpr std::size_t kLongestQuoted = 32;

bool is_reserved(std::size_t type) noexcept { return type >= JianheParser::AND && type <= JianheParser::IF; }

bool is_comparison(std::size_t type) noexcept { return type >= JianheParser::EQUAL && type <= JianheParser::GREATER; }

std::string describe_found(const Token& found, std::string_view text, std::string_view whole_file) {
    if (found.getType() == Token::EOF) {
        return found.getStartIndex() < whole_file.size() ? "the end of the declaration" : "the end of the file";
    }
    if (found.getType() == JianheParser::LINE_END) {
        return "the end of the line";
    }
    if (found.getType() == JianheParser::STRING && text.size() > kLongestQuoted) {
        return "a text";
    }
    return fmt::format("`{}`", text);
}

bool follows_comparison(antlr4::Parser& parser, const Token& found) {
    // `a = b = c`: the second sign stands where the comparison could have ended. `a = = b` lacks a value instead.
    antlr4::TokenStream& tokens = *parser.getTokenStream();
    const std::size_t index = found.getTokenIndex();
    if (!is_comparison(found.getType()) || index < 3) {
        return false;
    }
    const std::size_t before = tokens.get(index - 1)->getType();
    return !is_comparison(before) && !is_reserved(before) && is_comparison(tokens.get(index - 2)->getType());
}

}  // namespace

void SyntaxErrors::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
    if (inErrorRecoveryMode(parser)) {
        return;
    }
    beginErrorCondition(parser);
    report(*parser, *error.getOffendingToken(), error.getExpectedTokens());
}

void SyntaxErrors::recover(antlr4::Parser* parser, std::exception_ptr error) {
    if (!contains_errors(parser->getContext()->getRuleIndex())) {
        std::rethrow_exception(error);
    }
    go_on(*parser);
}

antlr4::Token* SyntaxErrors::recoverInline(antlr4::Parser* parser) { throw antlr4::InputMismatchException(parser); }

void SyntaxErrors::sync(antlr4::Parser* parser) {
    if (inErrorRecoveryMode(parser)) {
        return;
    }
    const antlr4::atn::ATN& atn = parser->getATN();
    const antlr4::misc::IntervalSet expected = atn.nextTokens(atn.states[parser->getState()]);
    const std::size_t next = parser->getTokenStream()->LA(1);
    if (expected.contains(next) || expected.contains(Token::EPSILON)) {
        return;
    }
    const antlr4::ParserRuleContext& context = *parser->getContext();
    const bool is_list = is_list_of_entries(context.getRuleIndex()) &&
                         (context.getRuleIndex() == JianheParser::RuleFile ||
                          expected.contains(static_cast<std::size_t>(JianheParser::CLOSE_BRACE)));
    if (!is_list || next == Token::EOF) {
        throw antlr4::InputMismatchException(parser);
    }
    beginErrorCondition(parser);
    report(*parser, *parser->getTokenStream()->LT(1), expected);
    go_on(*parser);
}

void SyntaxErrors::report(antlr4::Parser& parser, const Token& found, const antlr4::misc::IntervalSet& expected) {
    const std::size_t index = found.getTokenIndex();
    const bool is_broken = broken_lines_.contains(found.getLine()) ||
                           (index > 0 && broken_lines_.contains(parser.getTokenStream()->get(index - 1)->getLine()));
    if (is_broken) {
        return;
    }
    const SourceRange range = token_range(found, file_);
    const std::string_view text = sources_.text(range);
    if (follows_comparison(parser, found)) {
        emitter_.report(diag::ChainedComparison, range).hint("join two comparisons by `and`");
        return;
    }
    const std::string wanted = describe_expected(parser, *parser.getContext(), found, expected);
    if (is_reserved(found.getType()) && expects_word(expected)) {
        emitter_.report(diag::ReservedWord, range, wanted, text)
            .hint(fmt::format("write `\"{}\"` where a code is meant", text));
        return;
    }
    const std::string keyword = similar_keyword(parser, expected, text);
    auto builder =
        emitter_.report(diag::UnexpectedText, range, wanted, describe_found(found, text, sources_.file(file_).text()));
    if (!keyword.empty()) {
        builder.hint(fmt::format("did you mean `{}`?", keyword));
    }
}

void SyntaxErrors::go_on(antlr4::Parser& parser) {
    skip_to_next_entry(*parser.getTokenStream(), *parser.getContext());
    endErrorCondition(&parser);
}

}  // namespace jianhe::dsl
