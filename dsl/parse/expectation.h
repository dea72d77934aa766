#pragma once

#include <string>

#include <antlr4-runtime.h>

namespace jianhe::dsl {

// What could have stood at the place of an error, in the words of docs/language.md: "a type after the label". `context`
// is the node in which the error was noticed, `found` the token that does not fit, `expected` ANTLR's set of tokens.
std::string describe_expected(antlr4::Parser& parser, const antlr4::ParserRuleContext& context,
                              const antlr4::Token& found, const antlr4::misc::IntervalSet& expected);

// Whether a name or code could have stood there.
bool expects_word(const antlr4::misc::IntervalSet& expected);

// A keyword that could have stood there and is spelt much like `word`; empty when there is none.
std::string similar_keyword(const antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                            std::string_view word);

}  // namespace jianhe::dsl
