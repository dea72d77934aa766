#include <unistd.h>
#if defined(__APPLE__)
#include <sys/random.h>
#endif

#include <jianhe/file_keys.h>

#include "runtime/store/siphash.h"
#include "runtime/value/system_error.h"

// The message of a key: each part is a word that says what it is and how long, then its bytes, filled up with zeros to
// whole words. So the message tells its parts apart, and its length is always a multiple of eight.
namespace jianhe {
namespace {

constexpr std::uint64_t kNumber = std::uint64_t{1} << 63;  // no text is that long

}  // namespace

Result<KeySeed> random_key_seed() {
    KeySeed seed;
    if (::getentropy(&seed, sizeof seed) != 0) return detail::system_error("cannot read", "the random generator");
    return seed;
}

KeyHasher::KeyHasher(const KeySeed& seed) noexcept : start_(detail::sip_start_128(seed)), state_(start_) {}

void KeyHasher::absorb(std::uint64_t word) noexcept {
    detail::sip_absorb(state_, word);
    ++words_;
}

void KeyHasher::add(std::string_view part) noexcept {
    absorb(part.size());
    words_ += part.size() / sizeof(std::uint64_t);
    const std::string_view rest = detail::sip_absorb_words(state_, part);
    if (!rest.empty()) absorb(detail::word_of(rest));
}

void KeyHasher::add(std::int64_t part) noexcept {
    absorb(kNumber);
    absorb(static_cast<std::uint64_t>(part));
}

Key128 KeyHasher::finish() noexcept {
    const std::uint64_t length_in_top_byte = words_ * sizeof(std::uint64_t) << 56;
    const Key128 digest = detail::sip_finish_128(state_, length_in_top_byte);
    state_ = start_;
    words_ = 0;
    return digest;
}

}  // namespace jianhe
