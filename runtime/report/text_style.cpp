#include "runtime/report/text_style.h"

#include <jianhe/encoding.h>

namespace jianhe::detail {
namespace {

std::string_view escape_of(Ink ink) noexcept {
    switch (ink) {
        case Ink::Heading: return "\x1b[1m";
        case Ink::Bad: return "\x1b[31m";
        case Ink::Doubtful: return "\x1b[33m";
        case Ink::Good: return "\x1b[32m";
        case Ink::Quiet: return "\x1b[2m";
    }
    return {};
}

}  // namespace

std::string_view ink_begin(Colours colours, Ink ink) noexcept {
    return colours == Colours::Off ? std::string_view{} : escape_of(ink);
}

std::string_view ink_end(Colours colours) noexcept { return colours == Colours::Off ? "" : "\x1b[0m"; }

std::string inked(Colours colours, Ink ink, std::string_view text) {
    return std::string{ink_begin(colours, ink)}.append(text).append(ink_end(colours));
}

std::string padded(std::string_view text, std::size_t columns) {
    const std::size_t width = display_width(text);
    std::string out{text};
    if (width < columns) out.append(columns - width, ' ');
    return out;
}

std::string right_aligned(std::uint64_t number, std::size_t columns) {
    const std::string digits = std::to_string(number);
    return digits.size() < columns ? std::string(columns - digits.size(), ' ') + digits : digits;
}

std::string counted(std::uint64_t count, std::string_view noun) {
    std::string out = std::to_string(count).append(" ").append(noun);
    if (count != 1) out.push_back('s');
    return out;
}

}  // namespace jianhe::detail
