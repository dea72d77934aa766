#include "runtime/history/fetched_rows.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace jianhe::detail {
namespace {

constexpr std::size_t kQueriesAtOnce = 4'096;
constexpr std::size_t kBytesPerEntry = 64;  // of an unordered map, roughly

// Of a relation's index, from 1.
std::uint32_t number_of_index(const KeyQuery& query) noexcept { return (query.relation << 8 | query.index) + 1; }

}  // namespace

FetchedRows::Place& FetchedRows::place_of(const KeyQuery& query) noexcept {
    const std::uint32_t index = number_of_index(query);
    const std::size_t mask = places_.size() - 1;
    std::size_t at = (query.hash ^ index) & mask;
    while (places_[at].index != 0 && (places_[at].hash != query.hash || places_[at].index != index))
        at = (at + 1) & mask;
    return places_[at];
}

void FetchedRows::expect(std::span<const KeyQuery> queries) {
    if (4 * (places_taken_ + queries.size()) > 3 * places_.size()) {
        std::vector<Place> before(std::bit_ceil(4 * (places_taken_ + queries.size()) / 3 + 2));
        before.swap(places_);
        for (const Place& place : before) {
            if (place.index != 0) place_of({(place.index - 1) >> 8, (place.index - 1) & 0xFF, place.hash}) = place;
        }
    }
    for (const KeyQuery& query : queries) {
        Place& place = place_of(query);
        if (place.index != 0) continue;
        place = {query.hash, number_of_index(query), {}};
        ++places_taken_;
    }
}

Result<void> FetchedRows::look_up(LedgerStore& store, std::span<const KeyQuery> queries, std::size_t max_bytes) {
    while (!queries.empty()) {
        if (memory_bytes() > max_bytes) {
            clear();
            return {};
        }
        asked_ = queries.first(std::min(queries.size(), kQueriesAtOnce));
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
    if (places_taken_ == 0) return nullptr;
    const Place& place = const_cast<FetchedRows*>(this)->place_of(query);
    return place.index == 0 ? nullptr : &place.found;
}

std::span<const std::uint64_t> FetchedRows::takers(std::uint64_t record) const noexcept {
    if (takers_.empty()) return {};
    const auto found = takers_.find(record);
    if (found == takers_.end()) return {};
    return found->second;
}

void FetchedRows::clear() noexcept {
    if (places_taken_ != 0) std::ranges::fill(places_, Place());
    places_taken_ = 0;
    rows_.clear();
    cells_.clear();
    takers_.clear();
}

void FetchedRows::add(std::size_t query, std::uint64_t record, std::span<Cell> cells) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    rows_.push_back({record, cells_.size(), static_cast<std::uint32_t>(cells.size()), kNone});
    cells_.insert(cells_.end(), std::move_iterator(cells.begin()), std::move_iterator(cells.end()));
    Found& found = place_of(asked_[query]).found;
    if (found.last == kNone) {
        found.first = row;
    } else {
        rows_[found.last].next = row;
    }
    found.last = row;
}

std::size_t FetchedRows::memory_bytes() const noexcept {
    return places_taken_ * sizeof(Place) + rows_.size() * sizeof(Row) + cells_.size() * sizeof(Cell) +
           takers_.size() * kBytesPerEntry;
}

}  // namespace jianhe::detail
