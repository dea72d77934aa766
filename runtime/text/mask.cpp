#include <algorithm>
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
    const bool is_ascii =
        std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_ascii) {
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

// A person's number written plainly, of which hiding the person part alone would leave more to see than of a masked
// one.
bool shows_a_person(std::string_view text) noexcept {
    for (std::size_t at = 0; at + kPersonIdLength <= text.size(); ++at) {
        const std::size_t hidden = std::min(at + kPersonIdLength, kPersonPartEnd) - std::max(at, kPersonPart);
        if (kPersonIdLength - hidden <= kShown) continue;
        if (classify_person_id(text.substr(at, kPersonIdLength)) != PersonIdKind::Other) return true;
    }
    return false;
}

void hide_visit_identifier(std::span<char> text) {
    const bool shaped = text.size() == kVisitIdLength && std::all_of(text.begin(), text.end(), [](char c) {
                            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                        });
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
