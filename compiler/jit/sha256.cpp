#include "compiler/jit/sha256.h"

#include <cassert>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace jianhe::jit {

Sha256 sha256(std::string_view bytes) {
    Sha256 digest{};
    [[maybe_unused]] const int done =
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    assert(done == 1 && "OpenSSL always has SHA-256");
    return digest;
}

Sha256 sha256_of_parts(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const std::string_view part : parts) {
        all += fmt::format("{}:", part.size());
        all += part;
    }
    return sha256(all);
}

std::string to_hex(const Sha256& digest) {
    std::string text;
    for (const unsigned char byte : digest) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace jianhe::jit
