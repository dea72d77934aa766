// The last step of loading: rows are grouped by key, each group ordered by its days and checked.
#include <algorithm>
#include <bit>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "runtime/store/master_builder.h"
#include "runtime/store/master_cells.h"

namespace jianhe {

std::uint64_t MasterBuilder::hash_of(std::uint32_t row) const noexcept {
    detail::MasterKeyHasher hasher;
    for (const std::uint32_t column : table_->key_) {
        if (table_->types_[column] == MasterShape::Type::Text) {
            hasher.add(table_->text(row, column));
        } else {
            hasher.add(table_->cell(row, column));
        }
    }
    return hasher.finish();
}

bool MasterBuilder::have_same_key(std::uint32_t a, std::uint32_t b) const noexcept {
    return std::all_of(table_->key_.begin(), table_->key_.end(), [&](std::uint32_t column) {
        return table_->types_[column] == MasterShape::Type::Text ? table_->text(a, column) == table_->text(b, column)
                                                                 : table_->cell(a, column) == table_->cell(b, column);
    });
}

// Fills the slots, each with the first row of its key and how many there are, and returns the slot of each row.
std::vector<std::uint32_t> MasterBuilder::count_keys() {
    std::vector<Slot>& slots = table_->slots_;
    const auto rows = static_cast<std::uint32_t>(table_->row_count_);
    slots.resize(std::bit_ceil(std::size_t{2} * rows));
    const std::size_t mask = slots.size() - 1;
    std::vector<std::uint32_t> slot_of_row(rows);
    for (std::uint32_t row = 0; row < rows; ++row) {
        std::size_t i = static_cast<std::size_t>(hash_of(row)) & mask;
        while (slots[i].count != 0 && !have_same_key(slots[i].first, row)) i = (i + 1) & mask;
        if (slots[i].count++ == 0) slots[i].first = row;
        slot_of_row[row] = static_cast<std::uint32_t>(i);
    }
    return slot_of_row;
}

// Orders the rows by key, those of a key by first day; from now on the slots tell positions of order_.
Result<void> MasterBuilder::order_rows(const std::vector<std::uint32_t>& slot_of_row) {
    std::vector<Slot>& slots = table_->slots_;
    std::vector<std::uint32_t>& order = table_->order_;
    const auto rank = [&](std::uint32_t row) {
        const std::int32_t first_day = shape_.is_dated ? table_->periods_[row].first : 0;
        return std::tuple(slots[slot_of_row[row]].first, first_day, row);
    };
    order.resize(slot_of_row.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
    for (std::uint32_t begin = 0; begin < order.size();) {
        Slot& slot = slots[slot_of_row[order[begin]]];
        slot.first = begin;
        if (auto done = check_group(begin, begin + slot.count); !done) return done;
        begin += slot.count;
    }
    return {};
}

Result<void> MasterBuilder::check_group(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t i = begin + 1; i < end; ++i) {
        const std::uint32_t earlier = table_->order_[i - 1], later = table_->order_[i];
        if (!shape_.is_dated) {
            return fault(places_[later], "the same key stands in " + place_text_(places_[earlier]));
        }
        if (table_->periods_[later].first <= table_->periods_[earlier].last) {
            return fault(places_[later],
                         "the same key stands in " + place_text_(places_[earlier]) + ", and is valid on a same day");
        }
    }
    return {};
}

Result<std::shared_ptr<const MasterTable>> MasterBuilder::finish() {
    table_->row_count_ = places_.size();
    const std::vector<std::uint32_t> slot_of_row = count_keys();
    const auto has_several = [](const Slot& slot) { return slot.count > 1; };
    if (std::any_of(table_->slots_.begin(), table_->slots_.end(), has_several)) {
        if (auto done = order_rows(slot_of_row); !done) return done.error();
    }
    table_->arena_.shrink_to_fit();
    table_->cells_.shrink_to_fit();
    table_->periods_.shrink_to_fit();
    return std::shared_ptr<const MasterTable>(std::move(table_));
}

}  // namespace jianhe
