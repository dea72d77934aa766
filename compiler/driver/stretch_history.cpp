#include "compiler/driver/stretch_history.h"

#include <utility>

namespace jianhe::driver {

void StretchHistory::begin(RecordSink& report, HistoryForecast* forecast) noexcept {
    report_ = &report;
    forecast_ = forecast;
    entries_.clear();
    cells_.clear();
}

void StretchHistory::record(const JudgedRecord& judged) {
    Entry& entry = entries_.emplace_back(Entry{judged.begin, judged.end, judged.result.orders});
    entry.is_clean = forecast_ != nullptr && judged.result.findings.empty() && judged.result.blocked.empty();
    if (!entry.is_clean) return;
    report_->record(judged);
    entry.first_cell = cells_.size();
    entry.forecast = forecast_->of(judged.record, cells_);
}

}  // namespace jianhe::driver
