// L606: days between two dispositions of a rule on which it is silent.

#include <algorithm>

#include <jianhe/date.h>

#include "compiler/lint/lints.h"

namespace jianhe::lint {
namespace {

struct WrittenSpan {
    Date from;
    Date until;
    const dsl::DispositionExpr* expr;
};

constexpr Date kFirstDay{-0x7fffffff};
constexpr Date kLastDay{0x7fffffff};

Date day_of(const std::optional<dsl::Name>& written, Date otherwise) {
    Date day = otherwise;
    if (written && parse_roc_date(written->text, day) != Lexical::Ok) return otherwise;
    return day;
}

void report_gaps(LintContext& context, const dsl::RuleDecl& rule,
                 const std::vector<dsl::DispositionExpr>& dispositions) {
    std::vector<WrittenSpan> spans;
    for (const dsl::DispositionExpr& expr : dispositions) {
        spans.push_back({day_of(expr.from, kFirstDay), day_of(expr.until, kLastDay), &expr});
    }
    std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    for (std::size_t i = 1; i < spans.size(); ++i) {
        const Date first_silent = add_days(spans[i - 1].until, 1);
        if (spans[i].from <= first_silent) continue;
        const Date last_silent = add_days(spans[i].from, -1);
        auto report = context.warn(dsl::diag::GapInDispositions, rule.waivers, spans[i].expr->range,
                                   format_roc_date(first_silent), format_roc_date(last_silent));
        if (report) report->note(spans[i - 1].expr->range, "the disposition before");
    }
}

}  // namespace

void find_gaps(LintContext& context) {
    for (const dsl::RuleDecl& rule : context.tree.rules) {
        report_gaps(context, rule, rule.dispositions);
        for (const dsl::Clause& clause : rule.clauses) report_gaps(context, rule, clause.dispositions);
    }
}

}  // namespace jianhe::lint
