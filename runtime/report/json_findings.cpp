#include "runtime/report/json_findings.h"

#include <bit>

#include "runtime/report/json_text.h"
#include "runtime/text/short_text.h"

namespace jianhe::detail {
namespace {

constexpr std::string_view kBeforeField = "{\"field\":";
constexpr std::string_view kBehindField = ",\"order\":";

std::string field_piece(std::string_view tag) {
    std::string piece{kBeforeField};
    append_json_string(piece, tag);
    return piece.append(kBehindField);
}

// In front of the disposition, and behind it.
std::string code_piece(std::string_view code) {
    std::string piece = ",\"code\":";
    append_json_string(piece, code);
    piece.append(",\"disposition\":\"");
    return piece;
}
std::string message_piece(std::string_view message) {
    std::string piece = "\",\"message\":";
    append_json_string(piece, message);
    piece.push_back('}');
    return piece;
}

}  // namespace

JsonFindings::JsonFindings(const SpecificationInfo& info) : slots_(std::bit_ceil(2 * info.codes.size() + 1)) {
    for (const auto& field : info.layout.fields()) fields_.push_back(keep(field_piece(field.tag)));
    for (const auto& segment : info.layout.segments()) segments_.push_back(keep(field_piece(segment.tag)));
    codes_.reserve(info.codes.size());
    for (const auto& [code, entry] : info.codes) add_code(code, entry);
    bytes_.append(PieceBuffer::kPadding, ' ');
}

JsonFindings::Piece JsonFindings::keep(std::string_view piece) {
    const auto at = static_cast<std::uint32_t>(bytes_.size());
    bytes_.append(piece);
    return {at, static_cast<std::uint32_t>(piece.size())};
}

void JsonFindings::add_code(std::string_view code, const SpecificationInfo::Code& entry) {
    std::string piece = code_piece(code);
    const auto before = static_cast<std::uint32_t>(piece.size());
    piece.append(to_string(entry.disposition)).append(message_piece(entry.message));
    codes_.push_back({code, entry.disposition, keep(piece), before});
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = short_text_hash(code) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(codes_.size());
}

const JsonFindings::CodePiece* JsonFindings::find(std::string_view code) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = short_text_hash(code) & mask; slots_[at] != 0; at = (at + 1) & mask) {
        const CodePiece& piece = codes_[slots_[at] - 1];
        if (is_same_short(piece.code, code)) return &piece;
    }
    return nullptr;
}

void JsonFindings::put(PieceBuffer& out, std::span<const Finding> findings) const {
    out.put('[');
    for (const Finding& finding : findings) {
        if (&finding != findings.data()) out.put(',');
        if (finding.code_number == Finding::kNotNumbered) {
            put_looked_up(out, finding);
            continue;
        }
        const auto segment = static_cast<std::size_t>(finding.place.segment);
        const auto field = static_cast<std::size_t>(finding.place.field);
        out.put_padded(text(finding.place.field == Place::kItself ? segments_[segment] : fields_[field]));
        put_row(out, finding.place.row);
        put_code(out, codes_[finding.code_number], finding.disposition);
    }
    out.put(']');
}

void JsonFindings::put_looked_up(PieceBuffer& out, const Finding& finding) const {
    out.put(kBeforeField);
    put_json_string(out, finding.field);
    out.put(kBehindField);
    put_row(out, finding.place.row);
    if (const CodePiece* piece = find(finding.code)) return put_code(out, *piece, finding.disposition);
    out.put(code_piece(finding.code));
    out.put(to_string(finding.disposition));
    out.put(message_piece({}));
}

void JsonFindings::put_row(PieceBuffer& out, std::uint32_t row) {
    if (row == 0) return out.put("null");
    put_json_number(out, row);
}

void JsonFindings::put_code(PieceBuffer& out, const CodePiece& piece, Disposition disposition) const {
    const std::string_view all = text(piece.all);
    if (disposition == piece.disposition) return out.put_padded(all);
    out.put(all.substr(0, piece.before));
    out.put(to_string(disposition));
    out.put(all.substr(piece.before + to_string(piece.disposition).size()));
}

}  // namespace jianhe::detail
