#include "dsl/ast/waivers.h"

namespace jianhe::dsl {
namespace {

using Found = std::vector<const Waiver*>;

void add(const std::vector<Waiver>& waivers, Found& found) {
    for (const Waiver& waiver : waivers) found.push_back(&waiver);
}

template <class Decl>
void add_of(const std::vector<Decl>& decls, Found& found) {
    for (const Decl& decl : decls) add(decl.waivers, found);
}

}  // namespace

std::vector<const Waiver*> all_waivers(const Specification& tree) {
    Found found;
    add_of(tree.code_sets, found);
    add_of(tree.sets, found);
    add_of(tree.cells, found);
    add_of(tree.tables, found);
    add_of(tree.masters, found);
    add_of(tree.providers, found);
    add_of(tree.scenarios, found);
    add_of(tree.rules, found);
    add_of(tree.buffers, found);
    add_of(tree.examples, found);
    add_of(tree.build_examples, found);
    add_of(tree.relations, found);
    for (const SegmentDecl& segment : tree.segments) {
        for (const FieldDecl& field : segment.fields) add_of(field.type.placeholders, found);
    }
    return found;
}

}  // namespace jianhe::dsl
