#pragma once

#include <array>
#include <cstdint>

// Products of 64-bit words, modulo 2^128: the compiler's own where it has one, which on 32-bit systems it has not.
namespace jianhe::detail {

using WidePair = std::array<std::uint64_t, 2>;  // the lower half first

#if defined(__SIZEOF_INT128__)

__extension__ using WideProduct = unsigned __int128;

inline WidePair words_of(WideProduct value) noexcept {
    return {static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64)};
}
inline WideProduct wide(const WidePair& words) noexcept { return WideProduct{words[1]} << 64 | words[0]; }

#else

struct WideProduct {
    constexpr WideProduct(std::uint64_t lower, std::uint64_t upper = 0) noexcept : low(lower), high(upper) {}

    constexpr WideProduct& operator+=(const WideProduct& other) noexcept {
        low += other.low;
        high += other.high + (low < other.low ? 1 : 0);
        return *this;
    }
    friend constexpr WideProduct operator+(WideProduct a, const WideProduct& b) noexcept { return a += b; }
    friend constexpr WideProduct operator*(const WideProduct& a, std::uint64_t b) noexcept {
        constexpr std::uint64_t half = 0xffffffffU;
        const std::uint64_t low_low = (a.low & half) * (b & half);
        const std::uint64_t low_high = (a.low & half) * (b >> 32);
        const std::uint64_t high_low = (a.low >> 32) * (b & half);
        const std::uint64_t middle = (low_low >> 32) + (low_high & half) + (high_low & half);
        const std::uint64_t carried = (a.low >> 32) * (b >> 32) + (low_high >> 32) + (high_low >> 32) + (middle >> 32);
        return {middle << 32 | (low_low & half), carried + a.high * b};
    }

    std::uint64_t low;
    std::uint64_t high;
};

inline WidePair words_of(const WideProduct& value) noexcept { return {value.low, value.high}; }
inline WideProduct wide(const WidePair& words) noexcept { return {words[0], words[1]}; }

#endif

}  // namespace jianhe::detail
