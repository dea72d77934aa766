#include "compiler/bundle/keys.h"

#include <memory>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "compiler/bundle/sha256.h"

namespace jianhe::bundle {
namespace {

struct Free {
    void operator()(BIO* freed) const noexcept { BIO_free(freed); }
    void operator()(EVP_PKEY* freed) const noexcept { EVP_PKEY_free(freed); }
    void operator()(EVP_MD_CTX* freed) const noexcept { EVP_MD_CTX_free(freed); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

// OpenSSL fails here only where memory, or the algorithm itself, is missing: nothing can go on then.
void require(bool done) {
    if (!done) throw std::runtime_error("OpenSSL cannot work with Ed25519 keys");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// Without it, OpenSSL asks for a passphrase on the terminal.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) { return -1; }

Bio reader_of(std::string_view text) {
    Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    require(bio != nullptr);
    return bio;
}

// A key file has some hundred bytes; the bound also keeps the size within an int.
constexpr std::size_t kMaxPemBytes = 65536;

Error not_a_key(std::string_view pem, std::string_view wanted, std::string_view marker) {
    ERR_clear_error();
    const auto holds = [pem](std::string_view text) { return pem.find(text) != std::string_view::npos; };
    std::string text = "not an Ed25519 " + std::string(wanted) + " key in PEM form";
    if (holds("ENCRYPTED")) return Error{text + ": it is behind a passphrase"};
    if (holds(marker)) return Error{text + ": a key of another kind, or damaged"};
    if (holds("PRIVATE KEY-----")) return Error{text + ": a private key"};
    if (holds("PUBLIC KEY-----")) return Error{text + ": a public key"};
    return Error{std::move(text)};
}

}  // namespace

std::string shown(const KeyId& id) {
    constexpr std::size_t kShownBytes = 8;
    return "ed25519:" + to_hex({id.data(), kShownBytes});
}

KeyId PublicKey::id() const { return sha256({reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}); }

bool PublicKey::verify(std::string_view message, const Signature& signature) const {
    const Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_.data(), bytes_.size()));
    const Context context(EVP_MD_CTX_new());
    require(key != nullptr && context != nullptr);
    require(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    const bool holds =
        EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message), message.size()) == 1;
    ERR_clear_error();
    return holds;
}

PrivateKey::~PrivateKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

PublicKey PrivateKey::public_key() const {
    const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_.data(), bytes_.size()));
    std::array<unsigned char, kKeySize> bytes{};
    std::size_t size = bytes.size();
    require(key != nullptr && EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size) == 1);
    return PublicKey(bytes);
}

Signature PrivateKey::sign(std::string_view message) const {
    const Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_.data(), bytes_.size()));
    const Context context(EVP_MD_CTX_new());
    require(key != nullptr && context != nullptr);
    require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
    Signature signature{};
    std::size_t size = signature.size();
    require(EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message), message.size()) == 1);
    return signature;
}

Result<PublicKey> read_public_key(std::string_view pem) {
    const Error refusal = not_a_key(pem, "public", "BEGIN PUBLIC KEY");
    if (pem.size() > kMaxPemBytes) return refusal;
    const Key key(PEM_read_bio_PUBKEY(reader_of(pem).get(), nullptr, no_passphrase, nullptr));
    std::array<unsigned char, kKeySize> bytes{};
    std::size_t size = bytes.size();
    const bool fits = key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519 &&
                      EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size) == 1;
    ERR_clear_error();
    if (!fits) return refusal;
    return PublicKey(bytes);
}

Result<PrivateKey> read_private_key(std::string_view pem) {
    const Error refusal = not_a_key(pem, "private", "BEGIN PRIVATE KEY");
    if (pem.size() > kMaxPemBytes) return refusal;
    const Key key(PEM_read_bio_PrivateKey(reader_of(pem).get(), nullptr, no_passphrase, nullptr));
    std::array<unsigned char, kKeySize> bytes{};
    std::size_t size = bytes.size();
    const bool fits = key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519 &&
                      EVP_PKEY_get_raw_private_key(key.get(), bytes.data(), &size) == 1;
    ERR_clear_error();
    if (!fits) return refusal;
    return PrivateKey(bytes);
}

}  // namespace jianhe::bundle
