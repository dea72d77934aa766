// What a file remembers: keys that stood before, by their hash of 128 bits in one open table.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "text.h"

namespace peer {

struct Key {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const Key&) const = default;
};

struct KeyHash {
    std::size_t operator()(const Key& key) const { return key.low; }
};

// Folded products, two words in each, and a second run with other constants. Not made against an opponent: a service
// would want a secret.
template <std::size_t Count>
Key hash_words(const std::uint64_t (&words)[Count]) {
    static_assert(Count % 2 == 0);
    Key key{0x9E3779B97F4A7C15U, 0xD6E8FEB86659FD93U};
    for (std::size_t i = 0; i < Count; i += 2) {
        key.low = mum(key.low ^ words[i], words[i + 1] ^ 0xA0761D6478BD642FU);
        key.high = mum(key.high + words[i], words[i + 1] + 0xE7037ED1A0B428DBU);
    }
    return key;
}

class KeySet {
public:
    KeySet() : slots_(1U << 12) {}

    // Asked for ahead, the slot is there when `insert` comes.
    void prefetch(const Key& key) const { __builtin_prefetch(&slots_[key.low & (slots_.size() - 1)], 1); }

    // False: it was there.
    bool insert(Key key) {
        key.high |= 1;  // none is the empty slot
        if ((count_ + 1) * 2 > slots_.size()) [[unlikely]]
            grow();
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = key.low & mask;; at = (at + 1) & mask) {
            if (slots_[at] == key) return false;
            if (slots_[at].high == 0) {
                slots_[at] = key;
                ++count_;
                return true;
            }
        }
    }

private:
    [[gnu::noinline, gnu::cold]] void grow() {
        std::vector<Key> old(slots_.size() * 4);
        old.swap(slots_);
        const std::size_t mask = slots_.size() - 1;
        for (const Key& key : old) {
            if (key.high == 0) continue;
            std::size_t at = key.low & mask;
            while (slots_[at].high != 0) at = (at + 1) & mask;
            slots_[at] = key;
        }
    }

    std::vector<Key> slots_;
    std::size_t count_ = 0;
};

// How often H01 = D has changed for a group; few groups ever do.
class GroupStates {
public:
    bool empty() const { return changes_.empty(); }
    void tell(const Key& group, bool state) {
        if (!state && changes_.empty()) [[likely]]
            return;
        const auto found = changes_.find(group);
        if (found == changes_.end()) {
            if (state) changes_.emplace(group, 1);
        } else if (state != (found->second % 2 == 1)) {
            ++found->second;
        }
    }
    std::uint64_t changes(const Key& group) const {
        if (changes_.empty()) [[likely]]
            return 0;
        const auto found = changes_.find(group);
        return found == changes_.end() ? 0 : found->second;
    }

private:
    std::unordered_map<Key, std::uint64_t, KeyHash> changes_;
};

}  // namespace peer
