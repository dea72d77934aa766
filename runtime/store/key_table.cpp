#include "runtime/store/key_table.h"

#include <algorithm>
#include <utility>

namespace jianhe::detail {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr Key128 kFree;

}  // namespace

KeyTable::KeyTable(std::size_t max_slots) : max_slots_(max_slots), slots_(std::min(max_slots, kFirstSlots)) {}

// The key's free slot or its own. Multiplying spreads keys that are no digests, such as a test's.
std::size_t KeyTable::slot_of(const Key128& key) const noexcept {
    const std::uint64_t mixed = (key.high ^ key.low) * 0x9E3779B97F4A7C15;
    std::size_t slot = (mixed >> 32) * slots_.size() >> 32;
    while (slots_[slot] != kFree && slots_[slot] != key) {
        if (++slot == slots_.size()) slot = 0;
    }
    return slot;
}

bool KeyTable::contains(const Key128& key) const noexcept {
    if (key == kFree) return has_zero_;
    return slots_[slot_of(key)] == key;
}

void KeyTable::put(const Key128& key) noexcept {
    if (key == kFree) {
        has_zero_ = true;
    } else {
        slots_[slot_of(key)] = key;
    }
}

void KeyTable::add(const Key128& key) {
    if (count_ >= slots_.size() / 4 * 3) grow();
    put(key);
    ++count_;
}

void KeyTable::grow() {
    const std::size_t doubled = 2 * slots_.size();
    std::vector<Key128> old(doubled > max_slots_ / 2 ? max_slots_ : doubled);
    std::swap(old, slots_);
    for (const Key128& key : old) {
        if (key != kFree) put(key);
    }
}

std::span<const Key128> KeyTable::take_sorted() {
    auto end = std::remove(slots_.begin(), slots_.end(), kFree);
    // A quarter of the slots was free, so there is room for the zero key.
    if (has_zero_) *end++ = kFree;
    std::sort(slots_.begin(), end);
    return {slots_.data(), static_cast<std::size_t>(end - slots_.begin())};
}

void KeyTable::empty() noexcept {
    std::fill(slots_.begin(), slots_.end(), kFree);
    count_ = 0;
    has_zero_ = false;
}

}  // namespace jianhe::detail
