#include "runtime/history/ledger_secret.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

// HMAC of many short texts: the functions that OpenSSL 3 puts in their place cost several times the hashing itself.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/rand.h>
#include <openssl/sha.h>

#include "runtime/value/system_error.h"

namespace jianhe::detail {
namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr char kHex[] = "0123456789abcdef";
constexpr std::string_view kCheckDomain = "which secret is this";

std::string hex_of(std::span<const std::byte> bytes) {
    std::string text;
    for (const std::byte byte : bytes) {
        text += kHex[std::to_integer<unsigned>(byte) >> 4];
        text += kHex[std::to_integer<unsigned>(byte) & 15];
    }
    return text;
}

bool read_hex(std::string_view text, LedgerSecret& secret) noexcept {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    if (text.size() != 2 * secret.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char* const digit = std::strchr(kHex, text[i]);
        if (digit == nullptr || text[i] == 0) return false;
        const auto value = static_cast<std::byte>(digit - kHex);
        secret[i / 2] = i % 2 == 0 ? value << 4 : secret[i / 2] | value;
    }
    return true;
}

// Whole or not at all, and never over another process's: written under a name of its own, then linked.
Result<void> write_secret(const std::string& path, const LedgerSecret& secret) {
    std::string own = path + "-XXXXXX";
    const int descriptor = ::mkstemp(own.data());  // mode 0600
    if (descriptor < 0) return system_error("cannot make the key file", path);
    const std::string text = hex_of(secret) + "\n";
    const bool is_written =
        ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
    Result<void> result;
    if (!is_written || (::link(own.c_str(), path.c_str()) != 0 && errno != EEXIST)) {
        result = system_error("cannot write the key file", path);
    }
    ::close(descriptor);
    ::unlink(own.c_str());
    return result;
}

void start_pad(SHA256_CTX& pad, std::span<const unsigned char> key, unsigned char with) noexcept {
    std::array<unsigned char, kBlockBytes> block{};
    std::memcpy(block.data(), key.data(), key.size());
    for (unsigned char& byte : block) byte ^= with;
    SHA256_Init(&pad);
    SHA256_Update(&pad, block.data(), block.size());
}

std::array<unsigned char, SHA256_DIGEST_LENGTH> hmac(const SHA256_CTX& inner_pad, const SHA256_CTX& outer_pad,
                                                     std::string_view text) noexcept {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
    SHA256_CTX state = inner_pad;
    SHA256_Update(&state, text.data(), text.size());
    SHA256_Final(digest.data(), &state);
    state = outer_pad;
    SHA256_Update(&state, digest.data(), digest.size());
    SHA256_Final(digest.data(), &state);
    return digest;
}

}  // namespace

struct PrivateHasher::Pads {
    SHA256_CTX inner;
    SHA256_CTX outer;

    explicit Pads(std::span<const unsigned char> key) noexcept {
        start_pad(inner, key, 0x36);
        start_pad(outer, key, 0x5C);
    }
};

PrivateHasher::PrivateHasher(const LedgerSecret& secret, std::string_view domain) {
    const Pads master({reinterpret_cast<const unsigned char*>(secret.data()), secret.size()});
    pads_ = std::make_unique<Pads>(hmac(master.inner, master.outer, domain));
}

PrivateHasher::PrivateHasher(PrivateHasher&&) noexcept = default;
PrivateHasher::~PrivateHasher() = default;

Cell::Digest PrivateHasher::operator()(std::string_view text) const noexcept {
    const auto full = hmac(pads_->inner, pads_->outer, text);
    Cell::Digest digest;
    std::memcpy(digest.data(), full.data(), digest.size());
    return digest;
}

Result<LedgerSecret> random_secret() {
    LedgerSecret secret;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(secret.data()), static_cast<int>(secret.size())) != 1) {
        return Error{"the system gives no random bytes for a key"};
    }
    return secret;
}

Result<LedgerSecret> load_secret(const std::string& path, bool may_make) {
    int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT && may_make) {
        auto secret = random_secret();
        if (!secret) return secret;
        if (auto written = write_secret(path, *secret); !written) return written.error();
        descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (descriptor < 0) return system_error("cannot read the key file of the ledger,", path);
    std::array<char, 128> text;
    const ssize_t size = ::read(descriptor, text.data(), text.size());
    ::close(descriptor);
    if (size < 0) return system_error("cannot read the key file of the ledger,", path);
    LedgerSecret secret;
    if (!read_hex({text.data(), static_cast<std::size_t>(size)}, secret)) {
        return Error{path + " is no key file of a ledger: 64 hexadecimal digits are expected"};
    }
    return secret;
}

std::string secret_check(const LedgerSecret& secret) { return hex_of(PrivateHasher(secret, kCheckDomain)("")); }

}  // namespace jianhe::detail
