// Eight bytes at a time: whether a text stands somewhere, where a plain value ends, how many lines there are. Unless it
// says otherwise, a function may read eight bytes more than it looks at.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace jianhe::words {

inline constexpr std::size_t kSize = sizeof(std::uint64_t);

inline std::uint64_t load(const char* at) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, at, kSize);
    return word;
}

// A text to be compared with, most often of no more than eight bytes.
class Expected {
public:
    explicit Expected(std::string text) : size_(text.size()) {
        if (size_ > kSize) {
            long_text_ = std::move(text);
            return;
        }
        std::array<char, kSize> bytes{};
        std::array<char, kSize> mask{};
        std::memcpy(bytes.data(), text.data(), size_);
        std::memset(mask.data(), 0xFF, size_);
        bytes_ = load(bytes.data());
        mask_ = load(mask.data());
    }

    // Behind the text; null where it does not stand.
    const char* match(const char* at) const noexcept {
        const bool fits =
            long_text_.empty() ? (load(at) & mask_) == bytes_ : std::memcmp(at, long_text_.data(), size_) == 0;
        return fits ? at + size_ : nullptr;
    }

private:
    std::uint64_t bytes_ = 0;
    std::uint64_t mask_ = 0;
    std::size_t size_;
    std::string long_text_;  // of more than eight bytes
};

inline constexpr std::uint64_t repeat(unsigned char byte) noexcept { return 0x0101010101010101U * byte; }
inline constexpr std::uint64_t kHighBits = repeat(0x80);

// The high bit of a byte that is zero; of bytes behind it too.
inline constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
    return (word - repeat(1)) & ~word & kHighBits;
}

// The first byte that is a control character, `&`, `<`, `>` or not ASCII. There must be one.
inline const char* find_special(const char* at) noexcept {
    static_assert('<' == 0x3C && '>' == 0x3E && '&' == 0x26);
    if constexpr (std::endian::native == std::endian::little) {
        for (;; at += kSize) {
            const std::uint64_t word = load(at);
            const std::uint64_t control = (word - repeat(0x20)) & ~word & kHighBits;
            const std::uint64_t angle = zero_bytes((word | repeat(0x02)) ^ repeat(0x3E));
            const std::uint64_t found = control | angle | zero_bytes(word ^ repeat(0x26)) | (word & kHighBits);
            if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
        }
    } else {
        for (;; ++at) {
            const auto byte = static_cast<unsigned char>(*at);
            if (byte < 0x20 || byte >= 0x80 || byte == '&' || byte == '<' || byte == '>') return at;
        }
    }
}

// How many bytes are LF. Reads none behind them.
inline std::uint64_t count_lines(std::string_view bytes) noexcept {
    constexpr std::size_t kMostWords = 255;  // of which each adds one at most to each byte of a sum
    std::uint64_t lines = 0;
    std::size_t at = 0;
    while (bytes.size() - at >= kSize) {
        std::uint64_t sums = 0;
        const std::size_t words = std::min(kMostWords, (bytes.size() - at) / kSize);
        for (std::size_t i = 0; i < words; ++i, at += kSize) {
            const std::uint64_t word = load(bytes.data() + at) ^ repeat('\n');
            // The high bit is clear where the byte is zero, whatever stands beside it.
            sums += ~(((word & ~kHighBits) + ~kHighBits) | word) >> 7 & repeat(1);
        }
        for (; sums != 0; sums >>= 8) lines += sums & 0xFF;
    }
    for (; at < bytes.size(); ++at) lines += bytes[at] == '\n' ? 1U : 0U;
    return lines;
}

}  // namespace jianhe::words
