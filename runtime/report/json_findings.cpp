#include "runtime/report/json_findings.h"

#include <bit>

#include "runtime/report/json_text.h"
#include "runtime/text/short_text.h"

namespace jianhe::detail {

JsonFindings::JsonFindings(const SpecificationInfo& info) : slots_(std::bit_ceil(2 * info.codes.size() + 1)) {
    for (const auto& [code, entry] : info.codes) {
        if (!code.empty()) slots_[slot_of(code)] = pieces_of(code, entry.message);
    }
}

JsonFindings::Pieces JsonFindings::pieces_of(std::string_view code, std::string_view message) {
    Pieces pieces{code, ",\"code\":", "\",\"message\":"};
    append_json_string(pieces.before, code);
    pieces.before.append(",\"disposition\":\"");
    append_json_string(pieces.after, message);
    pieces.after.push_back('}');
    return pieces;
}

// The code's slot, or a free one.
std::size_t JsonFindings::slot_of(std::string_view code) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = short_text_hash(code) & mask;
    while (!slots_[at].code.empty() && slots_[at].code != code) at = (at + 1) & mask;
    return at;
}

void JsonFindings::append(std::string& out, std::span<const Finding> findings) const {
    out.push_back('[');
    for (const Finding& finding : findings) {
        if (&finding != findings.data()) out.push_back(',');
        append(out, finding);
    }
    out.push_back(']');
}

void JsonFindings::append(std::string& out, const Finding& finding) const {
    out.append("{\"field\":");
    append_json_string(out, finding.field);
    out.append(",\"order\":");
    if (finding.place.row == 0) {
        out.append("null");
    } else {
        append_json_number(out, finding.place.row);
    }
    const Pieces& known = slots_[slot_of(finding.code)];
    if (!known.code.empty()) {
        out.append(known.before).append(to_string(finding.disposition)).append(known.after);
        return;
    }
    const Pieces stranger = pieces_of(finding.code, {});
    out.append(stranger.before).append(to_string(finding.disposition)).append(stranger.after);
}

}  // namespace jianhe::detail
