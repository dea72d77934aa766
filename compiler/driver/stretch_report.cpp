#include "compiler/driver/stretch_report.h"

namespace jianhe::driver {

void StretchReport::record(const JudgedRecord& judged) {
    entries_.push_back({judged.ordinal, judged.record, judged.result});
}

std::size_t StretchReport::bytes() const noexcept { return entries_.size() * sizeof(Entry); }

}  // namespace jianhe::driver
