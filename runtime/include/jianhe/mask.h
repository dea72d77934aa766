// Masking of private values before they are shown. Source of the shapes: domain RESOLUTIONS 27, design "privacy".
//
// A malformed value must not show more of a person than a well-formed one, so whatever does not have the expected shape
// is hidden further or wholly. Lengths stay visible: each character becomes one `*`. A character outside ASCII is never
// shown; bytes that are not UTF-8 count as one character each. Pure; may be called from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace jianhe {

// NationalId       first 3 and last 2 characters stay: A123456789 -> A12*****89. Shorter than 10: all hidden.
// VisitIdentifier  the person part, positions 6-12, is hidden: 0USE4FA11RP4J370WR4K -> 0USE4F*******370WR4K.
//                  Not 20 of 0-9 and A-Z, or a person's number standing elsewhere in it: all hidden.
enum class MaskKind : std::uint8_t { None, NationalId, VisitIdentifier, All };

std::string mask(std::string_view utf8, MaskKind kind);
void append_masked(std::string& out, std::string_view utf8, MaskKind kind);
// In place, where every character is ASCII.
void mask_ascii(std::span<char> text, MaskKind kind) noexcept;

}  // namespace jianhe
