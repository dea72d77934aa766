// The recent keys of a set, in memory; private to runtime/store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <jianhe/file_keys.h>

#include "runtime/store/slot_array.h"

namespace jianhe::detail {

// Open addressing with linear probing. It grows in large steps, so that small files cost little and keys are seldom
// moved, and stops at `max_slots`; when it is full there, its keys have to be taken out. While it grows, the old and
// the new slots together stay below twice the largest size.
class KeyTable {
public:
    explicit KeyTable(std::size_t max_slots);

    // Fetches the key's slot into the cache, while there is something else to do. Never a function of its own: GCC
    // takes one that only prefetches for one that does nothing, and drops the calls of it.
    [[gnu::always_inline]] void prefetch(const Key128& key) const noexcept {
        __builtin_prefetch(slots_.data() + home_of(key));
    }

    bool contains(const Key128& key) const noexcept;
    // True: there is no room for another key, and none will be made.
    bool is_full() const noexcept { return count_ == max_count(); }
    // True: the key was not there; now it is. The table is not full.
    bool insert(const Key128& key);
    // Inserts one key after the other, as long as each is new and needs no more memory: how many. Their slots are
    // fetched from memory side by side.
    std::size_t insert_new(std::span<const Key128> keys) noexcept;

    // All keys in order. The table is not usable until it is emptied.
    std::span<const Key128> take_sorted();
    // Forgets the keys and keeps the memory.
    void empty() noexcept;
    // Forgets the keys and keeps no more memory than a new table has.
    void reset();

    std::size_t memory_bytes() const noexcept { return slots_.capacity() * sizeof(Key128); }

private:
    // How many keys so many slots hold.
    static constexpr std::size_t room_of(std::size_t slots) noexcept { return slots / 4 * 3; }
    std::size_t max_count() const noexcept { return room_of(max_slots_); }
    // Where the search for the key begins. Multiplying spreads keys that are no digests, such as a test's; the
    // product's order is that of the slots, so that a table grows from one end to the other.
    std::size_t home_of(const Key128& key) const noexcept {
        const std::uint64_t mixed = (key.high ^ key.low) * 0x9E3779B97F4A7C15;
        return (mixed >> 32) * slots_.size() >> 32;
    }
    std::size_t slot_of(const Key128& key) const noexcept { return slot_from(home_of(key), key); }
    std::size_t slot_from(std::size_t home, const Key128& key) const noexcept;
    void grow();

    static constexpr Key128 kFree{};

    std::size_t max_slots_;
    SlotArray slots_;        // the zero key marks a free one
    std::size_t room_;       // for so many keys, without more slots
    std::size_t count_ = 0;  // the zero key included
    bool has_zero_ = false;  // the one key that cannot stand in a slot
};

// The key's free slot or its own.
inline std::size_t KeyTable::slot_from(std::size_t home, const Key128& key) const noexcept {
    std::size_t slot = home;
    while (slots_[slot] != kFree && slots_[slot] != key) {
        if (++slot == slots_.size()) slot = 0;
    }
    return slot;
}

inline bool KeyTable::contains(const Key128& key) const noexcept {
    if (key == kFree) return has_zero_;
    return slots_[slot_of(key)] == key;
}

inline bool KeyTable::insert(const Key128& key) {
    if (count_ >= room_) grow();
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

}  // namespace jianhe::detail
