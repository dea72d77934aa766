#include "runtime/store/key_table.h"

#include <algorithm>
#include <utility>

namespace jianhe::detail {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kGrowth = 4;
constexpr Key128 kFree;

}  // namespace

KeyTable::KeyTable(std::size_t max_slots) : max_slots_(max_slots), slots_(std::min(max_slots, kFirstSlots)) {}

// The key's free slot or its own.
std::size_t KeyTable::slot_of(const Key128& key) const noexcept {
    std::size_t slot = home_of(key);
    while (slots_[slot] != kFree && slots_[slot] != key) {
        if (++slot == slots_.size()) slot = 0;
    }
    return slot;
}

bool KeyTable::contains(const Key128& key) const noexcept {
    if (key == kFree) return has_zero_;
    return slots_[slot_of(key)] == key;
}

bool KeyTable::insert(const Key128& key) {
    if (count_ >= slots_.size() / 4 * 3) grow();
    if (key == kFree) {
        if (has_zero_) return false;
        has_zero_ = true;
    } else {
        Key128& slot = slots_[slot_of(key)];
        if (slot == key) return false;
        slot = key;
    }
    ++count_;
    return true;
}

void KeyTable::grow() {
    const std::size_t larger = kGrowth * slots_.size();
    SlotArray old(larger > max_slots_ / 2 ? max_slots_ : larger);
    std::swap(old, slots_);
    for (const Key128& key : old) {
        if (key != kFree) slots_[slot_of(key)] = key;
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

void KeyTable::reset() {
    if (slots_.size() > kFirstSlots) slots_ = SlotArray(std::min(max_slots_, kFirstSlots));
    if (count_ != 0) empty();
}

}  // namespace jianhe::detail
