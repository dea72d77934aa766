#include "dsl/parse/tree_reader.h"

// What others know: master tables and providers; and scenarios.
namespace jianhe::dsl {

MasterDecl TreeReader::master(JianheParser::MasterDeclContext& node) {
    MasterDecl result;
    result.range = range(node);
    result.name = name(node.word());
    const std::vector<JianheParser::TextContext*> texts = node.text();
    const bool has_sample = node.SAMPLE() != nullptr;
    if (texts.size() > (has_sample ? 1U : 0U)) {
        result.label = name(texts.front());
    }
    for (JianheParser::MasterColumnContext* column : node.masterColumn()) {
        result.columns.push_back({name(column->word(0)), name(column->word(1)), optional_name(column->INTEGER())});
    }
    if (node.words() != nullptr) {
        result.key = names(node.words());
    }
    if (has_sample) {
        result.sample = name(texts.back());
    }
    result.waivers = waivers(node.waiver());
    return result;
}

ProviderDecl TreeReader::provider(JianheParser::ProviderDeclContext& node) {
    ProviderDecl result;
    result.range = range(node);
    result.name = name(node.word(0));
    const std::vector<JianheParser::TextContext*> texts = node.text();
    const bool has_sample = node.SAMPLE() != nullptr;
    if (texts.size() > (has_sample ? 1U : 0U)) {
        result.label = name(texts.front());
    }
    if (has_sample) {
        result.sample = name(texts.back());
    }
    if (node.BUILT_IN() != nullptr) {
        result.built_in = name(node.word(1));
    }
    const auto arrow = node.ARROW()->getSymbol()->getTokenIndex();
    for (JianheParser::ProviderPartContext* part : node.providerPart()) {
        auto& list = part->start->getTokenIndex() < arrow ? result.arguments : result.parts;
        list.push_back({name(part->word(0)), name(part->word(1))});
    }
    result.waivers = waivers(node.waiver());
    return result;
}

ScenarioDecl TreeReader::scenario(JianheParser::ScenarioDeclContext& node) {
    ScenarioDecl result;
    result.range = range(node);
    result.name = name(node.word());
    result.label = name(node.text());
    result.condition = expr(node.expr());
    result.waivers = waivers(node.waiver());
    return result;
}

}  // namespace jianhe::dsl
