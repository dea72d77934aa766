#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include <jianhe/file_keys.h>

#include "runtime/store/siphash.h"

namespace jianhe {
namespace {

constexpr KeySeed kReferenceSeed{0x0706050403020100, 0x0f0e0d0c0b0a0908};

template <class Sip>
Key128 siphash_of(std::string_view message) {
    detail::SipState state = Sip::start_128(kReferenceSeed);
    const std::uint64_t length = message.size();
    const std::string_view rest = Sip::absorb_words(state, message);
    return Sip::finish_128(state, length << 56 | detail::word_of(rest));
}
using Sip13 = detail::SipHash<1, 3>;
using Sip24 = detail::SipHash<2, 4>;

std::string hex_of(const Key128& digest) {
    std::string text;
    for (const std::uint64_t word : {digest.low, digest.high}) {
        for (int i = 0; i < 8; ++i) {
            text += "0123456789ABCDEF"[word >> (8 * i + 4) & 15];
            text += "0123456789ABCDEF"[word >> (8 * i) & 15];
        }
    }
    return text;
}

// The vectors of the reference implementation, which has them for 2-4: key 00…0F, message 00, 01, 02, … of each length.
TEST(SipHash, ReferenceVectors) {
    constexpr std::string_view digests[] = {
        "A3817F04BA25A8E66DF67214C7550293", "DA87C1D86B99AF44347659119B22FC45", "8177228DA4A45DC7FCA38BDEF60AFFE4",
        "9C70B60C5267A94E5F33B6B02985ED51", "F88164C12D9C8FAF7D0F6E7C7BCD5579", "1368875980776F8854527A07690E9627",
        "14EECA338B208613485EA0308FD7A15E", "A1F1EBBED8DBC153C0B84AA61FF08239", "3B62A9BA6258F5610F83E264F31497B4",
        "264499060AD9BAABC47F8B02BB6D71ED", "00110DC378146956C95447D3F3D0FBBA", "0151C568386B6677A2B4DC6F81E5DC18",
        "D626B266905EF35882634DF68532C125", "9869E247E9C08B10D029934FC4B952F7", "31FCEFAC66D7DE9C7EC7485FE4494902",
        "5493E99933B0A8117E08EC0F97CFC3D9", "6EE2A4CA67B054BBFD3315BF85230577",
    };
    std::string message;
    for (const std::string_view digest : digests) {
        EXPECT_EQ(hex_of(siphash_of<Sip24>(message)), digest) << message.size();
        message += static_cast<char>(message.size());
    }
}

// As other libraries have it for 1-3: the same code with other numbers of rounds.
TEST(SipHash, OneAndThreeRounds) { EXPECT_EQ(hex_of(siphash_of<Sip13>("")), "E77EBCB22788A5BEFD62DB6ADD303001"); }

// What a digest is made of, in arithmetic of 128 bits written anew: two sums of products, each then reduced.
class Reference {
public:
    __extension__ using Product = unsigned __int128;

    Reference() {
        for (std::size_t i = 0; i < 34; i += 2) {
            const Key128 made = next();
            factors_.push_back(made.low);
            factors_.push_back(made.high);
        }
        for (Product& factor : last_) {
            const Key128 made = next();
            factor = Product{made.high} << 64 | made.low;
        }
    }

    Key128 digest_of(const std::vector<std::uint64_t>& message) const {
        std::uint64_t halves[2];
        for (std::size_t half = 0; half < 2; ++half) {
            Product sum = 0;
            for (std::size_t i = 0; i < message.size(); i += 2) {
                const std::uint64_t a = message[i] + factors_[i + 2 * half];
                const std::uint64_t b = message[i + 1] + factors_[i + 2 * half + 1];
                sum += Product{a} * b;
            }
            const auto low = static_cast<std::uint64_t>(sum);
            const auto high = static_cast<std::uint64_t>(sum >> 64);
            const Product linear = last_[3 * half] * low + last_[3 * half + 1] * high + last_[3 * half + 2];
            halves[half] = static_cast<std::uint64_t>(linear >> 64);
        }
        return {halves[1], halves[0]};
    }

private:
    Key128 next() {
        std::string message(8, '\0');
        message[0] = static_cast<char>(number_++);
        return digest(message);
    }
    static Key128 digest(std::string_view message) { return siphash_of<Sip13>(message); }

