#pragma once

#include <cstdint>
#include <string>

#include <jianhe/result.h>

#include "compiler/driver/digest.h"

namespace jianhe::driver {

// An input whose digest is known before the first of its bytes is looked at, which a history asks for.
struct InputKnownBefore {
    int descriptor;      // to read it from its beginning; the caller's to close
    std::string digest;  // of the whole input
    std::uint64_t bytes;
};

// Reads the input to its end and gives it to be read once more. What can be read once only (standard input for `-`, a
// pipe) is copied into a temporary file without a name.
Result<InputKnownBefore> open_known_before(const std::string& path, DigestKind kind);

}  // namespace jianhe::driver
