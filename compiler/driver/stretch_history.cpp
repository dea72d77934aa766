#include "compiler/driver/stretch_history.h"

namespace jianhe::driver {

void StretchHistory::begin(RecordSink& report, bool stands_alone) noexcept {
    report_ = &report;
    stands_alone_ = stands_alone;
    entries_.clear();
}

void StretchHistory::record(const JudgedRecord& judged) {
    const bool is_clean = stands_alone_ && judged.result.findings.empty() && judged.result.blocked.empty();
    entries_.push_back({judged.begin, judged.end, judged.result.orders, is_clean});
    if (is_clean) report_->record(judged);
}

}  // namespace jianhe::driver
