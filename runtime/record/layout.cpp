#include <algorithm>
#include <cassert>

#include <jianhe/record.h>

namespace jianhe {

RecordLayout::RecordLayout(std::string root, std::string record) : root_(std::move(root)), record_(std::move(record)) {}

SegmentIndex RecordLayout::add_segment(std::string tag, std::string parent, bool repeated) {
    assert(segments_.size() < kNoSegment && "too many segments");
    assert(find_segment(tag) == kNoSegment && "a segment's tag stands once in a layout");
    const auto first_field = static_cast<FieldIndex>(fields_.size());
    segments_.push_back({std::move(tag), std::move(parent), repeated, first_field, 0});
    return static_cast<SegmentIndex>(segments_.size() - 1);
}

FieldIndex RecordLayout::add_field(std::string tag) {
    assert(!segments_.empty() && "a field belongs to a segment");
    assert(fields_.size() < kNoField && "too many fields");
    const auto index = static_cast<FieldIndex>(fields_.size());
    [[maybe_unused]] const bool is_new = field_by_tag_.emplace(tag, index).second;
    assert(is_new && "a field's tag stands once in a layout");
    fields_.push_back({std::move(tag), static_cast<SegmentIndex>(segments_.size() - 1)});
    ++segments_.back().field_count;
    return index;
}

SegmentIndex RecordLayout::find_segment(std::string_view tag) const noexcept {
    const auto found =
        std::find_if(segments_.begin(), segments_.end(), [tag](const Segment& segment) { return segment.tag == tag; });
    return found == segments_.end() ? kNoSegment : static_cast<SegmentIndex>(found - segments_.begin());
}

FieldIndex RecordLayout::find_field(std::string_view tag) const noexcept {
    const auto found = field_by_tag_.find(tag);
    return found == field_by_tag_.end() ? kNoField : found->second;
}

bool RecordLayout::is_parent(std::string_view tag) const noexcept {
    return !tag.empty() && std::any_of(segments_.begin(), segments_.end(),
                                       [tag](const Segment& segment) { return segment.parent == tag; });
}

}  // namespace jianhe
