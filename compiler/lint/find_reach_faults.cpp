// L601: checks that can never fire. L602: checks that fire whenever they are asked.

#include <string>
#include <string_view>

#include "compiler/lint/lints.h"
#include "compiler/lint/reach.h"

namespace jianhe::lint {
namespace {

std::string_view why_never(const ir::Check& check, const Reach& reach) {
    if (!reach.holds) return "there is no content of the fields for which `when` is true";
    return ir::is_some(check.when) ? "whenever `when` is true, `expect` is not false" : "`expect` is never false";
}

std::string_view why_always(const ir::Check& check) {
    if (!ir::is_some(check.expect)) return "there is no content of the fields for which `when` is false";
    return ir::is_some(check.when)
               ? "whenever `when` is true, `expect` is not; a clause that forbids `when` needs no `expect`"
               : "there is no content of the fields for which `expect` is true";
}

}  // namespace

void find_reach_faults(LintContext& context) {
    const ir::Module& module = context.module;
    const Answers answers(module);
    for (std::size_t i = 0; i < module.checks.size(); ++i) {
        const ir::Check& check = module.checks[i];
        const dsl::RuleDecl* rule = context.written.rule(check.rule);
        const std::optional<Reach> reach = reach_of(module, answers, check);
        if (rule == nullptr || !reach || (reach->fires && reach->passes)) continue;
        const dsl::SourceRange clause = context.written.clause(static_cast<ir::CheckId>(i));
        const std::string& code = module.code(check.code).code;
        const std::string& place = place_of(module, check);
        if (!reach->fires) {
            if (auto report = context.warn(dsl::diag::NeverFires, rule->waivers, clause, code, place)) {
                report->hint(std::string(why_never(check, *reach)));
            }
        } else if (auto report = context.warn(dsl::diag::AlwaysFires, rule->waivers, clause, code, place)) {
            report->hint(std::string(why_always(check)));
        }
    }
}

}  // namespace jianhe::lint
