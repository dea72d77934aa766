#include "runtime/store/key_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace jianhe::detail {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr std::size_t kGrowth = 4;

}  // namespace

KeyTable::KeyTable(std::size_t max_slots)
    : max_slots_(max_slots), slots_(std::min(max_slots, kFirstSlots)), room_(room_of(slots_.size())) {}

void KeyTable::grow() {
    const std::size_t larger = kGrowth * slots_.size();
    SlotArray old(larger > max_slots_ / 2 ? max_slots_ : larger);
    std::swap(old, slots_);
    room_ = room_of(slots_.size());
    for (const Key128& key : old) {
        if (key != kFree) slots_[slot_of(key)] = key;
    }
}

std::size_t KeyTable::insert_new(std::span<const Key128> keys) noexcept {
    // As many as a processor fetches at once, and a few more.
    constexpr std::size_t kAtOnce = 32;
    std::size_t inserted = 0;
    while (inserted != keys.size()) {
        const std::size_t end = std::min({keys.size(), inserted + kAtOnce, inserted + (room_ - count_)});
        if (inserted == end) break;
        std::array<std::size_t, kAtOnce> homes;
        for (std::size_t i = inserted; i != end; ++i) {
            const std::size_t home = home_of(keys[i]);
            __builtin_prefetch(slots_.data() + home);
            homes[i - inserted] = home;
        }
        const std::size_t first = inserted;
        for (; inserted != end; ++inserted) {
            const Key128& key = keys[inserted];
            Key128& slot = slots_[slot_from(homes[inserted - first], key)];
            // The zero key finds itself wherever a slot is free.
            if (slot == key) return inserted;
            slot = key;
            ++count_;
        }
    }
    return inserted;
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
    if (slots_.size() > kFirstSlots) {
        slots_ = SlotArray(std::min(max_slots_, kFirstSlots));
        room_ = room_of(slots_.size());
    }
    if (count_ != 0) empty();
}

}  // namespace jianhe::detail
