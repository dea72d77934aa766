#pragma once

#include <cstdint>

namespace jianhe::generate {

// splitmix64. The standard library's distributions give other numbers on other machines, so there are none here. Each
// record has a stream of its own: what one draws does not change the others.
class Random {
public:
    Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t number) noexcept : state_(seed) {
        state_ = next() ^ stream;
        state_ = next() ^ number;
    }

    std::uint64_t next() noexcept {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    // 0 to bound - 1, each as likely; 0 when the bound is 0.
    std::uint64_t below(std::uint64_t bound) noexcept {
        if (bound == 0) return 0;
        const std::uint64_t uneven = (0 - bound) % bound;
        std::uint64_t drawn = next();
        while (drawn < uneven) drawn = next();
        return drawn % bound;
    }

    // low to high, both included; low <= high.
    std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
        const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        const std::uint64_t drawn = span == UINT64_MAX ? next() : below(span + 1);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + drawn);
    }

    // True in `share` of all cases.
    bool chance(double share) noexcept { return static_cast<double>(next() >> 11) * 0x1p-53 < share; }

private:
    std::uint64_t state_;
};

}  // namespace jianhe::generate
