#include "runtime/scan/plain_scanner.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <jianhe/bulk.h>
#include <jianhe/encoding.h>

namespace jianhe {
namespace {

// What a byte may do in a value. Stop is also what the zero byte behind a stretch is.
enum class ByteKind : std::uint8_t { Stop, Plain, BeyondAscii };

constexpr std::array<ByteKind, 256> kByteKinds = [] {
    std::array<ByteKind, 256> kinds{};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (i >= 0x80)
            kinds[i] = ByteKind::BeyondAscii;
        else if (i >= 0x20 || i == '\t' || i == '\n')
            kinds[i] = ByteKind::Plain;
    }
    for (const char c : {'<', '>', '&'}) kinds[static_cast<unsigned char>(c)] = ByteKind::Stop;
    return kinds;
}();

ByteKind kind_of(char c) noexcept { return kByteKinds[static_cast<unsigned char>(c)]; }
bool is_white(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// Ends every name; the names of a layout hold none of these.
bool ends_name(char c) noexcept { return c == '>' || c == '/' || c == '<' || is_white(c) || c == '\0'; }

bool has_noncharacter(std::string_view utf8) noexcept {
    return utf8.find("\xEF\xBF\xBE") != std::string_view::npos || utf8.find("\xEF\xBF\xBF") != std::string_view::npos;
}

constexpr std::size_t kDepthInSegment = 4;  // root, record, segment, field
constexpr std::size_t kTagMarks = 3;        // `</` and `>`

}  // namespace

PlainScanner::PlainScanner(const RecordLayout& layout, const Limits& limits)
    : layout_(layout),
      limits_(limits),
      tags_(layout),
      is_usable_(!tags_.is_ambiguous() && limits.max_depth >= kDepthInSegment + (tags_.parents().empty() ? 0U : 1U) &&
                 std::min(limits.max_tag_length, kStretchPadding) >= tags_.longest_tag() + kTagMarks),
      start_tag_("<" + layout.record() + ">") {}

bool PlainScanner::scan(std::string_view stretch, std::size_t& at, Record& record) {
    at_ = stretch.data() + at;
    record_ = &record;
    rows_ = 0;
    if (!is_usable_ || !take_record()) return false;
    const auto end = static_cast<std::size_t>(at_ - stretch.data());
    if (end > stretch.size() || end - at > limits_.max_record_bytes) return false;
    at = end;
    return true;
}

// at_ never passes the zero byte behind the stretch, and no tag is longer than the padding.
bool PlainScanner::take(std::string_view expected) noexcept {
    if (std::memcmp(at_, expected.data(), expected.size()) != 0) return false;
    at_ += expected.size();
    return true;
}

bool PlainScanner::take_end_tag(std::string_view tag) noexcept { return take("</") && take(tag) && take(">"); }

void PlainScanner::skip_white_space() noexcept {
    while (is_white(*at_)) ++at_;
}

bool PlainScanner::take_start_tag(const TagTable::Entry*& entry, bool& is_closed) noexcept {
    if (*at_ != '<') return false;
    const char* name = ++at_;
    while (!ends_name(*at_)) ++at_;
    entry = tags_.find({name, static_cast<std::size_t>(at_ - name)});
    is_closed = *at_ == '/';
    return entry != nullptr && take(is_closed ? "/>" : ">");
}

bool PlainScanner::take_record() {
    if (!take(start_tag_)) return false;
    parents_seen_.assign(tags_.parents().size(), false);
    return take_segments(TagTable::kNoParent) && take_end_tag(layout_.record());
}

// Directly in the record, or in one of the elements that hold segments.
bool PlainScanner::take_segments(std::uint16_t parent) {
    for (skip_white_space(); !is_end_tag(); skip_white_space()) {
        const TagTable::Entry* entry = nullptr;
        bool is_closed = false;
        if (!take_start_tag(entry, is_closed)) return false;
        if (entry->kind == Kind::Segment) {
            if (!take_segment(*entry, parent, is_closed)) return false;
        } else {
            if (entry->kind != Kind::Parent || parent != TagTable::kNoParent || parents_seen_[entry->index])
                return false;
            parents_seen_[entry->index] = true;
            if (!is_closed && !(take_segments(entry->index) && take_end_tag(entry->tag))) return false;
        }
    }
    return true;
}

bool PlainScanner::take_segment(const TagTable::Entry& entry, std::uint16_t parent, bool is_closed) {
    const SegmentIndex segment = entry.index;
    const bool repeated = layout_.segments()[segment].repeated;
    if (tags_.parent_of(segment) != parent || (!repeated && record_->rows(segment) != 0)) return false;
    if (++rows_ > limits_.max_rows_per_record) return false;
    const std::uint32_t row = record_->add_row(segment);
    return is_closed || (take_fields(segment, row) && take_end_tag(entry.tag));
}

bool PlainScanner::take_fields(SegmentIndex segment, std::uint32_t row) {
    const FieldIndex first = layout_.segments()[segment].first_field;
    const auto end = static_cast<FieldIndex>(first + layout_.segments()[segment].field_count);
    FieldIndex next = first;
    for (skip_white_space(); !is_end_tag(); skip_white_space()) {
        FieldIndex field = next;
        bool is_closed = false;
        // The next one in declared order, which most often comes next; else any.
        const std::string_view likely =
            field < end ? std::string_view{layout_.fields()[field].tag} : std::string_view{};
        if (!likely.empty() && *at_ == '<' && std::memcmp(at_ + 1, likely.data(), likely.size()) == 0 &&
            at_[1 + likely.size()] == '>') {
            at_ += likely.size() + 2;
        } else {
            const TagTable::Entry* entry = nullptr;
            if (!take_start_tag(entry, is_closed) || entry->kind != Kind::Field) return false;
            field = entry->index;
            if (field < first || field >= end) return false;
        }
        if (record_->get(field, row).present) return false;
        if (is_closed)
            record_->set(field, row, {});
        else if (!take_value(field, row))
            return false;
        next = static_cast<FieldIndex>(field + 1);
    }
    return true;
}

bool PlainScanner::take_value(FieldIndex field, std::uint32_t row) {
    const char* begin = at_;
    bool is_ascii = true;
    for (ByteKind kind = kind_of(*at_); kind != ByteKind::Stop; kind = kind_of(*++at_)) {
        is_ascii = is_ascii && kind == ByteKind::Plain;
    }
    const std::string_view bytes(begin, static_cast<std::size_t>(at_ - begin));
    if (!take_end_tag(layout_.fields()[field].tag)) return false;
    if (!is_ascii) return keep_value(field, row, bytes);
    record_->set(field, row, bytes);
    return true;
}

bool PlainScanner::keep_value(FieldIndex field, std::uint32_t row, std::string_view bytes) {
    if (find_invalid(bytes, encoding_)) return false;
    if (encoding_ == TextEncoding::Utf8) {
        if (has_noncharacter(bytes)) return false;
        record_->set(field, row, bytes);
    } else {
        record_->set(field, row, record_->keep(big5_to_utf8(bytes)));
    }
    return true;
}

}  // namespace jianhe
