#include "compiler/bundle/bundle.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>

#include "compiler/bundle/sha256.h"
#include "compiler/interp/interpreter.h"
#include "compiler/ir/binary_header.h"
#include "compiler/ir/serialise.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::bundle {
namespace {

using ::testing::HasSubstr;

constexpr Date kDay{20454};  // 2026-01-01

PrivateKey key_of(unsigned char seed) {
    std::array<unsigned char, kKeySize> bytes{};
    bytes.fill(seed);
    return PrivateKey(bytes);
}

std::string signed_bundle(unsigned char seed = 1) { return *sign(pack(make_tiny_module(), kDay), key_of(seed)); }

// Named, so that a failure says which one came instead.
std::string refusal_of(std::string_view bytes, const Demands& demands, Fault& fault) {
    const auto opened = open(bytes, demands);
    if (const auto* refusal = std::get_if<Refusal>(&opened)) {
        fault = refusal->fault;
        return refusal->text;
    }
    return "opened";
}

#define EXPECT_REFUSED(bytes, demands, wanted, words)                     \
    do {                                                                  \
        Fault fault{};                                                    \
        EXPECT_THAT(refusal_of(bytes, demands, fault), HasSubstr(words)); \
        EXPECT_EQ(static_cast<int>(fault), static_cast<int>(wanted));     \
    } while (false)

TEST(Bundle, OpensWhatWasPacked) {
    const ir::Module module = make_tiny_module();
    const auto opened = open(pack(module, std::nullopt), {});
    ASSERT_TRUE(std::holds_alternative<OpenedBundle>(opened));
    const auto& [info, loaded] = std::get<OpenedBundle>(opened);
    EXPECT_EQ(info.name, module.name);
    EXPECT_EQ(info.version, module.version);
    EXPECT_EQ(info.specification_digest, module.digest);
    EXPECT_FALSE(info.effective_from);
    EXPECT_FALSE(info.signed_by);
    EXPECT_EQ(info.digest.size(), std::string("sha256:").size() + 64);
    EXPECT_EQ(ir::save(loaded), ir::save(module));
}

TEST(Bundle, OfTheSameSpecificationHasTheSameBytes) {
    EXPECT_EQ(pack(make_tiny_module(), kDay), pack(make_tiny_module(), kDay));
    EXPECT_NE(pack(make_tiny_module(), kDay), pack(make_tiny_module(), std::nullopt));
    EXPECT_EQ(signed_bundle(), signed_bundle());
}

TEST(Bundle, SignatureLeavesTheDigest) {
    const std::vector<PublicKey> trusted{key_of(2).public_key(), key_of(1).public_key()};
    const auto plain = open(pack(make_tiny_module(), kDay), {});
    const auto opened = open(signed_bundle(), {trusted, "", kDay});
    ASSERT_TRUE(std::holds_alternative<OpenedBundle>(opened));
    EXPECT_EQ(std::get<OpenedBundle>(opened).info.digest, std::get<OpenedBundle>(plain).info.digest);
    EXPECT_EQ(std::get<OpenedBundle>(opened).info.signed_by, key_of(1).public_key().id());
}

TEST(Bundle, IsSignedAnew) {
    const std::string again = *sign(signed_bundle(1), key_of(2));
    EXPECT_EQ(again, signed_bundle(2));
}

TEST(Bundle, EachDemandIsRefusedInItsOwnWords) {
    const std::vector<PublicKey> trusted{key_of(1).public_key()};
    const std::string plain = pack(make_tiny_module(), kDay);
    EXPECT_REFUSED("JHBOTTLE and more", Demands{}, Fault::NotABundle, "this is no bundle");
    EXPECT_REFUSED("", Demands{}, Fault::NotABundle, "this is no bundle");
    EXPECT_REFUSED(plain, (Demands{trusted, {}, {}}), Fault::Unsigned, "not signed");
    EXPECT_REFUSED(signed_bundle(3), (Demands{trusted, {}, {}}), Fault::UnknownKey, shown(key_of(3).public_key().id()));
    EXPECT_REFUSED(plain, (Demands{{}, "99.1", {}}), Fault::TooOld, "at least 99.1 is demanded");
    EXPECT_REFUSED(plain, (Demands{{}, {}, Date{kDay.days - 1}}), Fault::NotYetEffective, "from 2026-01-01");
    std::string other_format = plain;
    other_format[8] = 2;
    EXPECT_REFUSED(other_format, Demands{}, Fault::OtherFormat, "another version of jianhe");
    EXPECT_REFUSED(plain + "x", Demands{}, Fault::Truncated, "truncated");
    EXPECT_TRUE(std::holds_alternative<OpenedBundle>(open(plain, {{}, make_tiny_module().version, kDay})));
}

TEST(Bundle, SignatureOfAnotherBundleDoesNotHold) {
    const std::vector<PublicKey> trusted{key_of(1).public_key()};
    const std::string other = *sign(pack(make_tiny_module(), std::nullopt), key_of(1));
    const std::string here = signed_bundle(1);
    const std::size_t block = 8 + sizeof(KeyId) + kSignatureSize;
    const std::string forged = here.substr(0, here.size() - block) + other.substr(other.size() - block);
    EXPECT_REFUSED(forged, (Demands{trusted, {}, {}}), Fault::TamperedWith, "does not hold");
}

// As another compiler packs it: the digests hold, and the IR inside is of another version.
TEST(Bundle, OfAnotherCompilerSaysSo) {
    std::string bytes = pack(make_tiny_module(), std::nullopt);
    const std::size_t ir_at = bytes.find("JHIR");
    ASSERT_NE(ir_at, std::string::npos);
    bytes[ir_at + 4] = static_cast<char>(bytes[ir_at + 4] + 1);
    bytes.resize(bytes.size() - sizeof(Sha256));
    const Sha256 of_ir = sha256(std::string_view(bytes).substr(ir_at));
    std::copy(of_ir.begin(), of_ir.end(), bytes.begin() + static_cast<std::ptrdiff_t>(ir_at - of_ir.size()));
    const Sha256 of_all = sha256(bytes);
    bytes.append(of_all.begin(), of_all.end());
    EXPECT_REFUSED(bytes, Demands{}, Fault::OtherFormat, "compiled specification of another version");
    EXPECT_FALSE(sign(bytes, key_of(1)));
}

TEST(Bundle, CutAnywhereIsRefused) {
    const std::string bytes = signed_bundle();
    const std::size_t block = 8 + sizeof(KeyId) + kSignatureSize;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        // Cut where the signature begins it is the unsigned bundle.
        const bool opens = size == bytes.size() - block;
        ASSERT_EQ(std::holds_alternative<OpenedBundle>(open(bytes.substr(0, size), {})), opens) << size;
    }
}

