#include <cassert>

#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif

#include <jianhe/file_keys.h>

#include "runtime/store/siphash.h"
#include "runtime/value/system_error.h"

// The message of a key, in words of eight bytes. Each part says in its first word what it is, so that the message tells
// its parts apart and a short part takes few words:
//     a text          its length << 32 | its first four bytes, then the rest, filled up with zeros
//     a small number  1 << 63 | its lowest 48 bits
//     another number  3 << 62, then the number
namespace jianhe {
namespace {

using Sip = detail::SipHash<1, 3>;

constexpr std::uint64_t kNumber = std::uint64_t{1} << 63;
constexpr std::uint64_t kWideNumber = std::uint64_t{3} << 62;
constexpr std::int64_t kSmallNumbers = std::int64_t{1} << 47;
constexpr std::size_t kFirstBytes = 4;

}  // namespace

Result<KeySeed> random_key_seed() {
    KeySeed seed;
    if (::getentropy(&seed, sizeof seed) != 0) return detail::system_error("cannot read", "the random generator");
    return seed;
}

KeyHasher::KeyHasher(const KeySeed& seed) noexcept : start_(Sip::start_128(seed)), state_(start_) {}

void KeyHasher::absorb(std::uint64_t word) noexcept {
    Sip::absorb(state_, word);
    ++words_;
}

void KeyHasher::add(std::string_view part) noexcept {
    assert(part.size() < std::size_t{1} << 31);
    absorb(std::uint64_t{part.size()} << 32 | detail::word_of(part.substr(0, kFirstBytes)));
    if (part.size() <= kFirstBytes) return;
    part.remove_prefix(kFirstBytes);
    words_ += part.size() / sizeof(std::uint64_t);
    const std::string_view rest = Sip::absorb_words(state_, part);
    if (!rest.empty()) absorb(detail::word_of(rest));
}

void KeyHasher::add(std::int64_t part) noexcept {
    const auto bits = static_cast<std::uint64_t>(part);
    if (part >= -kSmallNumbers && part < kSmallNumbers) return absorb(kNumber | bits << 16 >> 16);
    absorb(kWideNumber);
    absorb(bits);
}

Key128 KeyHasher::finish() noexcept {
    const std::uint64_t length_in_top_byte = words_ * sizeof(std::uint64_t) << 56;
    const Key128 digest = Sip::finish_128(state_, length_in_top_byte);
    state_ = start_;
    words_ = 0;
    return digest;
}

}  // namespace jianhe
