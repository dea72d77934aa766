#include "dsl/source/display_width.h"

#include <algorithm>
#include <array>

namespace jianhe::dsl {
namespace {

struct Block {
    char32_t first;
    char32_t last;
};

constexpr std::array<Block, 19> kWideBlocks{{
    {0x1100, 0x115F},    // Hangul Jamo
    {0x2329, 0x232A},    // angle brackets
    {0x2E80, 0x303E},    // CJK radicals, symbols and punctuation
    {0x3041, 0x33FF},    // kana, bopomofo, enclosed CJK
    {0x3400, 0x4DBF},    // CJK extension A
    {0x4E00, 0x9FFF},    // CJK unified ideographs
    {0xA000, 0xA4CF},    // Yi
    {0xA960, 0xA97F},    // Hangul Jamo extended A
    {0xAC00, 0xD7A3},    // Hangul syllables
    {0xF900, 0xFAFF},    // CJK compatibility ideographs
    {0xFE10, 0xFE19},    // vertical forms
    {0xFE30, 0xFE6F},    // CJK compatibility and small forms
    {0xFF00, 0xFF60},    // full-width forms
    {0xFFE0, 0xFFE6},    // full-width signs
    {0x1F300, 0x1F64F},  // pictographs
    {0x1F680, 0x1F6FF},  // transport symbols
    {0x1F900, 0x1F9FF},  // supplemental pictographs
    {0x20000, 0x2FFFD},  // CJK extensions B to F
    {0x30000, 0x3FFFD},  // CJK extension G and later
}};

constexpr std::array<Block, 6> kZeroWidthBlocks{{
    {0x0300, 0x036F},    // combining marks
    {0x200B, 0x200F},    // zero-width space and direction marks
    {0x20D0, 0x20FF},    // combining marks for symbols
    {0xFE00, 0xFE0F},    // variation selectors
    {0xFEFF, 0xFEFF},    // byte order mark
    {0xE0100, 0xE01EF},  // variation selectors supplement
}};

template <std::size_t N>
bool lies_in(const std::array<Block, N>& blocks, char32_t code_point) noexcept {
    return std::any_of(blocks.begin(), blocks.end(), [code_point](const Block& block) {
        return code_point >= block.first && code_point <= block.last;
    });
}

// Length of the sequence that a lead byte announces, or 0.
std::size_t sequence_size(unsigned char lead) noexcept {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

bool is_scalar_of_size(char32_t code_point, std::size_t size) noexcept {
    constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return code_point >= kLeast[size] && code_point <= 0x10FFFF && !is_surrogate;
}

}  // namespace

Character character_at(std::string_view text, std::size_t offset) noexcept {
    constexpr Character kInvalid{0xFFFD, 1, false};
    const auto lead = static_cast<unsigned char>(text[offset]);
    const std::size_t size = sequence_size(lead);
    if (size == 1) {
        return {lead, 1, true};
    }
    if (size == 0 || offset + size > text.size()) {
        return kInvalid;
    }
    char32_t code_point = lead & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[offset + i]);
        if ((byte & 0xC0U) != 0x80U) {
            return kInvalid;
        }
        code_point = (code_point << 6U) | (byte & 0x3FU);
    }
    return is_scalar_of_size(code_point, size) ? Character{code_point, size, true} : kInvalid;
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size();) {
        const Character character = character_at(text, i);
        if (!character.valid) {
            return i;
        }
        i += character.size;
    }
    return std::string_view::npos;
}

std::size_t display_width(char32_t code_point) noexcept {
    if (code_point < 0x0300) {
        return 1;
    }
    if (lies_in(kZeroWidthBlocks, code_point)) {
        return 0;
    }
    return lies_in(kWideBlocks, code_point) ? 2 : 1;
}

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Character character = character_at(text, i);
        width += display_width(character.code_point);
        i += character.size;
    }
    return width;
}

}  // namespace jianhe::dsl
