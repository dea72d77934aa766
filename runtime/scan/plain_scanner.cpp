#include "runtime/scan/plain_scanner.h"

#include <algorithm>
#include <array>
#include <span>

#include <jianhe/bulk.h>
#include <jianhe/encoding.h>

namespace jianhe {
namespace {

constexpr std::size_t kDepthInSegment = 4;  // root, record, segment, field
constexpr std::size_t kTagMarks = 3;        // `</` and `>`
// Fields that may be left out are passed over one by one before the table is asked.
constexpr FieldIndex kFieldsTried = 4;

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

const char* skip_white_space(const char* at) noexcept {
    while (is_white(*at)) ++at;
    return at;
}

bool is_end_tag(const char* at) noexcept { return at[0] == '<' && at[1] == '/'; }

bool has_noncharacter(std::string_view utf8) noexcept {
    return utf8.find("\xEF\xBF\xBE") != std::string_view::npos || utf8.find("\xEF\xBF\xBF") != std::string_view::npos;
}

}  // namespace

PlainScanner::PlainScanner(const RecordLayout& layout, const Limits& limits)
    : layout_(layout),
      limits_(limits),
      table_(layout),
      is_usable_(!table_.is_ambiguous() && limits.max_depth >= kDepthInSegment + (table_.parents().empty() ? 0U : 1U) &&
                 std::min(limits.max_tag_length, kStretchPadding) >= table_.longest_tag() + kTagMarks),
      record_tags_(layout.record()) {
    for (const RecordLayout::Segment& segment : layout.segments()) segment_tags_.emplace_back(segment.tag);
    for (const std::string_view parent : table_.parents()) parent_tags_.emplace_back(std::string{parent});
    for (const RecordLayout::Field& field : layout.fields()) field_tags_.emplace_back(field.tag);
}

// Nothing goes past the zero byte behind the stretch, which no tag and no value holds, and no tag is longer than the
// padding.
bool PlainScanner::scan(std::string_view stretch, std::size_t& at, Record& record) {
    record_ = &record;
    rows_ = 0;
    if (!is_usable_) return false;
    const char* const begin = stretch.data() + at;
    const char* const end = take_record(begin);
    if (end == nullptr || end > stretch.data() + stretch.size()) return false;
    const auto size = static_cast<std::size_t>(end - begin);
    if (size > limits_.max_record_bytes) return false;
    at += size;
    return true;
}

PlainScanner::StartTag PlainScanner::read_start_tag(const char* at) const noexcept {
    if (*at != '<') return {};
    const char* const name = ++at;
    while (!ends_name(*at)) ++at;
    const TagTable::Entry* const entry = table_.find({name, static_cast<std::size_t>(at - name)});
    const bool is_closed = *at == '/';
    if (entry == nullptr || at[is_closed ? 1 : 0] != '>') return {};
    return {at + (is_closed ? 2 : 1), *entry, is_closed};
}

const char* PlainScanner::take_record(const char* at) {
    at = record_tags_.start.match(at);
    if (at == nullptr) return nullptr;
    parents_seen_.assign(table_.parents().size(), false);
    at = take_segments(at, TagTable::kNoParent);
    return at == nullptr ? nullptr : record_tags_.end.match(at);
}

// Directly in the record, or in one of the elements that hold segments.
const char* PlainScanner::take_segments(const char* at, std::uint16_t parent) {
    for (;;) {
        at = skip_white_space(at);
        if (is_end_tag(at)) return at;
        const StartTag tag = read_start_tag(at);
        if (tag.end == nullptr) return nullptr;
        const std::uint16_t index = tag.entry.index;
        at = tag.end;
        if (tag.entry.kind == Kind::Segment) {
            at = take_segment(at, index, parent, tag.is_closed);
        } else {
            if (tag.entry.kind != Kind::Parent || parent != TagTable::kNoParent || parents_seen_[index]) return nullptr;
            parents_seen_[index] = true;
            if (tag.is_closed) continue;
            at = take_segments(at, index);
            if (at != nullptr) at = parent_tags_[index].end.match(at);
        }
        if (at == nullptr) return nullptr;
    }
}

const char* PlainScanner::take_segment(const char* at, SegmentIndex segment, std::uint16_t parent, bool is_closed) {
    const bool repeated = layout_.segments()[segment].repeated;
    if (table_.parent_of(segment) != parent || (!repeated && record_->rows(segment) != 0)) return nullptr;
    if (++rows_ > limits_.max_rows_per_record) return nullptr;
    const std::uint32_t row = record_->add_row(segment);
    if (is_closed) return at;
    at = take_fields(at, segment, row);
    return at == nullptr ? nullptr : segment_tags_[segment].end.match(at);
}

const char* PlainScanner::take_fields(const char* at, SegmentIndex segment, std::uint32_t row) {
    const FieldIndex first = layout_.segments()[segment].first_field;
    const auto end = static_cast<FieldIndex>(first + layout_.segments()[segment].field_count);
    const std::span<FieldText> values = record_->fields_of(segment, row);
    for (FieldIndex next = first;; ++next) {
        at = skip_white_space(at);
        if (is_end_tag(at)) return at;
        // Fields mostly stand in declared order.
        const char* value = nullptr;
        const auto last = std::min<FieldIndex>(end, static_cast<FieldIndex>(next + kFieldsTried));
        FieldIndex field = next;
        for (; field < last; ++field) {
            value = field_tags_[field].start.match(at);
            if (value != nullptr) break;
        }
        bool is_closed = false;
        if (value == nullptr) {
            const StartTag tag = read_start_tag(at);
            if (tag.end == nullptr || tag.entry.kind != Kind::Field) return nullptr;
            field = tag.entry.index;
            if (field < first || field >= end) return nullptr;
            value = tag.end;
            is_closed = tag.is_closed;
        }
        FieldText& text = values[field - first];
        if (text.present) return nullptr;
        text.present = true;
        next = field;
        at = value;
        if (is_closed) continue;
        at = take_value(at, text);
        if (at != nullptr) at = field_tags_[field].end.match(at);
        if (at == nullptr) return nullptr;
    }
}

const char* PlainScanner::take_value(const char* at, FieldText& value) {
    const char* end = words::find_special(at);
    bool is_ascii = true;
    for (ByteKind kind = kind_of(*end); kind != ByteKind::Stop; kind = kind_of(*++end)) {
        is_ascii = is_ascii && kind == ByteKind::Plain;
    }
    value.text = {at, static_cast<std::size_t>(end - at)};
    return is_ascii || keep_value(value.text, value) ? end : nullptr;
}

bool PlainScanner::keep_value(std::string_view bytes, FieldText& value) {
    if (find_invalid(bytes, encoding_)) return false;
    if (encoding_ == TextEncoding::Utf8) return !has_noncharacter(bytes);
    value.text = record_->keep(big5_to_utf8(bytes));
    return true;
}

}  // namespace jianhe
