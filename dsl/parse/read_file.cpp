#include "dsl/parse/tree_reader.h"

namespace jianhe::dsl {
namespace {

// The declaration of one kind, when it is there and whole.
template <typename Node>
bool is_whole(Node* node) {
    return node != nullptr && node->exception == nullptr;
}

}  // namespace

void TreeReader::read(JianheParser::FileContext& tree, Specification& into) {
    for (JianheParser::DeclarationContext* node : tree.declaration()) {
        if (auto* header = node->specificationDecl(); is_whole(header)) {
            into.headers.push_back(specification(*header));
        } else if (auto* field_codes = node->fieldCodesDecl(); is_whole(field_codes)) {
            into.field_codes.push_back(role_codes(*field_codes, field_codes->roleCode()));
        } else if (auto* envelope = node->envelopeDecl(); is_whole(envelope)) {
            into.envelopes.push_back(role_codes(*envelope, envelope->roleCode()));
        } else if (auto* codes = node->codeSetDecl(); is_whole(codes)) {
            into.code_sets.push_back(code_set(*codes));
        } else if (auto* plain_set = node->setDecl(); is_whole(plain_set)) {
            into.sets.push_back(set(*plain_set));
        } else if (auto* fields = node->segmentDecl(); is_whole(fields)) {
            into.segments.push_back(segment(*fields));
        } else if (auto* named_cell = node->cellDecl(); is_whole(named_cell)) {
            into.cells.push_back(cell(*named_cell));
        } else if (auto* matrix = node->presenceDecl(); is_whole(matrix)) {
            into.presences.push_back(presence(*matrix));
        } else if (auto* tuples = node->tableDecl(); is_whole(tuples)) {
            into.tables.push_back(table(*tuples));
        } else if (auto* known = node->masterDecl(); is_whole(known)) {
            into.masters.push_back(master(*known));
        } else if (auto* asked = node->providerDecl(); is_whole(asked)) {
            into.providers.push_back(provider(*asked));
        } else if (auto* situation = node->scenarioDecl(); is_whole(situation)) {
            into.scenarios.push_back(scenario(*situation));
        } else if (auto* one_rule = node->ruleDecl(); is_whole(one_rule)) {
            into.rules.push_back(rule(*one_rule));
        } else if (auto* bytes = node->bufferDecl(); is_whole(bytes)) {
            into.buffers.push_back(buffer(*bytes));
        } else if (auto* construction = node->buildDecl(); is_whole(construction)) {
            into.builds.push_back(build(*construction));
        } else if (auto* built = node->buildExampleDecl(); is_whole(built)) {
            into.build_examples.push_back(build_example(*built));
        } else if (auto* one_record = node->recordDecl(); is_whole(one_record)) {
            into.records.push_back(record(*one_record));
        } else if (auto* one_example = node->exampleDecl(); is_whole(one_example)) {
            into.examples.push_back(example(*one_example));
        } else if (auto* lines = node->generateDecl(); is_whole(lines)) {
            into.generates.push_back(generate(*lines));
        } else if (auto* kept = node->relationDecl(); is_whole(kept)) {
            into.relations.push_back(relation(*kept));
        } else if (auto* left = node->effectDecl(); is_whole(left)) {
            into.effects.push_back(effect(*left));
        }
    }
}

}  // namespace jianhe::dsl
