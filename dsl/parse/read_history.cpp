#include "dsl/parse/expr_reader.h"
#include "dsl/parse/tree_reader.h"

// What accepted records leave behind: relations, and what happens to them.
namespace jianhe::dsl {

RelationDecl TreeReader::relation(JianheParser::RelationDeclContext& node) {
    RelationDecl result;
    result.range = range(node);
    if (auto* list = dynamic_cast<JianheParser::ListRelationContext*>(&node)) {
        list_relation(*list, result);
    } else if (auto* cycle = dynamic_cast<JianheParser::LifeCycleContext*>(&node)) {
        life_cycle(*cycle, result);
    }
    return result;
}

void TreeReader::list_relation(JianheParser::ListRelationContext& node, RelationDecl& into) {
    into.name = name(node.word(0));
    const std::vector<JianheParser::TextContext*> texts = node.text();
    const bool has_sample = node.SAMPLE() != nullptr;
    if (texts.size() > (has_sample ? 1U : 0U)) {
        into.label = name(texts.front());
    }
    if (has_sample) {
        into.sample = name(texts.back());
    }
    into.row_name = optional_name(node.word(1));
    into.is_imported = node.IMPORTED() != nullptr;
    for (JianheParser::ListEntryContext* entry : node.listEntry()) {
        if (entry->exception != nullptr) {
            continue;
        }
        if (entry->keyFields() != nullptr) {
            into.look_ups.push_back(key_fields(*entry->keyFields()));
        } else {
            into.fields.push_back(name(entry->word()));
        }
    }
    into.waivers = waivers(node.waiver());
}

void TreeReader::life_cycle(JianheParser::LifeCycleContext& node, RelationDecl& into) {
    into.is_life_cycle = true;
    into.name = name(node.word(0));
    into.label = optional_name(node.text());
    const std::size_t holds = node.HOLDS() == nullptr ? 0 : node.HOLDS()->getSymbol()->getTokenIndex();
    for (JianheParser::KeyColumnContext* column : node.keyColumn()) {
        auto& list = holds == 0 || column->start->getTokenIndex() < holds ? into.key : into.holds;
        list.push_back(key_column(*column));
    }
    for (std::size_t i = 1; i < node.word().size(); ++i) {
        into.events.push_back(name(node.word(i)));
    }
    for (JianheParser::LifeLineContext* line : node.lifeLine()) {
        std::vector<Name> words = names(line->word());
        RelationDecl::State state{words.front(), {}};
        state.next.assign(words.begin() + 1, words.end());
        into.states.push_back(std::move(state));
    }
    into.waivers = waivers(node.waiver());
}

RelationDecl::Column TreeReader::key_column(JianheParser::KeyColumnContext& node) {
    RelationDecl::Column result;
    result.name = name(node.word(0));
    if (node.setLiteral() != nullptr) {
        result.values = set_literal(*node.setLiteral());
    } else if (node.span() != nullptr) {
        result.values = span(*node.span());
    } else {
        result.type = name(node.word(1));
    }
    return result;
}

std::vector<Name> TreeReader::key_fields(JianheParser::KeyFieldsContext& node) {
    if (node.words() != nullptr) {
        return names(node.words());
    }
    return {name(node.word())};
}

EffectDecl TreeReader::effect(JianheParser::EffectDeclContext& node) {
    EffectDecl result;
    result.range = range(node);
    for (JianheParser::EffectPartContext* part : node.effectPart()) {
        if (part->forEach() != nullptr) {
            result.loops.push_back(for_each(*part->forEach()));
        } else if (part->whenPart() != nullptr) {
            result.conditions.push_back(expr(part->whenPart()->expr()));
        }
    }
    for (JianheParser::EffectActionContext* action : node.effectAction()) {
        if (action->exception == nullptr) {
            result.actions.push_back(effect_action(*action));
        }
    }
    return result;
}

EffectAction TreeReader::effect_action(JianheParser::EffectActionContext& node) {
    EffectAction result;
    result.range = range(node);
    if (auto* taken = dynamic_cast<JianheParser::TakesBackContext*>(&node)) {
        result.kind = EffectAction::Kind::TakeBack;
        result.relation = name(taken->word());
        result.by = key_fields(*taken->keyFields());
    } else if (auto* event = dynamic_cast<JianheParser::KeyEventContext*>(&node)) {
        result.kind = EffectAction::Kind::Event;
        result.relation = name(event->word(0));
        result.event = name(event->word(1));
        ExprReader reader(sources_, file_, emitter_);
        for (JianheParser::KeyPartContext* part : event->keyPart()) {
            result.key.push_back(reader.key_part(part));
        }
        for (JianheParser::HeldValueContext* held : event->heldValue()) {
            result.held.push_back({name(held->word()), ExprReader(sources_, file_, emitter_).value(held->sum())});
        }
    } else if (auto* added = dynamic_cast<JianheParser::AddsRowContext*>(&node)) {
        result.relation = name(added->word());
    }
    return result;
}

}  // namespace jianhe::dsl
