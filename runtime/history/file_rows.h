// What the records of the file that has begun added so far and is not in the store yet; private to runtime/history.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <jianhe/ledger.h>

namespace jianhe::detail {

// The hash of a key with an absent cell; no other key has it. Such a row is not found by that index.
inline constexpr std::uint64_t kNoKey = 0;

// From a hash to the rows that have it, in order. Open addressing.
class RowChains {
public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    // Rows are added in order from 0; one that has no key is skipped.
    void add(std::uint32_t row, std::uint64_t hash);
    std::uint32_t first(std::uint64_t hash) const noexcept;
    // It will be asked for soon: the table is larger than the caches. Inlined, see KeyTable::prefetch.
    [[gnu::always_inline]] void prefetch(std::uint64_t hash) const noexcept {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    }
    std::uint32_t next(std::uint32_t row) const noexcept { return next_[row]; }

    std::size_t memory_bytes() const noexcept {
        return slots_.capacity() * sizeof(Slot) + next_.capacity() * sizeof(std::uint32_t);
    }

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t first = kNone;
        std::uint32_t last = kNone;
    };
    Slot& slot_of(std::uint64_t hash) noexcept;
    void grow();

    std::vector<Slot> slots_;
    std::vector<std::uint32_t> next_;
    std::size_t used_ = 0;
};

class FileRows {
public:
    // The hash of each index's key.
    using Hashes = std::span<const std::uint64_t>;

    struct Relation {
        std::string bytes;                   // rows, one after the other
        std::vector<std::size_t> begins;     // of each row in `bytes`
        std::vector<std::uint64_t> records;  // of each row
        // Of each index: the key's hash of each row, and the rows of a hash.
        std::vector<std::vector<std::uint64_t>> hashes;
        std::vector<RowChains> chains;

        std::size_t size() const noexcept { return begins.size(); }
        const char* row(std::size_t index) const noexcept { return bytes.data() + begins[index]; }
    };
    struct TakeBack {
        std::uint64_t taken = 0;
        std::uint64_t taker = 0;
        std::uint32_t depth = 1;  // 1 + that of the taken record
    };

    explicit FileRows(const LedgerShape& shape);

    void add_name(std::uint64_t record, std::span<const Cell> name);
    void add_row(std::uint32_t relation, std::uint64_t record, std::span<const Cell> cells, Hashes hashes);
    void add_take_back(const TakeBack& take_back);
    void clear();

    const Relation& relation(std::uint32_t index) const noexcept { return relations_[index]; }
    // Record names, as a relation of one row a record; empty where records have no names.
    const Relation& names() const noexcept { return names_; }
    std::span<const TakeBack> take_backs() const noexcept { return take_backs_; }
    // The indices of those that took this record back.
    std::span<const std::uint32_t> takers(std::uint64_t record) const noexcept;
    // How deep the chain below this record is: 0 if it took nothing back.
    std::uint32_t depth(std::uint64_t record) const noexcept;

    bool is_empty() const noexcept;
    std::size_t memory_bytes() const noexcept;

private:
    std::vector<std::size_t> index_counts_;
    std::vector<Relation> relations_;
    Relation names_;
    std::vector<TakeBack> take_backs_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> takers_;
    std::unordered_map<std::uint64_t, std::uint32_t> depths_;
};

}  // namespace jianhe::detail
