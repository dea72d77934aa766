#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <jianhe/result.h>

#include "dsl/diag/diagnostic.h"
#include "dsl/source/source.h"

namespace jianhe::driver {

enum class FormatMode : std::uint8_t { Write, Check };

struct FormatOutcome {
    std::size_t file_count = 0;
    std::vector<std::string> changed;          // files whose text was, or would be, changed
    std::vector<dsl::Diagnostic> diagnostics;  // why a file could not be formatted
    dsl::SourceSet sources;                    // what they point into
};

// Brings the `.rules` files of a folder, or one such file, into the common layout; `Check` changes nothing. A file is
// replaced as a whole. Files that cannot be read as tokens are left as they are and have a diagnostic.
Result<FormatOutcome> format_specification(const std::string& path, FormatMode mode);

}  // namespace jianhe::driver
