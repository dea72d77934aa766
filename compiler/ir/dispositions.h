#pragma once

#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::ir {

// Whether the day changes nothing: one disposition, which holds on all days.
inline bool is_of_every_day(const std::vector<DatedDisposition>& dispositions) {
    return dispositions.size() == 1 && dispositions.front().span.is_open();
}

}  // namespace jianhe::ir
