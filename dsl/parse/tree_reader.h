#pragma once

#include <optional>
#include <string>
#include <vector>

#include "JianheParser.h"
#include "dsl/ast/ast.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::dsl {

using grammar::JianheParser;

// Turns the nodes of ANTLR's tree into the syntax tree, one function a construct. Its functions are spread over the
// read_*.cpp files. A node that carries an exception was reported by SyntaxErrors and is left out; the children of
// every other node are all there.
class TreeReader {
public:
    TreeReader(const SourceSet& sources, FileId file, Emitter& emitter)
        : sources_(sources), file_(file), emitter_(emitter) {}

    void read(JianheParser::FileContext& tree, Specification& into);

private:
    // read_waivers.cpp
    std::vector<Waiver> waivers(const std::vector<JianheParser::WaiverContext*>& nodes);

    // read_names.cpp
    SourceRange range(const antlr4::ParserRuleContext& node) const;
    Name name(const antlr4::Token* token);
    Name name(const antlr4::ParserRuleContext* node);
    std::optional<Name> optional_name(const antlr4::ParserRuleContext* node);
    std::optional<Name> optional_name(antlr4::tree::TerminalNode* node);
    template <typename Node>
    std::vector<Name> names(const std::vector<Node*>& nodes);
    std::vector<Name> names(JianheParser::WordsContext* node) { return names(node->word()); }
    std::vector<Name> names(JianheParser::CodesContext* node) { return names(node->code()); }
    // Reports the second of two parts that may stand once.
    template <typename Part>
    void set_once(std::optional<Part>& part, Part value, std::string_view what);
    template <typename List>
    void limit(List& list, std::size_t most, std::string_view what, SourceRange at);

    // read_header.cpp
    SpecificationDecl specification(JianheParser::SpecificationDeclContext& node);
    void header_entry(JianheParser::HeaderEntryContext& node, SpecificationDecl& into);
    void wire(JianheParser::WireEntryContext& node, SpecificationDecl& into);
    GivenDecl given(JianheParser::GivenEntryContext& node);
    DatesDecl dates(JianheParser::DatesEntryContext& node);
    RoleCodesDecl role_codes(const antlr4::ParserRuleContext& node,
                             const std::vector<JianheParser::RoleCodeContext*>& entries);

    // read_segments.cpp
    CodeSetDecl code_set(JianheParser::CodeSetDeclContext& node);
    SetDecl set(JianheParser::SetDeclContext& node);
    SegmentDecl segment(JianheParser::SegmentDeclContext& node);
    FieldDecl field(JianheParser::FieldDeclContext& node);
    TypeExpr type(JianheParser::TypeExprContext& node);
    void type_name(JianheParser::TypeNameContext* node, TypeExpr& into);
    PlaceholderDecl placeholder(JianheParser::PlaceholderContext* node);

    // read_tables.cpp
    CellDecl cell(JianheParser::CellDeclContext& node);
    PresenceDecl presence(JianheParser::PresenceDeclContext& node);
    TableDecl table(JianheParser::TableDeclContext& node);
    bool has_colon_on_its_line(JianheParser::DecisionRowContext& node);
    DecisionRow decision_row(JianheParser::DecisionRowContext& node);
    DecisionCell decision_cell(JianheParser::DecisionCellContext& node);

    // read_knowledge.cpp
    MasterDecl master(JianheParser::MasterDeclContext& node);
    ProviderDecl provider(JianheParser::ProviderDeclContext& node);
    ScenarioDecl scenario(JianheParser::ScenarioDeclContext& node);

    // read_builds.cpp
    BufferDecl buffer(JianheParser::BufferDeclContext& node);
    BuildDecl build(JianheParser::BuildDeclContext& node);
    BuildClause build_clause(JianheParser::BuildClauseContext& node);
    BuildExampleDecl build_example(JianheParser::BuildExampleDeclContext& node);
    void build_result(JianheParser::BuildResultContext* node, BuildExampleDecl& into);

    // read_rules.cpp
    RuleDecl rule(JianheParser::RuleDeclContext& node);
    void rule_part(JianheParser::RulePartContext& node, RuleDecl& into);
    void dispositions(JianheParser::DispositionsContext& node, RuleDecl& into);
    ForEach for_each(JianheParser::ForEachContext& node);

    // read_examples.cpp
    RecordDecl record(JianheParser::RecordDeclContext& node);
    RecordBody record_body(JianheParser::RecordBodyContext* node);
    std::optional<RowChange> row_change(JianheParser::RecordEntryContext* node);
    FieldValue field_value(JianheParser::FieldValueContext& node);
    std::vector<FieldValue> values(JianheParser::ValueBodyContext* node);
    ExampleDecl example(JianheParser::ExampleDeclContext& node);
    ExampleDecl::Earlier earlier(JianheParser::EarlierRecordContext& node);
    GenerateDecl generate(JianheParser::GenerateDeclContext& node);
    void generate_line(JianheParser::GenerateLineContext* node, GenerateDecl& into);

    // read_history.cpp
    RelationDecl relation(JianheParser::RelationDeclContext& node);
    void list_relation(JianheParser::ListRelationContext& node, RelationDecl& into);
    void life_cycle(JianheParser::LifeCycleContext& node, RelationDecl& into);
    RelationDecl::Column key_column(JianheParser::KeyColumnContext& node);
    std::vector<Name> key_fields(JianheParser::KeyFieldsContext& node);
    EffectDecl effect(JianheParser::EffectDeclContext& node);
    EffectAction effect_action(JianheParser::EffectActionContext& node);

    // read_expr.cpp
    Expr expr(JianheParser::ExprContext* node);
    std::optional<Expr> optional_expr(JianheParser::ExprContext* node);
    Expr value(JianheParser::SumContext& node);
    Expr literal(JianheParser::LiteralContext& node);
    Expr span(JianheParser::SpanContext& node);
    Expr set_literal(JianheParser::SetLiteralContext& node);
    // A set of the one range `low..high`.
    Expr range_set(JianheParser::LiteralContext& low, JianheParser::LiteralContext& high);

    const SourceSet& sources_;
    FileId file_;
    Emitter& emitter_;
};

template <typename Node>
std::vector<Name> TreeReader::names(const std::vector<Node*>& nodes) {
    std::vector<Name> result;
    result.reserve(nodes.size());
    for (const auto* node : nodes) {
        result.push_back(name(node));
    }
    return result;
}

template <typename Part>
void TreeReader::set_once(std::optional<Part>& part, Part value, std::string_view what) {
    if (part) {
        emitter_.report(diag::RepeatedPart, value.range, what).note(part->range, "the first one");
        return;
    }
    part = std::move(value);
}

template <typename List>
void TreeReader::limit(List& list, std::size_t most, std::string_view what, SourceRange at) {
    if (list.size() > most) {
        emitter_.report(diag::TooManyParts, at, most, what);
        list.resize(most);
    }
}

}  // namespace jianhe::dsl
