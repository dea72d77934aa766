#include <algorithm>

#include <jianhe/report.h>

namespace jianhe {
namespace {

// The key of Summary::findings has no row: a finding in row 2 and one in row 7 are the same kind of mistake.
void count_findings(Summary& summary, const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
        ++summary.findings[finding.field + ":" + finding.code];
        if (finding.disposition == Disposition::Notice) ++summary.notices;
    }
}

}  // namespace

std::string_view to_string(FileVerdict verdict) noexcept {
    switch (verdict) {
        case FileVerdict::Accepted: return "accepted";
        case FileVerdict::AcceptedInPart: return "accepted_in_part";
        case FileVerdict::Rejected: return "rejected";
        case FileVerdict::Refused: return "refused";
        case FileVerdict::AlreadyReceived: return "already_received";
    }
    return {};
}

std::uint64_t official_accepted_records(const FileResult& file) noexcept {
    return file.verdict == FileVerdict::Refused ? 0 : file.records - file.rejected;
}

std::uint64_t official_accepted_orders(const FileResult& file) noexcept {
    return file.verdict == FileVerdict::Refused ? 0 : file.orders - std::min(file.orders, file.rejected_orders);
}

void Summary::add(const RecordResult& result) {
    count_findings(*this, result.findings);
    for (const NotChecked& entry : result.not_checked) ++not_checked[entry];
}

void Summary::add(const FileResult& file) {
    ++files;
    count_findings(*this, file.findings);
    records += file.records;
    orders += file.orders;
    if (file.verdict == FileVerdict::AlreadyReceived) ++already_received_files;
    if (file.verdict == FileVerdict::Refused) {
        ++refused_files;
        refused_records += file.records;
        return;
    }
    accepted += file.accepted;
    accepted_with_notices += file.accepted_with_notices;
    accepted_in_part += file.accepted_in_part;
    rejected += file.rejected;
}

void Summary::add(const Summary& part) {
    files += part.files;
    refused_files += part.refused_files;
    already_received_files += part.already_received_files;
    unreadable_files += part.unreadable_files;
    records += part.records;
    accepted += part.accepted;
    accepted_with_notices += part.accepted_with_notices;
    accepted_in_part += part.accepted_in_part;
    rejected += part.rejected;
    refused_records += part.refused_records;
    orders += part.orders;
    notices += part.notices;
    for (const auto& [finding, count] : part.findings) findings[finding] += count;
    for (const auto& [entry, count] : part.not_checked) not_checked[entry] += count;
}

void Summary::add_unchecked(const SpecificationInfo& info) {
    if (records == 0) return;
    for (const NotChecked& entry : info.unchecked) not_checked[entry] = records;
}

}  // namespace jianhe
