// What the name of an element means in a layout, found by its bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <jianhe/record.h>

namespace jianhe {

class TagTable {
public:
    enum class Kind : std::uint8_t { Parent, Segment, Field };
    struct Entry {
        std::string_view tag;  // empty: a free place
        Kind kind = Kind::Parent;
        std::uint16_t index = 0;
    };
    static constexpr std::uint16_t kNoParent = 0xffff;

    // The layout must outlive the table.
    explicit TagTable(const RecordLayout& layout);

    const Entry* find(std::string_view tag) const noexcept;  // null: there is none
    // One name means two things here, and only the place of an element can tell.
    bool is_ambiguous() const noexcept { return is_ambiguous_; }
    std::uint16_t parent_of(SegmentIndex segment) const noexcept { return parents_[segment]; }
    const std::vector<std::string_view>& parents() const noexcept { return parent_tags_; }
    std::size_t longest_tag() const noexcept { return longest_; }

private:
    void add(Entry entry);

    std::vector<Entry> places_;           // a power of two of them, at most half of them taken
    std::vector<std::uint16_t> parents_;  // by segment, indices of parent_tags_
    std::vector<std::string_view> parent_tags_;
    std::size_t longest_ = 0;
    bool is_ambiguous_ = false;
};

}  // namespace jianhe