TEST(Bundle, EveryFlippedBitIsSeenUnderAKey) {
    const std::vector<PublicKey> trusted{key_of(1).public_key()};
    const std::string bytes = signed_bundle();
    std::mt19937 random(7);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same bits in every run
    const auto flipped = [&](std::size_t bit) {
        std::string broken = bytes;
        broken[bit / 8] = static_cast<char>(static_cast<unsigned char>(broken[bit / 8]) ^ (1U << (bit % 8)));
        return std::holds_alternative<OpenedBundle>(open(broken, {trusted, "", {}}));
    };
    for (std::size_t bit = 0; bit < 8 * 128; ++bit) ASSERT_FALSE(flipped(bit)) << bit;
    for (std::size_t bit = 8 * (bytes.size() - 136); bit < 8 * bytes.size(); ++bit) ASSERT_FALSE(flipped(bit)) << bit;
    for (int i = 0; i < 1000; ++i) {
        const std::size_t bit = random() % (8 * bytes.size());
        ASSERT_FALSE(flipped(bit)) << bit;
    }
}

// Whoever demands no key takes what anybody has packed. The verifier of the IR then stands alone between hostile bytes
// and the interpreter: what it lets through must run.
TEST(Bundle, BrokenInsideRunsOrIsRefused) {
    const ir::Module module = make_tiny_module();
    const std::string saved = ir::save(module);
    std::mt19937 random(11);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same bits in every run
    int ran = 0;
    for (int i = 0; i < 20000; ++i) {
        std::string body = saved.substr(ir::kHeaderSize);
        const std::size_t judging = ir::word_at(saved, 8);
        for (unsigned changes = 0; changes <= random() % 3; ++changes) {
            char& byte = body[random() % body.size()];
            byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (random() % 8)));
        }
        const std::string_view parts = body;
        const std::string broken = ir::header_of(parts.substr(0, judging), parts.substr(judging)).append(body);
        const auto loaded = ir::load(broken);
        if (!loaded) continue;
        ++ran;
        const SpecificationInfo info = ir::make_info(*loaded);
        Interpreter interpreter(*loaded, Supplied(GivenValues(loaded->givens.size())));
        Record record(info.layout);
        RecordResult result;
        interpreter.check(record, result);
        for (std::size_t segment = 0; segment < info.layout.segments().size(); ++segment) {
            record.add_row(static_cast<SegmentIndex>(segment));
        }
        for (std::size_t field = 0; field < info.layout.fields().size(); ++field) {
            const auto& of = info.layout.segments()[info.layout.fields()[field].segment];
            record.set(static_cast<FieldIndex>(field), of.repeated ? 1 : 0, field % 2 == 0 ? "1" : "1130401090000");
        }
        interpreter.check(record, result);
    }
    EXPECT_GT(ran, 1000) << "too few to say anything";
}

