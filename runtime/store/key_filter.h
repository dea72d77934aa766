// A Bloom filter over the keys of one run; private to runtime/store.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/file_keys.h>

namespace jianhe::detail {

// Blocked: all bits of a key lie in one line of the cache. With ten bits a key about one foreign key in a hundred seems
// to be there. A filter without blocks says "maybe" to everything.
class KeyFilter {
public:
    static constexpr std::size_t kBitsPerKey = 10;

    KeyFilter() = default;
    // The best filter for so many keys within `max_bytes`; less than a bit a key helps nothing, then it has no blocks.
    KeyFilter(std::uint64_t key_count, std::size_t max_bytes);

    void add(const Key128& key) noexcept;
    bool may_contain(const Key128& key) const noexcept;
    // Whoever asks for many keys asks for the memory of each a little earlier. Changes nothing. Inlined, see
    // KeyTable::prefetch.
    [[gnu::always_inline]] void prefetch(const Key128& key) const noexcept {
        if (!blocks_.empty()) __builtin_prefetch(&blocks_[block_of(key)]);
    }

    std::size_t memory_bytes() const noexcept { return blocks_.capacity() * sizeof(Block); }

    // The filter as bytes, and back; bytes that are none give a filter without blocks. Words lie as this machine has
    // them.
    std::string save() const;
    static KeyFilter load(std::string_view bytes);

private:
    using Block = std::array<std::uint64_t, 8>;
    std::size_t block_of(const Key128& key) const noexcept;

    std::vector<Block> blocks_;
    int bits_set_ = 0;  // by one key, at most seven: nine bits of a word each choose one of the 512 of a block
};

}  // namespace jianhe::detail
