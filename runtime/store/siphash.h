// SipHash-c-d (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012), word by word; private to runtime/store.
//
//     using Sip = SipHash<1, 3>;                    // rounds a word, rounds at the end
//     SipState state = Sip::start_128(seed);
//     Sip::absorb(state, word);                     // eight bytes of the message, the first one lowest
//     Key128 digest = Sip::finish_128(state, last); // the bytes left over; the message's length in the top byte
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <jianhe/file_keys.h>

namespace jianhe::detail {

using SipState = std::array<std::uint64_t, 4>;

// Up to eight bytes as a word, the first one lowest.
inline std::uint64_t word_of(std::string_view bytes) noexcept {
    std::uint64_t word = 0;
    if constexpr (std::endian::native == std::endian::little) {
        if (bytes.size() >= sizeof word) {
            std::memcpy(&word, bytes.data(), sizeof word);
            return word;
        }
    }
    for (std::size_t i = 0; i < bytes.size() && i < sizeof word; ++i) {
        word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return word;
}

inline void sip_round(SipState& v) noexcept {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = std::rotl(v[1], 13) ^ v[0];
    v[3] = std::rotl(v[3], 16) ^ v[2];
    v[0] = std::rotl(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = std::rotl(v[1], 17) ^ v[2];
    v[3] = std::rotl(v[3], 21) ^ v[0];
    v[2] = std::rotl(v[2], 32);
}

template <int kWordRounds, int kLastRounds>
struct SipHash {
    static SipState start_128(const KeySeed& seed) noexcept {
        return {seed.first ^ 0x736f6d6570736575, seed.second ^ 0x646f72616e646f6d ^ 0xEE,
                seed.first ^ 0x6c7967656e657261, seed.second ^ 0x7465646279746573};
    }

    static void absorb(SipState& v, std::uint64_t word) noexcept {
        v[3] ^= word;
        for (int i = 0; i < kWordRounds; ++i) sip_round(v);
        v[0] ^= word;
    }

    // Absorbs the whole words of a text and returns what is left, fewer than eight bytes.
    static std::string_view absorb_words(SipState& state, std::string_view text) noexcept {
        for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
            absorb(state, word_of(text));
        }
        return text;
    }

    // The first eight bytes of the digest are `low`.
    static Key128 finish_128(SipState v, std::uint64_t last_word) noexcept {
        absorb(v, last_word);
        Key128 digest;
        v[2] ^= 0xEE;
        digest.low = last_rounds(v);
        v[1] ^= 0xDD;
        digest.high = last_rounds(v);
        return digest;
    }

private:
    static std::uint64_t last_rounds(SipState& v) noexcept {
        for (int i = 0; i < kLastRounds; ++i) sip_round(v);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }
};

}  // namespace jianhe::detail
