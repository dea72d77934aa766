// L605: two checks with different codes that stand at one place and fire for one reason.

#include <algorithm>
#include <map>
#include <tuple>

#include "compiler/lint/canonical.h"
#include "compiler/lint/lints.h"

namespace jianhe::lint {
namespace {

// Where a check stands, whether it speaks of an empty place, and for which reason it fires.
using Key = std::tuple<ir::FieldId, ir::SegmentId, ir::ChosenDateId, ir::SegmentId, bool, std::string>;

Key key_of(const ir::Module& module, const ir::Check& check) {
    const bool judges_empty = !ir::is_some(check.expect) || check.judges_empty;
    return {check.field, check.segment, check.chosen, check.row, judges_empty, firing_condition(module, check)};
}

bool overlap(const ir::Span& a, const ir::Span& b) {
    const bool a_first = a.until && b.from && *a.until < *b.from;
    const bool b_first = b.until && a.from && *b.until < *a.from;
    return !a_first && !b_first;
}

// Whether both speak on some day; a code that replaces another from a day on has the same condition by intent.
bool share_a_day(const ir::Module& module, const ir::Check& a, const ir::Check& b) {
    const ir::DateSource& first = module.rules[ir::index_of(a.rule)].switched_by;
    const ir::DateSource& second = module.rules[ir::index_of(b.rule)].switched_by;
    if (first.given != second.given || first.chosen != second.chosen) return true;
    return std::any_of(a.dispositions.begin(), a.dispositions.end(), [&](const ir::DatedDisposition& one) {
        return std::any_of(b.dispositions.begin(), b.dispositions.end(),
                           [&](const ir::DatedDisposition& other) { return overlap(one.span, other.span); });
    });
}

}  // namespace

void find_same_conditions(LintContext& context) {
    const ir::Module& module = context.module;
    std::map<Key, std::vector<std::size_t>> checks_of_key;
    for (std::size_t i = 0; i < module.checks.size(); ++i) {
        const ir::Check& check = module.checks[i];
        std::vector<std::size_t>& earlier = checks_of_key[key_of(module, check)];
        const auto same = std::find_if(earlier.begin(), earlier.end(), [&](std::size_t other) {
            return module.checks[other].code != check.code && share_a_day(module, module.checks[other], check);
        });
        const dsl::RuleDecl* rule = context.written.rule(check.rule);
        if (same != earlier.end() && rule != nullptr) {
            auto report = context.warn(
                dsl::diag::SameConditionTwice, rule->waivers, context.written.clause(static_cast<ir::CheckId>(i)),
                module.code(check.code).code, place_of(module, check), module.code(module.checks[*same].code).code);
            const dsl::SourceRange first = context.written.clause(static_cast<ir::CheckId>(*same));
            if (report && !first.empty()) report->note(first, "the same condition");
        }
        earlier.push_back(i);
    }
}

}  // namespace jianhe::lint
