#pragma once

#include <string>
#include <string_view>

#include <jianhe/upload_stream.h>

#include "compiler/driver/digest.h"

namespace jianhe::driver {

// The digest of an input, for its line in the report.
class InputDigester final : public InputDigest {
public:
    void add(std::string_view bytes) override { sha256_.add(bytes); }
    std::string finish() { return sha256_.finish(); }

private:
    Sha256 sha256_;
};

}  // namespace jianhe::driver
