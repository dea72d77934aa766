#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
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

// 0 to 9 and A to Z, eight at a time. A sum carries into the byte above only where that is refused anyway.
bool are_visit_characters(std::span<const char, kVisitIdLength> text) noexcept {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    std::uint64_t refused = 0;
    for (const std::size_t at : {std::size_t{0}, sizeof kOnes, kVisitIdLength - sizeof kOnes}) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        const auto is_from = [word](unsigned char c) { return word + kOnes * (0x80U - c); };
        const auto is_behind = [word](unsigned char c) { return word + kOnes * (0x7FU - c); };
        const std::uint64_t is_digit = is_from('0') & ~is_behind('9');
        const std::uint64_t is_letter = is_from('A') & ~is_behind('Z');
        refused |= word | ~(is_digit | is_letter);
    }
    return (refused & kOnes << 7U) == 0;
}

// Whether hiding the person part leaves more of a person's number that begins there than a mask does.
constexpr bool shows_too_much(std::size_t at) {
    const std::size_t hidden = std::min(at + kPersonIdLength, kPersonPartEnd) - std::max(at, kPersonPart);
    return kPersonIdLength - hidden > kShown;
}
constexpr std::size_t kLastPerson = kVisitIdLength - kPersonIdLength;
constexpr std::size_t kTellingPlaces = [] {
    std::size_t count = 0;
    for (std::size_t at = 0; at <= kLastPerson; ++at) {
        if (shows_too_much(at)) ++count;
    }
    return count;
}();
constexpr std::array<std::size_t, kTellingPlaces> kShowsTooMuch = [] {
    std::array<std::size_t, kTellingPlaces> places{};
    std::size_t count = 0;
    for (std::size_t at = 0; at <= kLastPerson; ++at) {
        if (shows_too_much(at)) places[count++] = at;
    }
    return places;
}();

// A person's number written plainly, of which hiding the person part alone would leave more to see than of a masked
// one.
bool shows_a_person(std::string_view text) noexcept {
    return std::any_of(kShowsTooMuch.begin(), kShowsTooMuch.end(), [text](std::size_t at) {
        return classify_person_id(text.substr(at, kPersonIdLength)) != PersonIdKind::Other;
    });
}

void hide_visit_identifier(std::span<char> text) {
    const bool shaped = text.size() == kVisitIdLength && are_visit_characters(text.first<kVisitIdLength>());
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
    mask_ascii(std::span(out).subspan(begin), kind);
}

void mask_ascii(std::span<char> text, MaskKind kind) noexcept {
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
