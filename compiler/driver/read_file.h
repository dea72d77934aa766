#pragma once

#include <cstdint>
#include <limits>
#include <string>

#include <jianhe/result.h>

#include "compiler/driver/digest.h"

namespace jianhe::driver {

struct FileBytes {
    std::string bytes;
    std::uint64_t size = 0;  // of the whole file, also where only its beginning was kept
    std::string digest;      // of the whole file
};

// Reads a file, or standard input for `-`, to its end. At most `keep` bytes are held in memory; the rest is only
// counted and hashed. The error says why the file could not be read to its end, or that it changed meanwhile.
Result<FileBytes> read_file(const std::string& path, std::uint64_t keep = std::numeric_limits<std::uint64_t>::max(),
                            DigestKind digest = DigestKind::Xxh3);

}  // namespace jianhe::driver
