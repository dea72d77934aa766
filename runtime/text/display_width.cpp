#include <algorithm>
#include <iterator>

#include <jianhe/encoding.h>

#include "utf8.h"

namespace jianhe {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Unicode East_Asian_Width W and F: all scripts and the blocks of emoji, joined where only unassigned characters lie
// between. Single wide symbols inside narrow blocks are left out, as no field or message has them.
constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},   {0x2E80, 0x303E},
    {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x16FE0, 0x18DFF}, {0x1AFF0, 0x1B2FF}, {0x1F300, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C},
    {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F400, 0x1F43E}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F90C, 0x1F9FF}, {0x20000, 0x3FFFD},
};

// Combining marks, zero-width space and joiners, variation selectors.
constexpr Range kZeroWidth[] = {
    {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0x302A, 0x302D},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF},
};

template <std::size_t N>
bool lies_in(const Range (&ranges)[N], char32_t code_point) noexcept {
    const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), code_point,
                                         [](char32_t value, const Range& range) { return value < range.first; });
    return after != std::begin(ranges) && code_point <= std::prev(after)->last;
}

}  // namespace

std::size_t display_width(std::string_view utf8) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const detail::Utf8Char character = detail::decode_utf8(utf8, at);
        if (!lies_in(kZeroWidth, character.code_point)) width += lies_in(kWide, character.code_point) ? 2U : 1U;
        at += character.length;
    }
    return width;
}

}  // namespace jianhe
