#include "runtime/history/file_rows.h"

#include <bit>

#include "runtime/history/row_bytes.h"

namespace jianhe::detail {
namespace {

constexpr std::size_t kFirstSlots = 64;
// A node of an unordered map with its bucket and its vector, roughly.
constexpr std::size_t kBytesPerTakeBack = 160;

template <class T>
std::size_t bytes_of(const std::vector<T>& vector) noexcept {
    return vector.capacity() * sizeof(T);
}

std::size_t bytes_of(const FileRows::Relation& relation) noexcept {
    std::size_t bytes = relation.bytes.capacity() + bytes_of(relation.begins) + bytes_of(relation.records);
    for (const auto& hashes : relation.hashes) bytes += bytes_of(hashes);
    for (const RowChains& chains : relation.chains) bytes += chains.memory_bytes();
    return bytes;
}

}  // namespace

RowChains::Slot& RowChains::slot_of(std::uint64_t hash) noexcept {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].first != kNone && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
}

void RowChains::grow() {
    std::vector<Slot> old(slots_.empty() ? kFirstSlots : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
        if (slot.first != kNone) slot_of(slot.hash) = slot;
    }
}

void RowChains::add(std::uint32_t row, std::uint64_t hash) {
    next_.push_back(kNone);
    if (hash == kNoKey) return;
    // Most that are looked for are absent, and take as many steps as there are neighbours.
    if (2 * (used_ + 1) > slots_.size()) grow();
    Slot& slot = slot_of(hash);
    if (slot.first == kNone) {
        slot = {hash, row, row};
        ++used_;
    } else {
        next_[slot.last] = row;
        slot.last = row;
    }
}

std::uint32_t RowChains::first(std::uint64_t hash) const noexcept {
    if (slots_.empty()) return kNone;
    return const_cast<RowChains*>(this)->slot_of(hash).first;
}

FileRows::FileRows(const LedgerShape& shape) {
    for (const LedgerRelation& relation : shape.relations) index_counts_.push_back(relation.indexes.size());
    clear();
}

void FileRows::clear() {
    // Made anew, so that the memory is given back.
    names_ = {};
    relations_ = std::vector<Relation>(index_counts_.size());
    for (std::size_t i = 0; i < relations_.size(); ++i) {
        relations_[i].hashes.resize(index_counts_[i]);
        relations_[i].chains.resize(index_counts_[i]);
    }
    take_backs_ = {};
    takers_ = {};
    depths_ = {};
}

void FileRows::add_name(std::uint64_t record, std::span<const Cell> name) {
    names_.begins.push_back(names_.bytes.size());
    names_.records.push_back(record);
    append_cells(names_.bytes, name);
}

void FileRows::add_row(std::uint32_t relation, std::uint64_t record, std::span<const Cell> cells, Hashes hashes) {
    Relation& rows = relations_[relation];
    const auto row = static_cast<std::uint32_t>(rows.size());
    rows.begins.push_back(rows.bytes.size());
    rows.records.push_back(record);
    append_cells(rows.bytes, cells);
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        rows.hashes[i].push_back(hashes[i]);
        rows.chains[i].add(row, hashes[i]);
    }
}

void FileRows::add_take_back(const TakeBack& take_back) {
    takers_[take_back.taken].push_back(static_cast<std::uint32_t>(take_backs_.size()));
    std::uint32_t& depth = depths_[take_back.taker];
    depth = std::max(depth, take_back.depth);
    take_backs_.push_back(take_back);
}

std::span<const std::uint32_t> FileRows::takers(std::uint64_t record) const noexcept {
    if (takers_.empty()) return {};
    const auto found = takers_.find(record);
    if (found == takers_.end()) return {};
    return found->second;
}

std::uint32_t FileRows::depth(std::uint64_t record) const noexcept {
    const auto found = depths_.find(record);
    return found == depths_.end() ? 0 : found->second;
}

bool FileRows::is_empty() const noexcept {
    if (names_.size() != 0 || !take_backs_.empty()) return false;
    for (const Relation& relation : relations_) {
        if (relation.size() != 0) return false;
    }
    return true;
}

std::size_t FileRows::memory_bytes() const noexcept {
    std::size_t bytes = bytes_of(names_) + take_backs_.size() * kBytesPerTakeBack;
    for (const Relation& relation : relations_) bytes += bytes_of(relation);
    return bytes;
}

}  // namespace jianhe::detail
