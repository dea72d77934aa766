#include "runtime/store/key_filter.h"

#include <algorithm>
#include <cstring>

namespace jianhe::detail {
namespace {

constexpr int kMaxBitsSet = 7;

// Two independent words of a key, also of one that is no digest.
std::uint64_t place_word(const Key128& key) noexcept { return (key.low ^ key.high >> 32) * 0xC2B2AE3D27D4EB4F; }
std::uint64_t bits_word(const Key128& key) noexcept { return (key.high ^ key.low >> 32) * 0x9E3779B97F4A7C15; }

}  // namespace

KeyFilter::KeyFilter(std::uint64_t key_count, std::size_t max_bytes) {
    if (key_count == 0 || max_bytes < key_count / 8) return;
    const std::size_t wanted = static_cast<std::size_t>(key_count) * kBitsPerKey / 8;
    blocks_.resize(std::min(wanted, max_bytes) / sizeof(Block));
    // The best number of bits to set is ln 2 times the bits there are for each key.
    const std::uint64_t bits = 8 * memory_bytes();
    bits_set_ = std::clamp(static_cast<int>(bits * 7 / (key_count * 10)), 1, kMaxBitsSet);
}

std::size_t KeyFilter::block_of(const Key128& key) const noexcept {
    return (place_word(key) >> 32) * blocks_.size() >> 32;
}

void KeyFilter::add(const Key128& key) noexcept {
    if (blocks_.empty()) return;
    Block& block = blocks_[block_of(key)];
    std::uint64_t choices = bits_word(key);
    for (int i = 0; i < bits_set_; ++i, choices >>= 9) {
        block[choices >> 6 & 7] |= std::uint64_t{1} << (choices & 63);
    }
}

bool KeyFilter::may_contain(const Key128& key) const noexcept {
    if (blocks_.empty()) return true;
    const Block& block = blocks_[block_of(key)];
    std::uint64_t choices = bits_word(key);
    for (int i = 0; i < bits_set_; ++i, choices >>= 9) {
        if ((block[choices >> 6 & 7] >> (choices & 63) & 1) == 0) return false;
    }
    return true;
}

std::string KeyFilter::save() const {
    std::string bytes(1, static_cast<char>(bits_set_));
    return bytes.append(reinterpret_cast<const char*>(blocks_.data()), blocks_.size() * sizeof(Block));
}

KeyFilter KeyFilter::load(std::string_view bytes) {
    KeyFilter filter;
    if (bytes.empty() || bytes[0] < 1 || bytes[0] > kMaxBitsSet || (bytes.size() - 1) % sizeof(Block) != 0) {
        return filter;
    }
    filter.bits_set_ = bytes[0];
    filter.blocks_.resize(bytes.size() / sizeof(Block));
    std::memcpy(filter.blocks_.data(), bytes.data() + 1, bytes.size() - 1);
    return filter;
}

}  // namespace jianhe::detail
