#pragma once

#include <cstdint>

#include "compiler/generate/draft.h"
#include "compiler/generate/random.h"

namespace jianhe::generate {

// Moves every date and date-time of the record, those inside visit identifiers too, by the same number of days, so that
// whatever lies before another still does, as many days before. What is no date stays.
void shift_days(Draft& draft, std::int64_t days);

// Moves all date-times by one random span of at most a few hours, such that each keeps its day. Those at midnight stay:
// they mean a day.
void shift_hours(Draft& draft, Random& random);

}  // namespace jianhe::generate
