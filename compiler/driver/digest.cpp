#include "compiler/driver/digest.h"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace jianhe::driver {

struct Sha256::State {
    struct Free {
        void operator()(EVP_MD_CTX* freed) const noexcept { EVP_MD_CTX_free(freed); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};

    // OpenSSL's digest functions fail only where memory, or the algorithm itself, is missing: no run can go on.
    static void require(bool done) {
        if (!done) throw std::runtime_error("OpenSSL cannot compute SHA-256");
    }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    State::require(state_->context != nullptr);
    State::require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    State::require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    State::require(EVP_DigestFinal_ex(state_->context.get(), bytes.data(), &size) == 1);
    std::string text = "sha256:";
    for (unsigned int i = 0; i < size; ++i) {
        text.push_back(kDigits[bytes[i] >> 4U]);
        text.push_back(kDigits[bytes[i] & 0xFU]);
    }
    return text;
}

std::unique_ptr<Digest> make_digest(DigestKind kind) {
    if (kind == DigestKind::Sha256) return std::make_unique<Sha256>();
    return make_xxh3_digest();
}

}  // namespace jianhe::driver
