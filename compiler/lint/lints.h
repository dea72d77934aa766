#pragma once

#include "compiler/lint/lint_context.h"

// The lints, one file each. Each looks at the whole specification and reports what it finds.
namespace jianhe::lint {

void find_reach_faults(LintContext& context);                    // L601, L602
void find_unused(LintContext& context);                          // L603
void find_placeholders_without_condition(LintContext& context);  // L604
void find_same_conditions(LintContext& context);                 // L605
void find_gaps(LintContext& context);                            // L606
void find_dated_sets_without_date(LintContext& context);         // L607
void find_idle_examples(LintContext& context);                   // L608
void find_placeholders_of_others(LintContext& context);          // L609
void find_unproven_scenarios(LintContext& context);              // L613
void find_own_dispositions(LintContext& context);                // L614

}  // namespace jianhe::lint
