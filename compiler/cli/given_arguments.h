#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>

namespace jianhe::cli {

// The arguments of `--given NAME=VALUE`, taken apart.
Result<std::vector<std::pair<std::string, std::string>>> split_givens(const std::vector<std::string>& arguments);

// The argument of `--received-at`; without it the computer's time. An empty text is a mistake (an unset variable of a
// script), not "now".
Result<DateTime> moment_of_receipt(const std::optional<std::string>& text);

}  // namespace jianhe::cli
