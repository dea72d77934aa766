#include <array>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <jianhe/digest.h>

#include "runtime/digest/xxh3.h"

namespace jianhe {
namespace {

std::string digest_of(std::string_view bytes) {
    const auto digest = make_xxh3_digest();
    digest->add(bytes);
    return digest->finish();
}

std::string random_bytes(std::size_t size) {
    std::mt19937_64 random(size);
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

// As `xxh128sum` prints them.
TEST(Xxh3Digest, IsTheKnownOne) {
    EXPECT_EQ(digest_of(""), "xxh3:99aa06d3014798d86001c324468d497f");
    EXPECT_EQ(digest_of("abc"), "xxh3:06b05ab6733a618578af5f94892f3950");
    EXPECT_EQ(digest_of(std::string(100'000, 'a')), "xxh3:819d5302938c790308f809ef04c54838");
}

TEST(Xxh3Digest, DoesNotDependOnTheCut) {
    const std::string bytes = random_bytes(5000);
    const std::string expected = digest_of(bytes);
    for (const std::size_t piece : {1U, 7U, 64U, 255U, 256U, 257U, 1024U, 4999U}) {
        const auto digest = make_xxh3_digest();
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            digest->add(std::string_view(bytes).substr(at, piece));
            digest->add({});
        }
        EXPECT_EQ(digest->finish(), expected) << piece;
    }
}

using Bytes16 = std::array<unsigned char, 16>;

Bytes16 digest_by(const detail::Xxh3& xxh3, std::string_view bytes) {
    detail::Xxh3State state;
    Bytes16 digest{};
    xxh3.start(&state);
    xxh3.add(&state, bytes.data(), bytes.size());
    xxh3.finish(&state, digest.data());
    return digest;
}

// Where the processor at hand is an old one, this compares a thing with itself.
TEST(Xxh3Digest, IsTheSameForEveryProcessor) {
    for (std::size_t size = 0; size < 3000; size += 1 + size / 20) {
        const std::string bytes = random_bytes(size);
        EXPECT_EQ(digest_by(detail::xxh3_for_this_processor(), bytes), digest_by(detail::kXxh3ForAny, bytes)) << size;
    }
}

}  // namespace
}  // namespace jianhe
