#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace jianhe::driver {

// SHA-256 of bytes that come in pieces. Belongs to one thread.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view bytes);
    // `sha256:` and 64 hexadecimal digits. Nothing may be added afterwards.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace jianhe::driver
