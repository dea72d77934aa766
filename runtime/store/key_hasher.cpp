#include <bit>
#include <cassert>
#include <cstring>

#include <jianhe/file_keys.h>

#include "runtime/store/siphash.h"
#include "runtime/store/wide_product.h"

// The message of a key, in words of eight bytes, from which its parts could be read again from the end:
//     a text      its bytes, filled up with zeros; a text of more than 253 bytes has a word with its length behind it
//     a number    one word
//     a shape     behind every seven parts, and at the end: how many they are, and a byte for each
// The byte of a part is a text's length, 254 for a long text, 255 for a number.
namespace jianhe {
namespace {

using Sip = detail::SipHash<1, 3>;
using Product = detail::WideProduct;
using detail::wide;
using detail::words_of;

constexpr std::uint64_t kLongText = 254;
constexpr std::uint64_t kNumber = 255;
constexpr std::uint32_t kPartsInShape = 7;

// One to eight bytes as a word, and none beside them is read.
std::uint64_t short_word(const char* text, std::size_t size) noexcept {
    if constexpr (std::endian::native != std::endian::little) return detail::word_of({text, size});
    if (size >= 4) {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::memcpy(&first, text, sizeof first);
        std::memcpy(&last, text + size - sizeof last, sizeof last);
        return first | std::uint64_t{last} << (8 * (size - sizeof last));
    }
    const auto byte = [&](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(text[at])}; };
    return byte(0) | byte(size / 2) << (8 * (size / 2)) | byte(size - 1) << (8 * (size - 1));
}

}  // namespace

KeyHasher::KeyHasher(const KeySeed& seed) noexcept {
    std::uint64_t number = 0;
    const auto two_words = [&]() -> Wide {
        detail::SipState state = Sip::start_128(seed);
        Sip::absorb(state, number++);
        const Key128 made = Sip::finish_128(state, std::uint64_t{8} << 56);
        return {made.low, made.high};
    };
    for (std::size_t i = 0; i < secret_.factors.size(); i += 2) {
        const Wide words = two_words();
        secret_.factors[i] = words[0];
        secret_.factors[i + 1] = words[1];
    }
    for (auto& half : secret_.last_factors) {
        for (Wide& factor : half) factor = two_words();
    }
    const Wide first = two_words();
    first_piece_ = Sip::start_128({first[0], first[1]});
}

void KeyHasher::restart() noexcept {
    words_ = 0;
    shape_ = 0;
    parts_ = 0;
    is_long_ = false;
}

void KeyHasher::absorb(std::uint64_t word) noexcept {
    if (words_ == kWords) end_piece();
    piece_[words_++] = word;
}

void KeyHasher::end_piece() noexcept {
    if (!is_long_) pieces_ = first_piece_;
    is_long_ = true;
    for (const Wide& sum : sums()) {
        Sip::absorb(pieces_, sum[0]);
        Sip::absorb(pieces_, sum[1]);
    }
    words_ = 0;
}

void KeyHasher::end_part(std::uint64_t shape) noexcept {
    if (parts_ == kPartsInShape) {
        absorb(shape_ << 8 | kPartsInShape);
        parts_ = 0;
        shape_ = 0;
    }
    shape_ = shape_ << 8 | shape;
    ++parts_;
}

void KeyHasher::add(std::string_view part) noexcept {
    assert(part.size() < std::size_t{1} << 31);
    end_part(part.size() < kLongText ? part.size() : kLongText);
    const char* at = part.data();
    std::size_t left = part.size();
    if (left <= 2 * sizeof(std::uint64_t) && words_ + 2 <= kWords) {
        // As almost all are.
        std::uint64_t* word = piece_.data() + words_;
        if (left > sizeof(std::uint64_t)) {
            *word++ = detail::word_of({at, sizeof(std::uint64_t)});
            at += sizeof(std::uint64_t);
            left -= sizeof(std::uint64_t);
        }
        if (left != 0) *word++ = short_word(at, left);
        words_ = static_cast<std::size_t>(word - piece_.data());
        return;
    }
    for (; left > sizeof(std::uint64_t); left -= sizeof(std::uint64_t), at += sizeof(std::uint64_t))
        absorb(detail::word_of({at, sizeof(std::uint64_t)}));
    if (left != 0) absorb(short_word(at, left));
    if (part.size() >= kLongText) absorb(part.size());
}

void KeyHasher::add(std::int64_t part) noexcept {
    end_part(kNumber);
    absorb(static_cast<std::uint64_t>(part));
}

// Words are multiplied in pairs, the last one with nothing if it has no partner; for the second sum the secret words
// are those of the next pair.
std::array<KeyHasher::Wide, 2> KeyHasher::sums() noexcept {
    if (words_ % 2 == 1) piece_[words_++] = 0;
    Product first = 0;
    Product second = 0;
    for (std::size_t i = 0; i < words_; i += 2) {
        first += Product{piece_[i] + secret_.factors[i]} * (piece_[i + 1] + secret_.factors[i + 1]);
        second += Product{piece_[i] + secret_.factors[i + 2]} * (piece_[i + 1] + secret_.factors[i + 3]);
    }
    return {words_of(first), words_of(second)};
}

Key128 KeyHasher::finish() noexcept {
    absorb(shape_ << 8 | parts_);
    const std::array<Wide, 2> last = sums();
    Key128 digest;
    if (!is_long_) {
        const auto reduced = [](const std::array<Wide, 3>& factors, const Wide& sum) {
            return words_of(wide(factors[0]) * sum[0] + wide(factors[1]) * sum[1] + wide(factors[2]))[1];
        };
        digest = {reduced(secret_.last_factors[1], last[1]), reduced(secret_.last_factors[0], last[0])};
    } else {
        end_piece();
        digest = Sip::finish_128(pieces_, 0);
    }
    restart();
    return digest;
}

}  // namespace jianhe
