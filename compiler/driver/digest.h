#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <jianhe/digest.h>

namespace jianhe::driver {

// SHA-256: `sha256:` and 64 hexadecimal digits.
class Sha256 final : public Digest {
public:
    Sha256();
    ~Sha256() override;

    void add(std::string_view bytes) override;
    std::string finish() override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// What files are digested by (docs/decisions/0010-file-digest.md). A specification always has a SHA-256.
enum class DigestKind : std::uint8_t { Xxh3, Sha256 };
std::unique_ptr<Digest> make_digest(DigestKind kind);

}  // namespace jianhe::driver
