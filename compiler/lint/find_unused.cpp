// L603: declarations that nothing uses.

#include "compiler/lint/lints.h"
#include "compiler/lint/uses.h"

namespace jianhe::lint {
namespace {

template <class Decl, class Names>
void report_unused(LintContext& context, const std::vector<Decl>& decls, std::string_view what, const Names& used) {
    for (const Decl& decl : decls) {
        if (used.contains(decl.name.text)) continue;
        (void)context.warn(dsl::diag::DeclaredUnused, decl.waivers, decl.name.range, what, decl.name.text);
    }
}

}  // namespace

void find_unused(LintContext& context) {
    const Uses uses = uses_of(context.tree);
    report_unused(context, context.tree.code_sets, "code set", uses.sets);
    report_unused(context, context.tree.sets, "set", uses.sets);
    report_unused(context, context.tree.tables, "table", uses.tables);
    report_unused(context, context.tree.cells, "cell", uses.cells);
    report_unused(context, context.tree.masters, "master", uses.asked);
    report_unused(context, context.tree.providers, "provider", uses.asked);
    report_unused(context, context.tree.buffers, "buffer", uses.buffers);
    report_unused(context, context.tree.relations, "relation", uses.relations);
}

}  // namespace jianhe::lint
