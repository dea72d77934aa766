#include <algorithm>
#include <string>

#include <jianhe/generated/checker.h>

#include "judged.h"

namespace jianhe::generated {
namespace {

RecordVerdict verdict_of(const std::vector<FoundFault>& found) noexcept {
    if (found.empty()) return RecordVerdict::Accepted;
    Disposition strongest = Disposition::Notice;
    for (const FoundFault& fault : found) strongest = std::max(strongest, fault.disposition);
    switch (strongest) {
        case Disposition::Notice: return RecordVerdict::AcceptedWithNotices;
        case Disposition::RejectOrder: return RecordVerdict::AcceptedInPart;
        case Disposition::RejectRecord:
        case Disposition::RejectFile: break;
    }
    return RecordVerdict::Rejected;
}

}  // namespace

CheckSummary Checker::check(const Record& record, std::span<CheckFinding> findings) noexcept {
    context_.judge(record);
    const std::vector<FoundFault>& found = context_.found();
    CheckSummary summary;
    summary.verdict = verdict_of(found);
    summary.findings = found.size();
    summary.written = std::min(found.size(), findings.size());
    summary.truncated = summary.written < summary.findings;
    summary.has_unjudged = context_.has_unjudged();
    for (std::size_t i = 0; i < summary.written; ++i) {
        const CodeFacts& code = rules_.codes[found[i].code];
        findings[i] = {found[i].place, found[i].field, code.code, code.message, found[i].disposition};
    }
    return summary;
}

void Checker::check(const Record& record, RecordResult& result) {
    context_.judge(record);
    fill_result(rules_, context_, record, result);
}

void fill_result(const Rules& rules, Context& context, const Record& record, RecordResult& result) {
    result.clear();
    for (const FoundFault& fault : context.found()) {
        result.findings.push_back(
            {fault.place, std::string(fault.field), std::string(rules.codes[fault.code].code), fault.disposition});
    }
    if (context.has_unjudged()) {
        for (const Unjudged& unjudged : context.unjudged()) {
            if (unjudged.not_supplied) {
                result.not_checked.push_back(
                    {std::string(unjudged.code), std::string(unjudged.by), std::string(unjudged.missing)});
            } else {
                result.blocked.push_back({std::string(unjudged.code), std::string(unjudged.by)});
            }
        }
    }
    for (std::size_t i = 0; i < rules.segments.size(); ++i) {
        if (rules.segments[i].repeated) result.orders += record.rows(static_cast<SegmentIndex>(i));
    }
    result.verdict = verdict_of(context.found());
}

}  // namespace jianhe::generated
