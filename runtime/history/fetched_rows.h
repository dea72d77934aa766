// Rows of the store that were looked up, until the next look-up; private to runtime/history.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "runtime/history/ledger_store.h"

namespace jianhe::detail {

class FetchedRows final : public RowSink {
public:
    struct Row {
        std::uint64_t record = 0;
        std::size_t first_cell = 0;
        std::uint32_t cell_count = 0;
        std::uint32_t next = kNone;
    };
    struct Found {
        std::uint32_t first = kNone;
        std::uint32_t last = kNone;
    };
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    // These will be looked up, or are known to have no rows. Each may come several times.
    void expect(std::span<const KeyQuery> queries);
    // Looks up expected keys, sorted and each there once. When all becomes more than so many bytes, nothing is known
    // any more.
    Result<void> look_up(LedgerStore& store, std::span<const KeyQuery> queries, std::size_t max_bytes);
    // Null: it is not known.
    const Found* find(const KeyQuery& query) const noexcept;
    const Row& row(std::uint32_t index) const noexcept { return rows_[index]; }
    std::span<const Cell> cells(const Row& row) const noexcept {
        return std::span(cells_).subspan(row.first_cell, row.cell_count);
    }
    // Who took a record back, as far as it was looked up with its rows.
    std::span<const std::uint64_t> takers(std::uint64_t record) const noexcept;

    void clear() noexcept;
    std::size_t memory_bytes() const noexcept;
    void add(std::size_t query, std::uint64_t record, std::span<Cell> cells) override;

private:
    // Open addressing; a place is taken when its number of an index is not 0.
    struct Place {
        std::uint64_t hash = 0;
        std::uint32_t index = 0;
        Found found;
    };
    Place& place_of(const KeyQuery& query) noexcept;
    Result<void> look_up_takers(LedgerStore& store, std::size_t first_row);

    std::vector<Place> places_;
    std::size_t places_taken_ = 0;
    std::vector<Row> rows_;
    std::vector<Cell> cells_;
    std::unordered_map<std::uint64_t, std::vector<std::uint64_t>> takers_;
    std::span<const KeyQuery> asked_;  // while looking up
};

}  // namespace jianhe::detail
