#include <algorithm>
#include <cassert>

#include <jianhe/masters.h>

#include "runtime/store/master_cells.h"

namespace jianhe {

std::uint64_t MasterTable::cell(std::uint32_t row, std::uint32_t column) const noexcept {
    assert(row < row_count_ && column < types_.size());
    return cells_[std::size_t{row} * types_.size() + column];
}

std::string_view MasterTable::text(std::uint32_t row, std::uint32_t column) const noexcept {
    const std::uint64_t content = cell(row, column);
    if (types_[column] != MasterShape::Type::Text) return {};
    return detail::text_of_cell(content, arena_);
}

std::optional<std::int64_t> MasterTable::number(std::uint32_t row, std::uint32_t column) const noexcept {
    const std::uint64_t content = cell(row, column);
    if (types_[column] == MasterShape::Type::Text || content == detail::kEmptyNumberCell) return std::nullopt;
    return static_cast<std::int64_t>(content);
}

bool MasterTable::has_key(std::uint32_t row, std::span<const std::string_view> key) const noexcept {
    for (std::size_t i = 0; i < key_.size(); ++i) {
        const MasterShape::Type type = types_[key_[i]];
        if (type == MasterShape::Type::Text ? text(row, key_[i]) != key[i]
                                            : detail::number_cell(type, key[i]) != cell(row, key_[i])) {
            return false;
        }
    }
    return true;
}

const MasterTable::Slot* MasterTable::find_slot(std::span<const std::string_view> key) const noexcept {
    if (slots_.empty()) return nullptr;
    detail::MasterKeyHasher hasher;
    for (std::size_t i = 0; i < key_.size(); ++i) {
        const MasterShape::Type type = types_[key_[i]];
        if (type == MasterShape::Type::Text) {
            hasher.add(key[i]);
        } else if (const auto number = detail::number_cell(type, key[i])) {
            hasher.add(*number);
        } else {
            return nullptr;
        }
    }
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = static_cast<std::size_t>(hasher.finish()) & mask;; i = (i + 1) & mask) {
        if (slots_[i].count == 0) return nullptr;
        if (has_key(row_at(slots_[i].first), key)) return &slots_[i];
    }
}

std::optional<std::uint32_t> MasterTable::find(std::span<const std::string_view> key,
                                               std::optional<Date> day) const noexcept {
    assert(key.size() == key_.size() && "a text for each key column");
    const Slot* slot = find_slot(key);
    if (slot == nullptr) return std::nullopt;
    if (!day || periods_.empty()) return row_at(slot->first);
    // The last row that begins on or before the day; rows of one key do not overlap.
    std::uint32_t begin = slot->first, end = slot->first + slot->count;
    while (begin < end) {
        const std::uint32_t middle = begin + (end - begin) / 2;
        if (periods_[row_at(middle)].first <= day->days) {
            begin = middle + 1;
        } else {
            end = middle;
        }
    }
    if (begin == slot->first) return std::nullopt;
    const std::uint32_t row = row_at(begin - 1);
    if (periods_[row].last < day->days) return std::nullopt;
    return row;
}

}  // namespace jianhe
