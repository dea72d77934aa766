// L614: rules with dispositions of their own, whose codes have dates in the registry: these never reach the rule.

#include <algorithm>

#include "compiler/lint/lints.h"

namespace jianhe::lint {
namespace {

bool is_dated(const ir::Code& code) {
    return std::any_of(code.schedule.begin(), code.schedule.end(),
                       [](const ir::DatedDisposition& entry) { return !entry.span.is_open(); });
}

}  // namespace

void find_own_dispositions(LintContext& context) {
    for (const dsl::RuleDecl& rule : context.tree.rules) {
        const dsl::DispositionExpr* own = rule.dispositions.empty() ? nullptr : &rule.dispositions.front();
        for (const dsl::Clause& clause : rule.clauses) {
            if (own == nullptr && !clause.dispositions.empty()) own = &clause.dispositions.front();
        }
        if (own == nullptr) continue;
        for (const dsl::Name& name : rule.codes) {
            const ir::CodeId code = context.module.find_code(name.text);
            if (!ir::is_some(code) || !is_dated(context.module.code(code))) continue;
            (void)context.warn(dsl::diag::OwnDispositions, rule.waivers, own->range, name.text);
        }
    }
}

}  // namespace jianhe::lint
