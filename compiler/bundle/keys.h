// Ed25519 keys, as `openssl genpkey -algorithm ed25519` makes them. OpenSSL's own types stay in keys.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include <jianhe/result.h>

namespace jianhe::bundle {

inline constexpr std::size_t kKeySize = 32;
inline constexpr std::size_t kSignatureSize = 64;

using Signature = std::array<unsigned char, kSignatureSize>;
// SHA-256 of a public key's 32 bytes.
using KeyId = std::array<unsigned char, 32>;

// `ed25519:` and the first 16 hexadecimal digits: enough to tell keys apart for people. Comparisons use all of it.
std::string shown(const KeyId& id);

class PublicKey {
public:
    explicit PublicKey(const std::array<unsigned char, kKeySize>& bytes) noexcept : bytes_(bytes) {}

    KeyId id() const;
    bool verify(std::string_view message, const Signature& signature) const;

private:
    std::array<unsigned char, kKeySize> bytes_;
};

// Wipes its bytes when it goes.
class PrivateKey {
public:
    explicit PrivateKey(const std::array<unsigned char, kKeySize>& bytes) noexcept : bytes_(bytes) {}
    PrivateKey(const PrivateKey&) = default;
    PrivateKey& operator=(const PrivateKey&) = default;
    ~PrivateKey();

    PublicKey public_key() const;
    Signature sign(std::string_view message) const;

private:
    std::array<unsigned char, kKeySize> bytes_;
};

// From PEM text. The error says what the text is instead; it never holds any of it. A key behind a passphrase is
// refused, because nobody is there to be asked.
Result<PublicKey> read_public_key(std::string_view pem);
Result<PrivateKey> read_private_key(std::string_view pem);

}  // namespace jianhe::bundle
