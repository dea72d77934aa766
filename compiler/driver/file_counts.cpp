#include "compiler/driver/file_counts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace jianhe::driver {
namespace {

// Orders that a finding of their own rejects. Findings come in reporting order, so those of one row stand together.
std::uint64_t rejected_rows(const std::vector<Finding>& findings) {
    std::uint64_t count = 0;
    std::pair<std::int32_t, std::uint32_t> last{-1, 0};
    for (const Finding& finding : findings) {
        const std::pair place{finding.place.segment, finding.place.row};
        if (finding.disposition != Disposition::RejectOrder || place.second == 0 || place == last) continue;
        last = place;
        ++count;
    }
    return count;
}

// Each count is named once.
constexpr std::array kCounts{
    &RecordCounts::records,          &RecordCounts::accepted, &RecordCounts::accepted_with_notices,
    &RecordCounts::accepted_in_part, &RecordCounts::rejected, &RecordCounts::orders,
    &RecordCounts::rejected_orders,  &RecordCounts::refusing,
};

std::uint64_t RecordCounts::*count_of(RecordVerdict verdict) {
    switch (verdict) {
        case RecordVerdict::Accepted: return &RecordCounts::accepted;
        case RecordVerdict::AcceptedWithNotices: return &RecordCounts::accepted_with_notices;
        case RecordVerdict::AcceptedInPart: return &RecordCounts::accepted_in_part;
        case RecordVerdict::Rejected: break;
    }
    return &RecordCounts::rejected;
}

bool rejects_file(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.disposition == Disposition::RejectFile; });
}

}  // namespace

void RecordCounts::add(const RecordResult& result) {
    ++records;
    orders += result.orders;
    rejected_orders += rejected_rows(result.findings);
    ++(this->*count_of(result.verdict));
    if (rejects_file(result.findings)) ++refusing;
}

RecordCounts& RecordCounts::operator+=(const RecordCounts& more) {
    for (const auto count : kCounts) this->*count += more.*count;
    return *this;
}

RecordCounts& RecordCounts::operator-=(const RecordCounts& less) {
    for (const auto count : kCounts) this->*count -= less.*count;
    return *this;
}

void set_counts(FileResult& file, const RecordCounts& counts) {
    file.records = counts.records;
    file.accepted = counts.accepted;
    file.accepted_with_notices = counts.accepted_with_notices;
    file.accepted_in_part = counts.accepted_in_part;
    file.rejected = counts.rejected;
    file.orders = counts.orders;
    file.rejected_orders = counts.rejected_orders;
}

std::vector<Finding> findings_of(const std::vector<EnvelopeFault>& faults, const SpecificationInfo& info) {
    std::vector<Finding> findings;
    for (const EnvelopeFault& fault : faults) {
        const std::string& code = info.envelope_code(fault.role);
        const Disposition disposition = fault.refuses ? Disposition::RejectFile : Disposition::Notice;
        const auto same = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.field == fault.element && finding.code == code;
        });
        if (same == findings.end())
            findings.push_back({{}, fault.element, code, disposition});
        else
            same->disposition = std::max(same->disposition, disposition);
    }
    sort_findings(findings);
    return findings;
}

FileVerdict verdict_of(const FileResult& file, bool refused) {
    if (refused) return FileVerdict::Refused;
    if (file.records != 0 && file.rejected == file.records) return FileVerdict::Rejected;
    return file.rejected + file.accepted_in_part != 0 ? FileVerdict::AcceptedInPart : FileVerdict::Accepted;
}

}  // namespace jianhe::driver
