#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

CodeSetDecl TreeReader::code_set(JianheParser::CodeSetDeclContext& node) {
    CodeSetDecl result;
    result.range = range(node);
    result.is_open = node.OPEN() != nullptr;
    result.name = name(node.word());
    const auto texts = node.text();
    result.label = texts.size() > 1 ? optional_name(texts.front()) : std::nullopt;
    result.file = name(texts.back());
    for (JianheParser::CodeSetColumnContext* column : node.codeSetColumn()) {
        result.columns.push_back({name(column->word(0)), name(column->word(1))});
    }
    result.waivers = waivers(node.waiver());
    return result;
}

SetDecl TreeReader::set(JianheParser::SetDeclContext& node) {
    return {range(node), name(node.word()), optional_name(node.text()), set_literal(*node.setLiteral()),
            waivers(node.waiver())};
}

SegmentDecl TreeReader::segment(JianheParser::SegmentDeclContext& node) {
    SegmentDecl result;
    result.range = range(node);
    std::size_t next_word = 0;
    result.tag = name(node.word(next_word++));
    if (node.IN() != nullptr) {
        result.parent = name(node.word(next_word++));
    }
    result.label = optional_name(node.text());
    if (node.AS() != nullptr) {
        result.row_name = name(node.word(next_word));
    }
    for (JianheParser::SegmentLimitContext* one : node.segmentLimit()) {
        result.limits.push_back({range(*one), name(one->word(0)), name(one->word(1)), optional_expr(one->expr())});
    }
    for (JianheParser::FieldDeclContext* line : node.fieldDecl()) {
        if (line->exception == nullptr) {
            result.fields.push_back(field(*line));
        }
    }
    return result;
}

FieldDecl TreeReader::field(JianheParser::FieldDeclContext& node) {
    return {range(node), name(node.word(0)), name(node.word(1)), name(node.text()), type(*node.typeExpr())};
}

TypeExpr TreeReader::type(JianheParser::TypeExprContext& node) {
    TypeExpr result;
    result.range = range(node);
    type_name(node.typeName(), result);
    if (node.span() != nullptr) {
        result.within = span(*node.span());
    }
    for (JianheParser::PlaceholderContext* one : node.placeholder()) {
        result.placeholders.push_back(placeholder(one));
    }
    result.else_code = optional_name(node.code());
    return result;
}

void TreeReader::type_name(JianheParser::TypeNameContext* node, TypeExpr& into) {
    into.name = name(node->start);
    if (auto* list = dynamic_cast<JianheParser::ListTypeContext*>(node)) {
        into.code_set = name(list->word());
        into.item_length = optional_name(list->INTEGER(0));
        into.max_items = optional_name(list->INTEGER(1));
    } else if (auto* code = dynamic_cast<JianheParser::CodeTypeContext*>(node)) {
        into.code_set = name(code->word());
        into.length = optional_name(code->INTEGER());
    } else if (auto* bounded = dynamic_cast<JianheParser::BoundedTypeContext*>(node)) {
        into.length = optional_name(bounded->INTEGER());
    } else if (auto* plain = dynamic_cast<JianheParser::PlainTypeContext*>(node)) {
        into.exactly = plain->EXACTLY() != nullptr;
        into.length = optional_name(plain->INTEGER() != nullptr ? plain->INTEGER() : plain->DECIMAL());
    }
}

PlaceholderDecl TreeReader::placeholder(JianheParser::PlaceholderContext* node) {
    PlaceholderDecl result;
    result.range = range(*node);
    if (auto* listed = dynamic_cast<JianheParser::PlaceholderValuesContext*>(node)) {
        result.values = names(listed->code());
        result.name = optional_name(listed->word());
        result.waivers = waivers(listed->waiver());
    } else if (auto* prefixed = dynamic_cast<JianheParser::PlaceholderPrefixContext*>(node)) {
        result.code_set = name(prefixed->word(0));
        result.suffix = name(prefixed->code());
        result.name = optional_name(prefixed->word(1));
        result.waivers = waivers(prefixed->waiver());
    }
    return result;
}

}  // namespace jianhe::dsl