    std::vector<std::uint64_t> factors_;
    Product last_[6];
    int number_ = 0;
};

// A key is the digest of its message as key_hasher.cpp describes it.
TEST(KeyHasher, DigestsTheMessageOfItsParts) {
    KeyHasher hasher(kReferenceSeed);
    hasher.add("abcdefghijklmn");
    hasher.add("");
    hasher.add("abc");
    hasher.add(std::int64_t{-2});
    hasher.add("12345678");
    const std::vector<std::uint64_t> message = {
        0x6867666564636261, 0x6E6D6C6B6A69, 0x636261, ~std::uint64_t{1}, 0x3837363534333231, 0x0E0003FF0805,
    };
    EXPECT_EQ(hex_of(hasher.finish()), hex_of(Reference().digest_of(message)));
    // A word without a partner has a zero.
    hasher.add("a");
    hasher.add("b");
    EXPECT_EQ(hex_of(hasher.finish()), hex_of(Reference().digest_of({0x61, 0x62, 0x010102, 0})));
}

TEST(KeyHasher, RestartForgetsWhatWasBegun) {
    KeyHasher hasher(kReferenceSeed);
    hasher.add("one");
    const Key128 one = hasher.finish();
    for (const std::size_t length : {std::size_t{1}, std::size_t{11}, std::size_t{600}}) {
        hasher.add(std::string(length, 'x'));
        hasher.add(std::int64_t{7});
        hasher.restart();
        hasher.add("one");
        EXPECT_EQ(hasher.finish(), one);
    }
}

// Around the lengths at which the message changes its form: a word, a text with its length in its shape, a piece.
TEST(KeyHasher, LengthsAndNumbersOfPartsDiffer) {
    KeyHasher hasher(kReferenceSeed);
    std::set<Key128> digests;
    std::size_t count = 0;
    for (std::size_t length = 0; length < 700; ++length, ++count) {
        hasher.add(std::string(length, '\0'));
        digests.insert(hasher.finish());
    }
    for (std::size_t parts = 2; parts < 80; ++parts, ++count) {
        for (std::size_t i = 0; i < parts; ++i) hasher.add("");
        digests.insert(hasher.finish());
    }
    for (std::size_t place = 0; place < 40; ++place, ++count) {
        for (std::size_t i = 0; i < 40; ++i) hasher.add(std::int64_t{i == place});
        digests.insert(hasher.finish());
    }
    EXPECT_EQ(digests.size(), count);
}

TEST(KeyHasher, NumbersDiffer) {
    KeyHasher hasher(kReferenceSeed);
    const std::int64_t edge = std::int64_t{1} << 47;
    const std::vector<std::int64_t> numbers = {
        0, 1, -1, edge - 1, edge, edge + 1, -edge, -edge - 1, -edge + 1, std::int64_t{1} << 48, INT64_MAX, INT64_MIN,
    };
    std::set<Key128> digests;
    for (const std::int64_t number : numbers) {
        hasher.add(number);
        digests.insert(hasher.finish());
    }
    EXPECT_EQ(digests.size(), numbers.size());
}

TEST(KeyHasher, PartsAreDelimited) {
    KeyHasher hasher(kReferenceSeed);
    const std::vector<std::vector<std::string_view>> keys = {
        {},          {""},          {"", ""},  {"ab", "c"},     {"a", "bc"},       {"abc"},
        {"abc", ""}, {"", "abc"},   {"a"},     {{"a\0", 2}},    {"12345678"},      {{"12345678\0", 9}},
        {"1"},       {{"\1\0", 2}}, {"abcde"}, {"abcde", "fg"}, {"12345678", "9"},
    };
    std::set<Key128> digests;
    for (const auto& key : keys) {
        for (const std::string_view part : key) hasher.add(part);
        digests.insert(hasher.finish());
    }
    hasher.add(std::int64_t{1});
    digests.insert(hasher.finish());
    hasher.add(std::int64_t{49});  // the character 1
    digests.insert(hasher.finish());
    EXPECT_EQ(digests.size(), keys.size() + 2);
}

TEST(KeyHasher, FinishBeginsTheNextKey) {
    KeyHasher hasher(kReferenceSeed);
    hasher.add("a");
    const Key128 first = hasher.finish();
    hasher.add("a");
    EXPECT_EQ(hasher.finish(), first);
    KeyHasher other(KeySeed{1, 2});
    other.add("a");
    EXPECT_NE(other.finish(), first);
}

TEST(KeySeed, IsRandom) {
    const auto a = random_key_seed(), b = random_key_seed();
    ASSERT_TRUE(a && b);
    EXPECT_FALSE(a->first == b->first && a->second == b->second);
    EXPECT_NE(a->first, a->second);
}

}  // namespace
}  // namespace jianhe
