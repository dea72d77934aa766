#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <jianhe/ledger.h>
#include <jianhe/upload_stream.h>

#include "compiler/interp/history_forecast.h"

namespace jianhe::driver {

// The records of one stretch for a run with a history: where each lies, whether there is anything to say of it as far
// as can be told without the history, and if not, what it will ask the history. Those of which there is nothing are
// handed on to the report, which counts them; the others are judged again in their order, and are counted then. Every
// record is to be reported to it.
class StretchHistory final : public RecordSink {
public:
    struct Entry {
        std::size_t begin = 0;  // as of JudgedRecord
        std::size_t end = 0;
        std::uint32_t orders = 0;
        bool is_clean = false;
        std::shared_ptr<const Forecast> forecast{};  // of a clean one; null: there is none
        std::size_t first_cell = 0;                  // of it
    };

    // The next stretch, or the same one again. Without a forecast all records are judged again.
    void begin(RecordSink& report, HistoryForecast* forecast) noexcept;
    void record(const JudgedRecord& judged) override;

    // One for each record, in order.
    std::span<const Entry> entries() const noexcept { return entries_; }
    std::span<const Cell> cells() const noexcept { return cells_; }

private:
    RecordSink* report_ = nullptr;
    HistoryForecast* forecast_ = nullptr;
    std::vector<Entry> entries_;
    std::vector<Cell> cells_;
};

}  // namespace jianhe::driver
