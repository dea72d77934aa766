#pragma once

#include <span>
#include <string>

#include <jianhe/result.h>

namespace jianhe::driver {

// A file that `compile` makes: a name without a folder, and its bytes.
struct EmittedFile {
    std::string name;
    std::string bytes;
};

// Writes all files into the folder, which is created where it is missing. None gets its name before all have been
// written, so an error leaves the files of an earlier run as they were, unless the renaming itself fails.
Result<void> write_emitted(std::span<const EmittedFile> files, const std::string& folder);

}  // namespace jianhe::driver
