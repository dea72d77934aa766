#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <jianhe/truth.h>

#include "compiler/ir/module.h"

namespace jianhe {

// What was answered about the record at hand, so that a condition that many rules share is decided once; one that reads
// no row, once for all rows. An answer carries the number of its record, so that nothing has to be cleared.
class KnownAnswers {
public:
    struct Answer {
        std::uint64_t record = 0;
        Truth truth = Truth::Unknown;
    };
    struct RowAnswers {
        std::uint64_t record = 0;
        std::vector<Truth> truths;  // by row
    };
    struct Count {
        std::uint64_t record = 0;
        Value value;
    };

    explicit KnownAnswers(const ir::Module& module);

    // The next record; no segment of it has more rows.
    void begin(std::uint32_t most_rows);

    // The number of the record at hand, from 1.
    std::uint64_t record() const noexcept { return record_; }

    // Of a condition at a row; null: it is not worth remembering.
    Answer* answer(ir::InstId id, std::uint32_t row) noexcept {
        const Place place = places_[ir::index_of(id)];
        if (!place.is_kept) return nullptr;
        if (!place.by_row) return &whole_[place.index];
        const std::size_t at = std::size_t{row} * by_row_count_ + place.index;
        return at < by_row_.size() ? &by_row_[at] : nullptr;
    }
    // Whether it reads an entry of the history that is at hand, so that its answer is never the last one.
    bool reads_entry(ir::InstId id) const noexcept { return reads_entry_[ir::index_of(id)]; }
    RowAnswers& row_answers(ir::InstId unique) noexcept { return row_answers_[places_[ir::index_of(unique)].index]; }
    Count& count(ir::InstId count_where) noexcept { return counts_[places_[ir::index_of(count_where)].index]; }

private:
    struct Place {
        bool by_row = false;
        bool is_kept = false;
        std::uint32_t index = 0;  // among those that are kept likewise
    };

    void find_what_differs_by_row(const ir::Module& module);
    void find_what_reads_entries(const ir::Module& module);
    void keep_what_is_asked_again(const ir::Module& module);

    std::vector<Place> places_;      // by instruction
    std::vector<bool> reads_entry_;  // likewise
    std::uint64_t record_ = 0;
    std::uint32_t by_row_count_ = 0;
    std::vector<Answer> whole_;
    std::vector<Answer> by_row_;  // row after row
    std::vector<RowAnswers> row_answers_;
    std::vector<Count> counts_;
};

}  // namespace jianhe
