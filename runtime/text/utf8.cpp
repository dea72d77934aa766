#include "utf8.h"

#include <cstring>

namespace jianhe::detail {
namespace {

struct LeadByte {
    std::size_t length = 0;  // 0: no character begins with it
    unsigned second_min = 0x80;
    unsigned second_max = 0xBF;
};

// The bounds of the second byte keep out overlong forms, surrogates and what lies above 10FFFF.
LeadByte classify_lead(unsigned lead) noexcept {
    if (lead < 0x80) return {1};
    if (lead < 0xC2) return {0};
    if (lead < 0xE0) return {2};
    if (lead < 0xF0) return {3, lead == 0xE0 ? 0xA0U : 0x80U, lead == 0xED ? 0x9FU : 0xBFU};
    if (lead < 0xF5) return {4, lead == 0xF0 ? 0x90U : 0x80U, lead == 0xF4 ? 0x8FU : 0xBFU};
    return {0};
}

unsigned byte_at(std::string_view bytes, std::size_t at) noexcept { return static_cast<unsigned char>(bytes[at]); }

}  // namespace

Utf8Char decode_utf8(std::string_view bytes, std::size_t at) noexcept {
    const unsigned first = byte_at(bytes, at);
    const LeadByte lead = classify_lead(first);
    if (lead.length == 0) return {};
    if (lead.length == 1) return {static_cast<char32_t>(first), 1, Utf8Status::Ok};
    char32_t code_point = first & (0x7FU >> lead.length);
    for (std::size_t i = 1; i < lead.length; ++i) {
        if (at + i >= bytes.size()) return {kReplacement, 1, Utf8Status::Cut};
        const unsigned next = byte_at(bytes, at + i);
        const unsigned min = i == 1 ? lead.second_min : 0x80;
        const unsigned max = i == 1 ? lead.second_max : 0xBF;
        if (next < min || next > max) return {};
        code_point = code_point << 6 | (next & 0x3F);
    }
    return {code_point, lead.length, Utf8Status::Ok};
}

void append_utf8(std::string& out, char32_t code_point) {
    const auto continuation = [code_point](unsigned shift) {
        return static_cast<char>(0x80 | (code_point >> shift & 0x3F));
    };
    if (code_point < 0x80) {
        out += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        out += static_cast<char>(0xC0 | code_point >> 6);
        out += continuation(0);
    } else if (code_point < 0x10000) {
        out += static_cast<char>(0xE0 | code_point >> 12);
        out += continuation(6);
        out += continuation(0);
    } else {
        out += static_cast<char>(0xF0 | code_point >> 18);
        out += continuation(12);
        out += continuation(6);
        out += continuation(0);
    }
}

std::size_t skip_ascii(std::string_view bytes, std::size_t from) noexcept {
    constexpr std::uint64_t high_bits = 0x8080808080808080U;
    while (bytes.size() - from >= sizeof(std::uint64_t)) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes.data() + from, sizeof eight);
        if ((eight & high_bits) != 0) break;
        from += sizeof eight;
    }
    while (from < bytes.size() && byte_at(bytes, from) < 0x80) ++from;
    return from;
}

}  // namespace jianhe::detail
