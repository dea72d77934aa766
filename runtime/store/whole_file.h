// Reading a file into memory; private to runtime/store. POSIX.
#pragma once

#include <cstdint>
#include <string>

#include <jianhe/result.h>

namespace jianhe::detail {

// Errors name the path. A file of more than `max_bytes` is refused.
Result<std::string> read_whole_file(const std::string& path, std::uint64_t max_bytes);

}  // namespace jianhe::detail
