#include "compiler/lint/lint.h"

#include "compiler/lint/lints.h"
#include "dsl/ast/waivers.h"

namespace jianhe::lint {

void lint(const ir::Module& module, const dsl::Specification& tree, const dsl::SourceSet& sources,
          dsl::Emitter& emitter) {
    LintContext context(module, tree, sources, emitter);
    find_reach_faults(context);
    find_unused(context);
    find_placeholders_without_condition(context);
    find_placeholders_of_others(context);
    find_same_conditions(context);
    find_gaps(context);
    find_dated_sets_without_date(context);
    find_idle_examples(context);
    find_unproven_scenarios(context);
    find_own_dispositions(context);
    for (const dsl::Waiver* waiver : dsl::all_waivers(tree)) {
        if (context.is_used(*waiver)) continue;
        emitter.report(dsl::diag::WaiverWithoutUse, waiver->lint.range, waiver->lint.text).hint("remove the waiver");
    }
}

}  // namespace jianhe::lint
