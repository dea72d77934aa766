#include <algorithm>

#include "compiler/ir/verify_parts.h"

namespace jianhe::ir {

void Verifier::verify_rules() {
    const Module& m = module_;
    for (const Rule& rule : m.rules) {
        holds_or_none(rule.switched_by.given, m.givens.size(), "date of a rule");
        holds_or_none(rule.switched_by.chosen, m.chosen_dates.size(), "date of a rule");
        for (const CodeId code : rule.codes) holds(code, m.codes.size(), "code of a rule");
        for (const CodeId code : rule.supersedes) holds(code, m.codes.size(), "code that a rule supersedes");
        for (const FieldId field : rule.blocks) holds(field, m.fields.size(), "field that a rule blocks");
        for (const CheckId check : rule.checks) holds(check, m.checks.size(), "check of a rule");
        if (rule.codes.empty()) fault("rule-links", "a rule at line {} has no code", rule.location.line);
    }
    if (!faults_.empty()) return;

    std::vector<RuleId> owner(m.checks.size(), kNone<RuleId>);
    for (std::uint32_t r = 0; r < m.rules.size(); ++r) {
        for (const CheckId check : m.rules[r].checks) {
            if (is_some(owner[index_of(check)])) fault("rule-links", "check {} is of two rules", index_of(check));
            owner[index_of(check)] = static_cast<RuleId>(r);
        }
    }
    for (std::uint32_t c = 0; c < m.checks.size(); ++c) {
        if (!is_some(owner[c]) || m.checks[c].rule != owner[c]) {
            fault("rule-links", "check {} and its rule do not name each other", c);
            continue;
        }
        const std::vector<CodeId>& codes = m.rules[index_of(owner[c])].codes;
        if (std::find(codes.begin(), codes.end(), m.checks[c].code) == codes.end()) {
            fault("rule-links", "check {} has a code that its rule does not have", c);
            continue;
        }
        verify_check(c);
    }
}

void Verifier::verify_check(std::uint32_t at) {
    const Module& m = module_;
    const Check& check = m.checks[at];
    const std::string name = fmt::format("check {} ({})", at, m.code(check.code).code);
    if (!(holds_or_none(check.field, m.fields.size(), "field of " + name) &&
          holds_or_none(check.segment, m.segments.size(), "segment of " + name) &&
          holds_or_none(check.chosen, m.chosen_dates.size(), "date of " + name) &&
          holds_or_none(check.row, m.segments.size(), "row of " + name) &&
          holds_or_none(check.when, m.insts.size(), "when of " + name) &&
          holds_or_none(check.expect, m.insts.size(), "expect of " + name))) {
        return;
    }
    const int places = is_some(check.field) + is_some(check.segment) + is_some(check.chosen);
    if (places != 1) fault("one-place", "{} has {}", name, places);
    if (check.dispositions.empty()) fault("dispositions", "{} has none", name);
    if (!is_some(check.when) && !is_some(check.expect)) fault("one-condition", "{} has no condition", name);

    bool uses_row = is_some(check.field) && row_of(check.field) == check.row;
    uses_row |= is_some(check.segment) && check.segment == check.row;
    if (is_some(check.field) && is_some(row_of(check.field)) && row_of(check.field) != check.row) {
        fault("row-needed", "{} stands at {} outside of its rows", name, m.field(check.field).tag);
    }
    if (is_some(check.when) && asks_file_[index_of(check.when)])
        fault("file-question", "{} asks the file in its `when`", name);
    if (is_some(check.expect)) {
        // The whole `expect` may be a question to the file, no part of one.
        bool inside = false;
        for_each_operand(m.inst(check.expect), [&](InstId operand) { inside |= asks_file_[index_of(operand)]; });
        if (inside) fault("file-question", "{} asks the file inside of its `expect`", name);
    }
    for (const InstId root : {check.when, check.expect}) {
        if (!is_some(root)) continue;
        verify_root(root, check.row, true, name, true);
        const std::vector<SegmentId>& open = reads_[index_of(root)].open_rows;
        uses_row |= std::find(open.begin(), open.end(), check.row) != open.end();
    }
    if (is_some(check.row) && !m.segment(check.row).repeated()) {
        fault("repeated-segment", "{} asks for rows of {}", name, m.segment(check.row).tag);
    }
    if (is_some(check.row) && !uses_row) {
        fault("row-needed", "{} is judged for each row of {} and uses none", name, m.segment(check.row).tag);
    }
}

}  // namespace jianhe::ir
