#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <jianhe/upload_stream.h>

#include "compiler/driver/digest.h"

namespace jianhe::driver {

// The digest of an input, for its line in the report.
class InputDigester final : public InputDigest {
public:
    explicit InputDigester(DigestKind kind) : digest_(make_digest(kind)) {}

    void add(std::string_view bytes) override { digest_->add(bytes); }
    std::string finish() { return digest_->finish(); }

private:
    std::unique_ptr<Digest> digest_;
};

}  // namespace jianhe::driver
