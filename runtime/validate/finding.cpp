#include <algorithm>
#include <tuple>

#include <jianhe/finding.h>

namespace jianhe {

std::string_view to_string(Disposition disposition) noexcept {
    switch (disposition) {
        case Disposition::Notice: return "notice";
        case Disposition::RejectOrder: return "reject_order";
        case Disposition::RejectRecord: return "reject_record";
        case Disposition::RejectFile: return "reject_file";
    }
    return {};
}

std::string_view to_string(RecordVerdict verdict) noexcept {
    switch (verdict) {
        case RecordVerdict::Accepted: return "accepted";
        case RecordVerdict::AcceptedWithNotices: return "accepted_with_notices";
        case RecordVerdict::AcceptedInPart: return "accepted_in_part";
        case RecordVerdict::Rejected: return "rejected";
    }
    return {};
}

void sort_findings(std::vector<Finding>& findings) {
    // All fields of one place have one tag, so comparing the names decides only among strangers.
    const auto before = [](const Finding& a, const Finding& b) {
        return std::tie(a.place, a.field, a.code) < std::tie(b.place, b.field, b.code);
    };
    constexpr std::size_t kFew = 16;
    if (findings.size() > kFew) {
        std::stable_sort(findings.begin(), findings.end(), before);
        return;
    }
    // Most stand where they belong, and a few are put there without memory beside.
    for (auto at = findings.begin(); at != findings.end(); ++at) {
        if (at == findings.begin() || !before(*at, *(at - 1))) continue;
        std::rotate(std::upper_bound(findings.begin(), at, *at, before), at, at + 1);
    }
}

RecordVerdict verdict_of(const std::vector<Finding>& findings) noexcept {
    if (findings.empty()) return RecordVerdict::Accepted;
    const auto weaker = [](const Finding& a, const Finding& b) { return a.disposition < b.disposition; };
    switch (std::max_element(findings.begin(), findings.end(), weaker)->disposition) {
        case Disposition::Notice: return RecordVerdict::AcceptedWithNotices;
        case Disposition::RejectOrder: return RecordVerdict::AcceptedInPart;
        case Disposition::RejectRecord:
        case Disposition::RejectFile: break;
    }
    return RecordVerdict::Rejected;
}

void RecordResult::clear() noexcept {
    findings.clear();
    blocked.clear();
    not_checked.clear();
    orders = 0;
    verdict = RecordVerdict::Accepted;
}

}  // namespace jianhe
