#include "compiler/diff/clauses.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "compiler/diff/words.h"

namespace jianhe::diff {
namespace {

std::string place_of(const ir::Module& module, const ir::Check& check) {
    if (is_some(check.field)) return module.field(check.field).tag;
    if (is_some(check.segment)) return module.segment(check.segment).tag;
    return module.chosen_dates[index_of(check.chosen)].name;
}

std::string besides_of(const ir::Module& module, const ir::Check& check) {
    const ir::Rule& rule = module.rules[index_of(check.rule)];
    std::vector<std::string> parts;
    for (const ir::CodeId code : rule.supersedes) parts.push_back("supersedes " + module.code(code).code);
    if (rule.blocks_record) parts.emplace_back("blocks record");
    for (const ir::FieldId field : rule.blocks) parts.push_back("blocks " + module.field(field).tag);
    for (const std::string& need : rule.needs) parts.push_back("needs " + need);
    if (is_some(check.row)) parts.push_back("for each " + module.segment(check.row).row_name);
    std::sort(parts.begin(), parts.end());
    return joined(parts);
}

bool same_dispositions(const ClauseView& a, const ClauseView& b) {
    return words_of(a.check->dispositions) == words_of(b.check->dispositions) &&
           (a.switched_by == b.switched_by || !is_dated(a.check->dispositions));
}

using Likeness = std::function<bool(const ClauseView&, const ClauseView&)>;

// From the closest to none at all.
const std::vector<Likeness>& likenesses() {
    static const std::vector<Likeness> kinds{
        [](const ClauseView& a, const ClauseView& b) { return a.when == b.when && a.expect == b.expect; },
        [](const ClauseView& a, const ClauseView& b) { return a.expect == b.expect; },
        [](const ClauseView& a, const ClauseView& b) { return a.when == b.when; },
        [](const ClauseView&, const ClauseView&) { return true; },
    };
    return kinds;
}

}  // namespace

std::string ClauseView::text() const {
    std::string out = when.empty() ? "" : "when " + when;
    if (!expect.empty()) out += (out.empty() ? "" : " ") + ("expect " + expect);
    return out;
}

std::string ClauseView::location() const { return fmt::format("{}:{}", check->location.file, check->location.line); }

std::map<ClauseKey, std::vector<ClauseView>> clauses_of(const ir::Module& module) {
    std::map<ClauseKey, std::vector<ClauseView>> clauses;
    for (const ir::Check& check : module.checks) {
        clauses[{module.code(check.code).code, place_of(module, check)}].push_back(
            {&check, expression(module, check.when), expression(module, check.expect), besides_of(module, check),
             words_of(module, module.rules[index_of(check.rule)].switched_by)});
    }
    return clauses;
}

ClausePairs pair_clauses(const std::vector<ClauseView>& before, const std::vector<ClauseView>& after) {
    ClausePairs pairs;
    for (const ClauseView& clause : before) pairs.removed.push_back(&clause);
    for (const ClauseView& clause : after) pairs.added.push_back(&clause);
    const auto take_like = [&pairs](const Likeness& alike, bool keep) {
        for (auto one = pairs.removed.begin(); one != pairs.removed.end();) {
            const auto other = std::find_if(pairs.added.begin(), pairs.added.end(),
                                            [&](const ClauseView* clause) { return alike(**one, *clause); });
            if (other == pairs.added.end()) {
                ++one;
                continue;
            }
            if (keep) pairs.changed.emplace_back(*one, *other);
            pairs.added.erase(other);
            one = pairs.removed.erase(one);
        }
    };
    take_like(
        [](const ClauseView& a, const ClauseView& b) {
            return a.when == b.when && a.expect == b.expect && a.besides == b.besides && same_dispositions(a, b);
        },
        false);
    for (const Likeness& alike : likenesses()) take_like(alike, true);
    return pairs;
}

}  // namespace jianhe::diff
