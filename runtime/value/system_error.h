// Failures of the operating system as an Error; private to runtime/.
#pragma once

#include <string_view>

#include <jianhe/result.h>

namespace jianhe::detail {

// `cannot write a.jsonl: No space left on device`, from errno.
Error system_error(std::string_view what, std::string_view name);

}  // namespace jianhe::detail
