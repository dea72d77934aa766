#include "runtime/history/fetched_rows.h"

#include <algorithm>
#include <iterator>

namespace jianhe::detail {
namespace {

constexpr std::size_t kQueriesAtOnce = 4'096;
constexpr std::size_t kBytesPerEntry = 64;  // of an unordered map, roughly

}  // namespace

Result<void> FetchedRows::look_up(LedgerStore& store, std::span<const KeyQuery> queries, std::size_t max_bytes) {
    while (!queries.empty() && memory_bytes() < max_bytes) {
        asked_ = queries.first(std::min(queries.size(), kQueriesAtOnce));
        for (const KeyQuery& query : asked_) found_.try_emplace(query);
        const std::size_t first_row = rows_.size();
        if (auto looked_up = store.look_up(asked_, *this); !looked_up) return looked_up;
        if (auto looked_up = look_up_takers(store, first_row); !looked_up) return looked_up;
        queries = queries.subspan(asked_.size());
    }
    return {};
}

// Takers may have been taken back themselves, so it goes on until there are no more.
Result<void> FetchedRows::look_up_takers(LedgerStore& store, std::size_t first_row) {
    std::vector<std::uint64_t> records;
    for (std::size_t i = first_row; i < rows_.size(); ++i) records.push_back(rows_[i].record);
    for (;;) {
        std::ranges::sort(records);
        records.erase(std::unique(records.begin(), records.end()), records.end());
        std::erase_if(records, [&](std::uint64_t record) { return takers_.contains(record); });
        if (records.empty()) return {};
        const auto found = store.takers_of(records);
        if (!found) return found.error();
        records.clear();
        for (const FileRows::TakeBack& take_back : *found) {
            takers_[take_back.taken].push_back(take_back.taker);
            records.push_back(take_back.taker);
        }
    }
}

const FetchedRows::Found* FetchedRows::find(const KeyQuery& query) const noexcept {
    const auto found = found_.find(query);
    return found == found_.end() ? nullptr : &found->second;
}

std::span<const std::uint64_t> FetchedRows::takers(std::uint64_t record) const noexcept {
    if (takers_.empty()) return {};
    const auto found = takers_.find(record);
    if (found == takers_.end()) return {};
    return found->second;
}

void FetchedRows::clear() noexcept {
    found_.clear();
    rows_.clear();
    cells_.clear();
    takers_.clear();
}

void FetchedRows::add(std::size_t query, std::uint64_t record, std::span<Cell> cells) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({record, cells_.size(), static_cast<std::uint32_t>(cells.size()), kNone});
    cells_.insert(cells_.end(), std::move_iterator(cells.begin()), std::move_iterator(cells.end()));
    Found& found = found_[asked_[query]];
    if (found.last == kNone) {
        found.first = row;
    } else {
        rows_[found.last].next = row;
    }
    found.last = row;
}

std::size_t FetchedRows::memory_bytes() const noexcept {
    return found_.size() * kBytesPerEntry + rows_.size() * sizeof(Row) + cells_.size() * sizeof(Cell) +
           takers_.size() * kBytesPerEntry;
}

}  // namespace jianhe::detail
