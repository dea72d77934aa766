// The secret that hides private texts, and its file; private to runtime/history.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/ledger.h>

namespace jianhe::detail {

using LedgerSecret = std::array<std::byte, 32>;

Result<LedgerSecret> random_secret();
// The file holds 64 hexadecimal digits. When it is not there and `may_make`, it is made, for its owner alone.
Result<LedgerSecret> load_secret(const std::string& path, bool may_make);
// What a ledger keeps to know its secret again; says nothing about it.
std::string secret_check(const LedgerSecret& secret);

// HMAC-SHA-256 of texts of one domain, cut to 16 bytes. A domain has a key of its own, the HMAC of its name. What
// depends on the key alone is computed once. A plain value; one thread.
class PrivateHasher {
public:
    PrivateHasher(const LedgerSecret& secret, std::string_view domain);
    PrivateHasher(PrivateHasher&&) noexcept;
    ~PrivateHasher();

    Cell::Digest operator()(std::string_view text) const noexcept;

private:
    struct Pads;
    std::unique_ptr<Pads> pads_;
};

}  // namespace jianhe::detail
