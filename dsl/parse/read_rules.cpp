#include "dsl/parse/parse.h"
#include "dsl/parse/token_list.h"
#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {
namespace {

void append(std::vector<Name>& list, std::vector<Name> more) {
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

RuleDecl TreeReader::rule(JianheParser::RuleDeclContext& node) {
    RuleDecl result;
    result.range = range(node);
    result.codes = names(node.codes());
    result.targets = names(node.words());
    for (JianheParser::RulePartContext* part : node.rulePart()) {
        if (part->exception == nullptr) {
            rule_part(*part, result);
        }
    }
    return result;
}

void TreeReader::rule_part(JianheParser::RulePartContext& node, RuleDecl& into) {
    if (auto* text = node.message()) {
        set_once(into.message, name(text), "message");
    } else if (auto* loop = node.forEach()) {
        into.loops.push_back(for_each(*loop));
    } else if (auto* list = node.dispositions()) {
        dispositions(*list, into);
    } else if (auto* weaker = node.supersedes()) {
        append(into.supersedes, names(weaker->codes()));
    } else if (auto* needs = node.needs()) {
        append(into.needs, names(needs->words()));
    } else if (auto* blocked = node.blocks()) {
        append(into.blocks, names(blocked->words()));
    } else if (auto* waiver = node.waiver()) {
        into.waivers.push_back({name(waiver->word()), name(waiver->STRING()->getSymbol())});
    } else if (auto* when = node.whenPart()) {
        into.clauses.push_back({range(*when), expr(when->expr()), std::nullopt, {}});
    } else if (auto* expect = node.expectPart()) {
        // `expect` completes the `when` before it; without one it is a clause of its own.
        const bool completes = !into.clauses.empty() && !into.clauses.back().expect && into.clauses.back().when;
        if (!completes) {
            into.clauses.push_back({range(*expect), std::nullopt, std::nullopt, {}});
        }
        into.clauses.back().expect = expr(expect->expr());
        into.clauses.back().range.end = range(*expect).end;
    }
}

void TreeReader::dispositions(JianheParser::DispositionsContext& node, RuleDecl& into) {
    std::vector<DispositionExpr>& list = into.clauses.empty() ? into.dispositions : into.clauses.back().dispositions;
    for (JianheParser::DispositionContext* one : node.disposition()) {
        DispositionExpr result;
        result.range = range(*one);
        // `notice` is one word; of `reject record` the second one names the kind.
        result.is_choice = one->MAY() != nullptr;
        auto* kind = one->children[one->NOTICE() != nullptr ? 0 : (result.is_choice ? 2 : 1)];
        result.kind = name(static_cast<antlr4::tree::TerminalNode*>(kind)->getSymbol());
        std::size_t next_word = 0;
        if (one->FROM() != nullptr) {
            result.from = name(one->word(next_word++));
        }
        if (one->UNTIL() != nullptr) {
            result.until = name(one->word(next_word));
        }
        list.push_back(std::move(result));
    }
    if (node.word() != nullptr) {
        set_once(into.switched_by, name(node.word()), "`by`");
    }
}

ForEach TreeReader::for_each(JianheParser::ForEachContext& node) {
    ForEach result;
    result.range = range(node);
    if (node.words() == nullptr) {
        result.row_name = name(node.word());
        return result;
    }
    result.variables = names(node.words());
    limit(result.variables, ParseLimits::kLoopVariables, "variables of a loop", range(*node.words()));
    if (auto* named = dynamic_cast<JianheParser::TuplesOfTableContext*>(node.tuples())) {
        result.table = name(named->word());
    } else if (auto* written = dynamic_cast<JianheParser::WrittenTuplesContext*>(node.tuples())) {
        for (JianheParser::TupleContext* tuple : written->tuple()) {
            result.tuples.push_back(names(tuple->codes()));
        }
    }
    return result;
}

}  // namespace jianhe::dsl