TEST(Bundle, VersionsAreComparedPartByPart) {
    EXPECT_EQ(compare_versions("2.0", "2.0"), 0);
    EXPECT_EQ(compare_versions("2", "2.0"), 0);
    EXPECT_EQ(compare_versions("2.00", "2.0"), 0);
    EXPECT_LT(compare_versions("2.9", "2.10"), 0);
    EXPECT_GT(compare_versions("10.0", "9.9"), 0);
    EXPECT_GT(compare_versions("2.0.1", "2.0"), 0);
    EXPECT_LT(compare_versions("2.0a", "2.0b"), 0);
    EXPECT_LT(compare_versions("", "1"), 0);
}

// Made by `openssl genpkey -algorithm ed25519`, for this test alone.
constexpr std::string_view kPrivatePem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\n"
    "-----END PRIVATE KEY-----\n";
constexpr std::string_view kPublicPem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=\n"
    "-----END PUBLIC KEY-----\n";

TEST(Keys, AreReadFromPem) {
    const auto private_key = read_private_key(kPrivatePem);
    const auto public_key = read_public_key(kPublicPem);
    ASSERT_TRUE(private_key && public_key);
    EXPECT_EQ(private_key->public_key().id(), public_key->id());
    EXPECT_TRUE(public_key->verify("text", private_key->sign("text")));
    EXPECT_FALSE(public_key->verify("test", private_key->sign("text")));
}

TEST(Keys, WhatIsNoneIsNamed) {
    const auto refusal = [](const auto& read) { return read ? std::string("read") : read.error().text; };
    EXPECT_THAT(refusal(read_public_key(kPrivatePem)), HasSubstr("a private key"));
    EXPECT_THAT(refusal(read_private_key(kPublicPem)), HasSubstr("a public key"));
    EXPECT_THAT(refusal(read_public_key("hello")), HasSubstr("not an Ed25519 public key in PEM form"));
    EXPECT_THAT(refusal(read_private_key("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE "
                                         "KEY-----\n")),
                HasSubstr("behind a passphrase"));
    EXPECT_THAT(refusal(read_public_key("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")),
                HasSubstr("of another kind, or damaged"));
}

}  // namespace
}  // namespace jianhe::bundle
