// What the name of an element means in a layout, wherever the element stands.
#pragma once

#include <string>
#include <string_view>

#include <jianhe/identifier.h>
#include <jianhe/mask.h>
#include <jianhe/record.h>

namespace jianhe::xml {

// Elements that hold elements: text has no place directly inside them.
inline bool is_container(const RecordLayout& layout, std::string_view name) noexcept {
    return name == layout.root() || name == layout.record() || layout.is_parent(name) ||
           layout.find_segment(name) != kNoSegment;
}

inline bool is_known(const RecordLayout& layout, std::string_view name) noexcept {
    return is_container(layout, name) || layout.find_field(name) != kNoField;
}

inline constexpr std::size_t kShownNameBytes = 64;

// A name that the layout does not know, for messages: whole characters of UTF-8, and no person's number, should a
// broken program have written one where a tag belongs.
inline std::string shown_name(std::string_view name) {
    if (classify_person_id(name) != PersonIdKind::Other) return mask(name, MaskKind::NationalId);
    if (name.size() <= kShownNameBytes) return std::string{name};
    std::size_t end = kShownNameBytes;
    while ((static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    return std::string{name.substr(0, end)};
}

}  // namespace jianhe::xml
