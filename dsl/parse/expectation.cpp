#include "dsl/parse/expectation.h"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "JianheParser.h"
#include "dsl/diag/closest.h"
#include "dsl/parse/token_list.h"

namespace jianhe::dsl {
namespace {

using antlr4::ParserRuleContext;
using grammar::JianheParser;

// Longer lists of tokens say less than the first few.
constexpr std::size_t kMostAlternatives = 8;

// What a node of this rule is, for a node of which nothing could be read.
std::string_view whole(std::size_t rule_index) {
    switch (rule_index) {
        case JianheParser::RuleTypeExpr: return "a type after the label";
        case JianheParser::RuleExpr:
        case JianheParser::RuleNotExpr: return "a condition";
        case JianheParser::RuleSum:
        case JianheParser::RuleProduct:
        case JianheParser::RuleUnary:
        case JianheParser::RulePostfix:
        case JianheParser::RulePrimary: return "a value";
        case JianheParser::RuleSetLiteral: return "a set in `{ }`";
        case JianheParser::RuleRecordBody:
        case JianheParser::RuleValueBody: return "values in `{ }`";
        case JianheParser::RuleText: return "a text in double quotes";
        case JianheParser::RuleCode:
        case JianheParser::RuleCodes: return "a code";
        case JianheParser::RuleWord: return "a name";
        case JianheParser::RuleLiteral: return "a literal";
        case JianheParser::RuleSpan: return "a range such as `1..5`";
        case JianheParser::RuleMark: return "a mark (`V`, `~`, `*`, `?`) or the name of a cell";
        case JianheParser::RuleTuple: return "a tuple in `( )`";
        case JianheParser::RuleFinding: return "a finding such as `P12:AD`";
        case JianheParser::RuleBuildResult: return "`built`, `kept`, `needs` or `refused`";
        default: return {};
    }
}

// What stands in a list, for a token that begins no entry; and what follows the first word of an entry whose kind that
// word does not tell.
std::string_view entry_of(std::size_t rule_index) {
    switch (rule_index) {
        case JianheParser::RuleFile: return "a declaration";
        case JianheParser::RuleSpecificationDecl: return "a line such as `wire` or `given`, or `}`";
        case JianheParser::RuleFieldCodesDecl:
        case JianheParser::RuleEnvelopeDecl: return "a role and its code, or `}`";
        case JianheParser::RuleSegmentDecl: return "a field (tag, name, label, type) or `}`";
        case JianheParser::RuleBufferDecl: return "a part such as `P11 0..12`, or `}`";
        case JianheParser::RuleBuildDecl:
            return "a clause (`set`, `default`, `derive`, `ask`, `keep`, `scenario`) or `}`";
        case JianheParser::RuleTableDecl: return "a row (its cells, `:` and the result) or `}`";
        case JianheParser::RuleDecisionRow: return "a further cell, or `:` and the result";
        case JianheParser::RulePresenceDecl: return "a mark (`V`, `~`, `*`, `?`), the name of a cell or `}`";
        case JianheParser::RuleSetLiteral: return "a member of the set or `}`";
        case JianheParser::RuleRecordBody: return "a field and its value, a row, or `}`";
        case JianheParser::RuleGenerateDecl: return "a line such as `P12 one of { … }`, or `}`";
        case JianheParser::RuleRecordEntry:
        case JianheParser::RuleFieldValue: return "`=`, `absent`, `blank`, `{` or `[` after the name";
        case JianheParser::RuleGenerateLine:
            return "`random`, `one of`, `in`, `same as` or `earlier by` after the field";
        default: return {};
    }
}

std::string_view after_rule(JianheParser::RuleDeclContext& rule) {
    const auto parts = rule.rulePart();
    const bool is_clause =
        !parts.empty() && (parts.back()->whenPart() != nullptr || parts.back()->expectPart() != nullptr);
    return is_clause ? "an operator, `and`, `or`, a further clause or a declaration"
                     : "a part of the rule (`when`, `expect`, `notice`, …) or a declaration";
}

// Behind some declarations, their parts could go on as well.
std::string_view after_last_declaration(const ParserRuleContext& file) {
    auto* last =
        file.children.empty() ? nullptr : dynamic_cast<JianheParser::DeclarationContext*>(file.children.back());
    if (last == nullptr) {
        return "a declaration";
    }
    if (last->ruleDecl() != nullptr) {
        return after_rule(*last->ruleDecl());
    }
    if (last->exampleDecl() != nullptr && !last->exampleDecl()->finding().empty()) {
        return "`,` and a further finding, `only` or a declaration";
    }
    if (last->exampleDecl() != nullptr && last->exampleDecl()->ACCEPTED() == nullptr) {
        return "the next of `with`, `after`, `using`, `given`, `accepted` or `finds`, in this order, or a declaration";
    }
    if (last->masterDecl() != nullptr) {
        return "`key`, then `sample`, or a declaration";
    }
    if (last->providerDecl() != nullptr) {
        return "`built_in` or a declaration";
    }
    return last->scenarioDecl() != nullptr ? "an operator, `and`, `or` or a declaration" : "a declaration";
}

// What only the token before tells.
std::string_view after_token(antlr4::Parser& parser, const ParserRuleContext& context, const antlr4::Token& found) {
    if (found.getTokenIndex() == 0) {
        return {};
    }
    const std::size_t before = parser.getTokenStream()->get(found.getTokenIndex() - 1)->getType();
    const std::size_t rule_index = context.getRuleIndex();
    if (before == JianheParser::HAS &&
        (rule_index == JianheParser::RuleComparison || rule_index == JianheParser::RuleComparisonTail)) {
        return "`no {…}`, `only {…}` or the key of a row";
    }
    const auto* parent = static_cast<const ParserRuleContext*>(context.parent);
    const bool in_row = parent != nullptr && parent->getRuleIndex() == JianheParser::RuleDecisionRow;
    return in_row && before == JianheParser::COLON ? "the result: `allowed`, `refused` or `unchecked`"
                                                   : std::string_view{};
}

std::string_view token_phrase(std::size_t type) {
    switch (type) {
        case JianheParser::STRING: return "a text in double quotes";
        case JianheParser::DECIMAL: return "a decimal";
        case JianheParser::INTEGER: return "a number";
        case JianheParser::WORD: return "a name";
        case antlr4::Token::EOF: return "the end of the file";
        default: return {};
    }
}

std::string literal_name(const antlr4::Parser& parser, std::size_t type) {
    const std::string quoted = parser.getVocabulary().getLiteralName(type);  // '{'
    return quoted.size() > 2 ? quoted.substr(1, quoted.size() - 2) : std::string();
}

std::vector<std::string> alternatives(const antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected) {
    const bool any_word = expects_word(expected);
    std::vector<std::string> result;
    if (any_word) {
        result.emplace_back("a name");
    }
    for (const ssize_t type : expected.toList()) {
        const auto index = static_cast<std::size_t>(type);
        const bool is_named = any_word && is_word(index);
        if (is_named || index == JianheParser::LINE_END) {
            continue;
        }
        const std::string_view phrase = token_phrase(index);
        result.push_back(phrase.empty() ? fmt::format("`{}`", literal_name(parser, index)) : std::string(phrase));
    }
    return result;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string result;
    const std::size_t shown = parts.size() > kMostAlternatives ? kMostAlternatives : parts.size();
    for (std::size_t i = 0; i < shown; ++i) {
        const bool is_last = i + 1 == parts.size();
        result += i == 0 ? "" : is_last ? " or " : ", ";
        result += parts[i];
    }
    return shown < parts.size() ? result + ", …" : result;
}

// The outermost node that begins at the token: it says best what was wanted there.
std::string_view wanted_node(const ParserRuleContext& context, const antlr4::Token& found) {
    std::string_view wanted;
    for (const auto* node = &context; node != nullptr && node->start == &found;
         node = static_cast<const ParserRuleContext*>(node->parent)) {
        const std::string_view phrase = whole(node->getRuleIndex());
        wanted = phrase.empty() ? wanted : phrase;
    }
    return wanted;
}

}  // namespace

std::string describe_expected(antlr4::Parser& parser, const ParserRuleContext& context, const antlr4::Token& found,
                              const antlr4::misc::IntervalSet& expected) {
    const std::size_t rule_index = context.getRuleIndex();
    if (rule_index == JianheParser::RuleFile) {
        return std::string(after_last_declaration(context));
    }
    if (const std::string_view wanted = after_token(parser, context, found); !wanted.empty()) {
        return std::string(wanted);
    }
    if (const std::string_view wanted = wanted_node(context, found); !wanted.empty()) {
        return std::string(wanted);
    }
    const bool is_inside_list = expected.contains(static_cast<std::size_t>(JianheParser::CLOSE_BRACE));
    const bool is_entry = rule_index == JianheParser::RuleRecordEntry || rule_index == JianheParser::RuleFieldValue ||
                          rule_index == JianheParser::RuleGenerateLine || rule_index == JianheParser::RuleDecisionRow;
    const bool is_tuples =
        rule_index == JianheParser::RuleTableDecl && !expected.contains(static_cast<std::size_t>(JianheParser::NOT));
    if (is_tuples && is_inside_list) {
        return "a part of a tuple or `}`";
    }
    if (const std::string_view entry = entry_of(rule_index); !entry.empty() && (is_inside_list || is_entry)) {
        return std::string(entry);
    }
    const std::vector<std::string> parts = alternatives(parser, expected);
    return parts.empty() ? "something else" : joined(parts);
}

bool expects_word(const antlr4::misc::IntervalSet& expected) {
    return expected.contains(static_cast<std::size_t>(JianheParser::WORD)) &&
           expected.contains(static_cast<std::size_t>(JianheParser::INTEGER));
}

std::string similar_keyword(const antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected,
                            std::string_view word) {
    std::vector<std::string> keywords;
    for (const ssize_t type : expected.toList()) {
        std::string name = literal_name(parser, static_cast<std::size_t>(type));
        if (name.size() > 1) {
            keywords.push_back(std::move(name));
        }
    }
    const std::vector<std::string_view> candidates(keywords.begin(), keywords.end());
    return closest(word, candidates).value_or("");
}

}  // namespace jianhe::dsl
