#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include <jianhe/identifier.h>
#include <jianhe/mask.h>

#include "utf8.h"

namespace jianhe {
namespace {

constexpr char kHidden = '*';

// One byte a character: ASCII as it is, everything else hidden already.
void append_ascii_or_hidden(std::string& out, std::string_view utf8) {
    unsigned char all = 0;
    for (const char c : utf8) all |= static_cast<unsigned char>(c);
    if (all < 0x80) {
        out.append(utf8);
        return;
    }
    for (std::size_t at = 0; at < utf8.size();) {
        const detail::Utf8Char character = detail::decode_utf8(utf8, at);
        out += character.code_point < 0x80 ? static_cast<char>(character.code_point) : kHidden;
        at += character.length;
    }
}

void hide(std::span<char> text) { std::fill(text.begin(), text.end(), kHidden); }

constexpr std::size_t kShownFirst = 3;
constexpr std::size_t kShownLast = 2;
constexpr std::size_t kShown = kShownFirst + kShownLast;
constexpr std::size_t kPersonIdLength = 10;

void hide_national_id(std::span<char> text) {
    hide(text.size() < kPersonIdLength ? text : text.subspan(kShownFirst, text.size() - kShown));
}

constexpr std::size_t kVisitIdLength = 20;
constexpr std::size_t kPersonPart = 6;
constexpr std::size_t kPersonPartEnd = 13;

constexpr std::array<bool, 256> kVisitCharacters = [] {
    std::array<bool, 256> has{};
    for (unsigned char c = '0'; c <= '9'; ++c) has[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) has[c] = true;
    return has;
}();

// Asks all of them without a branch for each, because almost all texts have the shape.
bool are_visit_characters(std::span<const char> text) noexcept {
    bool all = true;
    for (const char c : text) all &= kVisitCharacters[static_cast<unsigned char>(c)];
    return all;
}

// By where a person's number would begin: whether hiding the person part leaves more of it than a mask does.
constexpr std::array<bool, kVisitIdLength> kShowsTooMuch = [] {
    std::array<bool, kVisitIdLength> shows{};
    for (std::size_t at = 0; at + kPersonIdLength <= kVisitIdLength; ++at) {
        const std::size_t hidden = std::min(at + kPersonIdLength, kPersonPartEnd) - std::max(at, kPersonPart);
        shows[at] = kPersonIdLength - hidden > kShown;
    }
    return shows;
}();

// A person's number written plainly, of which hiding the person part alone would leave more to see than of a masked
// one.
bool shows_a_person(std::string_view text) noexcept {
    for (std::size_t at = 0; at + kPersonIdLength <= text.size(); ++at) {
        if (!kShowsTooMuch[at]) continue;
        if (classify_person_id(text.substr(at, kPersonIdLength)) != PersonIdKind::Other) return true;
    }
    return false;
}

void hide_visit_identifier(std::span<char> text) {
    const bool shaped = text.size() == kVisitIdLength && are_visit_characters(text);
    const bool hides_enough = shaped && !shows_a_person({text.data(), text.size()});
    hide(hides_enough ? text.subspan(kPersonPart, kPersonPartEnd - kPersonPart) : text);
}

}  // namespace

void append_masked(std::string& out, std::string_view utf8, MaskKind kind) {
    if (kind == MaskKind::None) {
        out.append(utf8);
        return;
    }
    const std::size_t begin = out.size();
    append_ascii_or_hidden(out, utf8);
    const std::span<char> text = std::span(out).subspan(begin);
    switch (kind) {
        case MaskKind::None: break;
        case MaskKind::NationalId: hide_national_id(text); break;
        case MaskKind::VisitIdentifier: hide_visit_identifier(text); break;
        case MaskKind::All: hide(text); break;
    }
}

std::string mask(std::string_view utf8, MaskKind kind) {
    std::string text;
    append_masked(text, utf8, kind);
    return text;
}

}  // namespace jianhe
