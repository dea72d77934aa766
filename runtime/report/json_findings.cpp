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
    while (!slots_[at].code.empty() && !is_same_short(slots_[at].code, code)) at = (at + 1) & mask;
    return at;
}

void JsonFindings::put(PieceBuffer& out, std::span<const Finding> findings) const {
    out.put('[');
    for (const Finding& finding : findings) {
        if (&finding != findings.data()) out.put(',');
        put(out, finding);
    }
    out.put(']');
}

void JsonFindings::put(PieceBuffer& out, const Finding& finding) const {
    out.put("{\"field\":");
    put_json_string(out, finding.field);
    out.put(",\"order\":");
    if (finding.place.row == 0) {
        out.put("null");
    } else {
        put_json_number(out, finding.place.row);
    }
    const Pieces& known = slots_[slot_of(finding.code)];
    if (!known.code.empty()) return put(out, known, finding.disposition);
    put(out, pieces_of(finding.code, {}), finding.disposition);
}

void JsonFindings::put(PieceBuffer& out, const Pieces& pieces, Disposition disposition) {
    out.put(pieces.before);
    out.put(to_string(disposition));
    out.put(pieces.after);
}

}  // namespace jianhe::detail
