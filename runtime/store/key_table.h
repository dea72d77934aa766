// The recent keys of a set, in memory; private to runtime/store.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <jianhe/file_keys.h>

namespace jianhe::detail {

// Open addressing with linear probing. It grows by doubling, so that small files cost little, and stops at `max_slots`;
// when it is full there, its keys have to be taken out. While it grows, the old and the new slots together stay below
// twice the largest size.
class KeyTable {
public:
    explicit KeyTable(std::size_t max_slots);

    bool contains(const Key128& key) const noexcept;
    // True: there is no room for another key, and none will be made.
    bool is_full() const noexcept { return count_ == max_count(); }
    // The key is not in the table, and the table is not full.
    void add(const Key128& key);

    // All keys in order. The table is not usable until it is emptied.
    std::span<const Key128> take_sorted();
    // Forgets the keys and keeps the memory.
    void empty() noexcept;

    std::size_t memory_bytes() const noexcept { return slots_.capacity() * sizeof(Key128); }

private:
    std::size_t max_count() const noexcept { return max_slots_ / 4 * 3; }
    std::size_t slot_of(const Key128& key) const noexcept;
    void grow();
    void put(const Key128& key) noexcept;

    std::size_t max_slots_;
    std::vector<Key128> slots_;  // the zero key marks a free one
    std::size_t count_ = 0;      // the zero key included
    bool has_zero_ = false;      // the one key that cannot stand in a slot
};

}  // namespace jianhe::detail
