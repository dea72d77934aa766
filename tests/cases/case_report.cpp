#include "tests/cases/case_report.h"

#include <map>

namespace jianhe::test {
namespace {

using CodesByCause = std::map<std::string, std::string>;

std::string heading(const Finding& finding) {
    std::string place = finding.field;
    if (finding.place.row != 0) place += '[' + std::to_string(finding.place.row) + ']';
    return place.append(" ").append(to_string(finding.disposition)).append(":");
}

void append(std::string& out, std::string_view what, const CodesByCause& causes) {
    for (const auto& [cause, codes] : causes)
        out.append(what).append(" ").append(cause).append(":").append(codes) += '\n';
}

}  // namespace

std::string describe(const RecordResult& result) {
    std::string out;
    for (std::size_t i = 0; i < result.findings.size(); ++i) {
        const Finding& finding = result.findings[i];
        const bool continues = i > 0 && result.findings[i - 1].place == finding.place &&
                               heading(result.findings[i - 1]) == heading(finding);
        if (!continues) out += (i > 0 ? "\n" : "") + heading(finding);
        out += ' ' + finding.code;
    }
    if (!result.findings.empty()) out += '\n';
    CodesByCause blocked;
    for (const Blocked& entry : result.blocked) blocked[entry.by] += ' ' + entry.code;
    CodesByCause not_checked;
    for (const NotChecked& entry : result.not_checked) {
        not_checked[entry.missing.empty() ? entry.needs : entry.missing] += ' ' + entry.code;
    }
    append(out, "blocked by", blocked);
    append(out, "not checked without", not_checked);
    out += to_string(result.verdict);
    if (result.orders > 0) out += ", " + std::to_string(result.orders) + " rows";
    return out + '\n';
}

}  // namespace jianhe::test
