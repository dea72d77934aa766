#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {

SpecificationDecl TreeReader::specification(JianheParser::SpecificationDeclContext& node) {
    SpecificationDecl result;
    result.range = range(node);
    result.name = name(node.word());
    result.label = name(node.text(0));
    result.version = name(node.text(1));
    for (JianheParser::HeaderEntryContext* entry : node.headerEntry()) {
        if (entry->exception == nullptr) {
            header_entry(*entry, result);
        }
    }
    return result;
}

void TreeReader::header_entry(JianheParser::HeaderEntryContext& node, SpecificationDecl& into) {
    if (auto* source = node.sourceEntry()) {
        into.sources.push_back(name(source->text()));
    } else if (auto* wire_line = node.wireEntry()) {
        wire(*wire_line, into);
    } else if (auto* given_line = node.givenEntry()) {
        into.givens.push_back(given(*given_line));
    } else if (auto* key = node.keyEntry()) {
        const std::vector<Name> fields = names(key->words());
        into.key.insert(into.key.end(), fields.begin(), fields.end());
    } else if (auto* hidden = node.privateEntry()) {
        into.privates.push_back({range(*hidden), names(hidden->words()), name(hidden->mask())});
    } else if (auto* dates_line = node.datesEntry()) {
        into.dates.push_back(dates(*dates_line));
    } else if (auto* code_sets = node.codeSetsEntry()) {
        set_once(into.code_sets_by, name(code_sets->word()), "`code_sets by`");
    } else if (auto* switches = node.switchesEntry()) {
        set_once(into.switches_by, name(switches->word()), "`switches by`");
    } else if (auto* codes = node.codesEntry()) {
        set_once(into.codes_file, name(codes->text()), "`codes from`");
    } else if (auto* report = node.reportEntry()) {
        into.reports.push_back({range(*report), name(report->word()), name(report->text())});
    }
}

void TreeReader::wire(JianheParser::WireEntryContext& node, SpecificationDecl& into) {
    if (!into.wire_format.empty()) {
        emitter_.report(diag::RepeatedPart, range(node), "`wire`").note(into.wire_format.range, "the first one");
        return;
    }
    into.wire_format = name(node.word(0));
    into.wire_path = names(node.wirePath()->word());
    into.encoding = name(node.word(1));
}

GivenDecl TreeReader::given(JianheParser::GivenEntryContext& node) {
    GivenDecl result;
    result.range = range(node);
    result.name = name(node.word(0));
    result.type = name(node.word(1));
    result.is_optional = node.OPTIONAL() != nullptr;
    result.label = optional_name(node.text());
    result.example = optional_expr(node.expr());
    return result;
}

DatesDecl TreeReader::dates(JianheParser::DatesEntryContext& node) {
    DatesDecl result;
    result.range = range(node);
    result.name = name(node.word(0));
    if (node.expr() == nullptr) {
        result.otherwise = name(node.word(1));
        return result;
    }
    result.choices.push_back({name(node.word(1)), expr(node.expr())});
    for (JianheParser::DatesChoiceContext* choice : node.datesChoice()) {
        result.choices.push_back({name(choice->word()), expr(choice->expr())});
    }
    result.otherwise = name(node.word(2));
    return result;
}

RoleCodesDecl TreeReader::role_codes(const antlr4::ParserRuleContext& node,
                                     const std::vector<JianheParser::RoleCodeContext*>& entries) {
    RoleCodesDecl result;
    result.range = range(node);
    for (JianheParser::RoleCodeContext* entry : entries) {
        if (entry->exception == nullptr) {
            result.entries.push_back({name(entry->word()), name(entry->code())});
        }
    }
    return result;
}

}  // namespace jianhe::dsl
