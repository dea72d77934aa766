#include "runtime/history/ledger_secret.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe::detail {
namespace {

LedgerSecret secret_of(int first) {
    LedgerSecret secret;
    for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<std::byte>(first + static_cast<int>(i));
    return secret;
}

// HMAC-SHA-256 as OpenSSL has it.
std::string hmac(std::string_view key, std::string_view text) {
    unsigned char digest[32];
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
         text.size(), digest, &size);
    return {reinterpret_cast<const char*>(digest), size};
}

TEST(LedgerSecret, HidesByTheHmacOfItsDomain) {
    const LedgerSecret secret = secret_of(7);
    const std::string key(reinterpret_cast<const char*>(secret.data()), secret.size());
    for (const std::string domain : {"person", "visit_id", "a"}) {
        const PrivateHasher hasher(secret, domain);
        for (const std::size_t length : {0U, 1U, 20U, 55U, 56U, 63U, 64U, 65U, 1'000U}) {
            const std::string text(length, 'x');
            const Cell::Digest digest = hasher(text);
            EXPECT_EQ(std::string(reinterpret_cast<const char*>(digest.data()), digest.size()),
                      hmac(hmac(key, domain), text).substr(0, digest.size()))
                << domain << " " << length;
        }
    }
}

TEST(LedgerSecret, IsMadeOnceAndReadAgain) {
    const ledger_sample::TemporaryFolder folder;
    const std::string path = folder / "key";
    EXPECT_FALSE(load_secret(path, false));
    const auto made = load_secret(path, true);
    ASSERT_TRUE(made) << made.error().text;
    const auto again = load_secret(path, true);
    ASSERT_TRUE(again);
    EXPECT_EQ(*made, *again);
    EXPECT_NE(secret_check(*made), secret_check(secret_of(7)));
    const auto nowhere = load_secret(folder / "none/key", true);
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().text, testing::HasSubstr("cannot make the key file"));
}

TEST(LedgerSecret, RefusesWhatIsNoKey) {
    const ledger_sample::TemporaryFolder folder;
    const std::string path = folder / "key";
    for (const std::string& text : {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'g'),
                                    std::string(64, 'A'), std::string(64, '\0')}) {
        std::ofstream(path) << text << "\n";
        EXPECT_FALSE(load_secret(path, true)) << text;
    }
    std::ofstream(path) << std::string(64, '0') << "\r\n";
    EXPECT_TRUE(load_secret(path, true));
}

}  // namespace
}  // namespace jianhe::detail
