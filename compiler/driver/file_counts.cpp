#include "compiler/driver/file_counts.h"

#include <algorithm>
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

}  // namespace

void count_record(FileResult& file, const RecordResult& result) {
    ++file.records;
    file.orders += result.orders;
    file.rejected_orders += rejected_rows(result.findings);
    switch (result.verdict) {
        case RecordVerdict::Accepted: ++file.accepted; return;
        case RecordVerdict::AcceptedWithNotices: ++file.accepted_with_notices; return;
        case RecordVerdict::AcceptedInPart: ++file.accepted_in_part; return;
        case RecordVerdict::Rejected: ++file.rejected; return;
    }
}

bool rejects_file(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.disposition == Disposition::RejectFile; });
}

// A code is reported once at a place, with the stronger disposition.
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
