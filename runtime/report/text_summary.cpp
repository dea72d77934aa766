#include "runtime/report/text_summary.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "runtime/report/printable.h"
#include "runtime/report/text_style.h"

namespace jianhe::detail {
namespace {

constexpr std::size_t kMostFrequent = 10;
constexpr std::size_t kCountColumns = 9;
// Wide enough for most names of what is needed.
constexpr std::size_t kNeedColumns = 24;
constexpr std::size_t kLineColumns = 100;

using Count = std::pair<std::string, std::uint64_t>;

// Highest first; equal counts by name, so that the same run always reads the same.
std::vector<Count> most_frequent(const Summary& summary) {
    std::vector<Count> counts(summary.findings.begin(), summary.findings.end());
    const std::size_t shown = std::min(kMostFrequent, counts.size());
    const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(shown);
    std::partial_sort(counts.begin(), middle, counts.end(), [](const Count& a, const Count& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    counts.erase(middle, counts.end());
    return counts;
}

// The code of a key `F02:E7`; a stranger's name may hold colons, a code never does.
std::string_view code_of(std::string_view key) { return key.substr(key.rfind(':') + 1); }

void append_line(std::string& out, std::uint64_t count, std::string_view text) {
    out.append(right_aligned(count, kCountColumns)).append("  ").append(text).append("\n");
}

void append_counts(std::string& out, const Summary& summary, Colours colours) {
    out.append("\n").append(inked(colours, Ink::Heading, "Summary")).append("\n");
    append_line(out, summary.files, summary.files == 1 ? "file" : "files");
    if (summary.unreadable_files != 0) {
        append_line(out, summary.unreadable_files, inked(colours, Ink::Bad, "of them could not be read"));
    }
    if (summary.refused_files != 0)
        append_line(out, summary.refused_files, inked(colours, Ink::Bad, "of them refused"));
    if (summary.already_received_files != 0) {
        append_line(out, summary.already_received_files, inked(colours, Ink::Doubtful, "of them already received"));
    }
    append_line(out, summary.records, summary.records == 1 ? "record" : "records");
    append_line(out, summary.accepted, "accepted");
    append_line(out, summary.accepted_with_notices, "accepted, with notices");
    append_line(out, summary.accepted_in_part, "accepted in part");
    append_line(out, summary.rejected, "rejected");
    if (summary.refused_records != 0) append_line(out, summary.refused_records, "in refused files");
    append_line(out, summary.orders, summary.orders == 1 ? "order" : "orders");
}

void append_most_frequent(std::string& out, const SpecificationInfo& info, const Summary& summary, Colours colours) {
    const std::vector<Count> counts = most_frequent(summary);
    if (counts.empty()) return;
    const bool all = counts.size() == summary.findings.size();
    out.append("\n").append(inked(colours, Ink::Heading, all ? "Findings" : "Most frequent findings")).append("\n");
    for (const auto& [key, count] : counts) {
        append_line(out, count, padded(printable(key), 12).append("  ").append(info.message(code_of(key))));
    }
}

void append_not_checked(std::string& out, const Summary& summary, Colours colours) {
    if (summary.not_checked.empty()) return;
    // Codes by what they need and by how many records that concerns: a specification may have a hundred of them.
    std::map<std::pair<std::string, std::uint64_t>, std::vector<std::string>> groups;
    for (const auto& [rule, records] : summary.not_checked) {
        const std::string what = rule.missing.empty() ? rule.needs : rule.needs + " " + rule.missing;
        groups[{what, records}].push_back(rule.code);
    }
    out.append("\n").append(inked(colours, Ink::Heading, "Not checked (records, what is needed, codes)")).append("\n");
    for (const auto& [group, codes] : groups) {
        std::string line = padded(group.first, kNeedColumns);
        for (const std::string& code : codes) {
            if (line.size() + code.size() > kLineColumns) {
                append_line(out, group.second, line);
                line = padded("", kNeedColumns);
            }
            line.append(" ").append(code);
        }
        append_line(out, group.second, line);
    }
}

void append_names(std::string& out, std::string_view what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    out.append("\n").append(what);
    for (const std::string& name : names) out.append(&name == &names.front() ? "" : ", ").append(name);
    out.append("\n");
}

}  // namespace

std::string summary_text(const SpecificationInfo& info, const Summary& summary, Colours colours) {
    std::string out;
    append_counts(out, summary, colours);
    append_most_frequent(out, info, summary, colours);
    append_not_checked(out, summary, colours);
    append_names(out, "Masters given: ", summary.masters);
    append_names(out, "Notices counted as rejections: ", summary.raised);
    out.append("\nReceived at ").append(format_iso_datetime(summary.received_at)).append(". Judged by ");
    out.append(info.name).append(" ").append(info.label).append(" ").append(info.version).append("\n");
    out.append(inked(colours, Ink::Quiet, info.digest)).append("\n");
    if (!info.bundle.empty()) out.append(inked(colours, Ink::Quiet, "bundle " + info.bundle)).append("\n");
    return out;
}

}  // namespace jianhe::detail
