#include "runtime/scan/tag_table.h"

#include <algorithm>
#include <bit>

namespace jianhe {
namespace {

std::size_t hash_of(std::string_view tag) noexcept {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char c : tag) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash ^ hash >> 15;
}

}  // namespace

TagTable::TagTable(const RecordLayout& layout) {
    std::size_t names = layout.fields().size();
    for (const RecordLayout::Segment& segment : layout.segments()) names += 1 + (segment.parent.empty() ? 0U : 1U);
    places_.resize(std::bit_ceil(2 * names + 2));
    for (const RecordLayout::Segment& segment : layout.segments()) {
        add({segment.tag, Kind::Segment, static_cast<SegmentIndex>(parents_.size())});
        const auto known = std::find(parent_tags_.begin(), parent_tags_.end(), segment.parent);
        const auto parent = static_cast<std::uint16_t>(known - parent_tags_.begin());
        parents_.push_back(segment.parent.empty() ? kNoParent : parent);
        if (segment.parent.empty() || known != parent_tags_.end()) continue;
        parent_tags_.push_back(segment.parent);
        add({segment.parent, Kind::Parent, parent});
    }
    FieldIndex next_field = 0;
    for (const RecordLayout::Field& field : layout.fields()) add({field.tag, Kind::Field, next_field++});
    is_ambiguous_ = is_ambiguous_ || find(layout.root()) != nullptr || find(layout.record()) != nullptr;
    longest_ = std::max({longest_, layout.root().size(), layout.record().size()});
}

void TagTable::add(Entry entry) {
    if (entry.tag.empty() || find(entry.tag) != nullptr) {
        is_ambiguous_ = true;
        return;
    }
    longest_ = std::max(longest_, entry.tag.size());
    std::size_t place = hash_of(entry.tag) & (places_.size() - 1);
    while (!places_[place].tag.empty()) place = (place + 1) & (places_.size() - 1);
    places_[place] = entry;
}

const TagTable::Entry* TagTable::find(std::string_view tag) const noexcept {
    for (std::size_t place = hash_of(tag) & (places_.size() - 1);; place = (place + 1) & (places_.size() - 1)) {
        const Entry& entry = places_[place];
        if (entry.tag.empty()) return nullptr;
        if (entry.tag == tag) return &entry;
    }
}

}  // namespace jianhe
