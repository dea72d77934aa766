#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

// ISO 8601 local time (2025-10-15T20:00:00) or 13 ROC digits.
Result<DateTime> parse_date_time(std::string_view text);

// ISO 8601 (2025-10-15) or 7 ROC digits.
Result<Date> parse_date(std::string_view text);

// The computer's local time now.
DateTime local_now();

// What the caller supplies for one run: the moment of receipt, and `name`, `text` pairs by the specification's `given`
// declarations. The error names the value and says what is expected instead.
Result<GivenValues> parse_given_values(const ir::Module& module, DateTime received_at,
                                       const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace jianhe::driver
