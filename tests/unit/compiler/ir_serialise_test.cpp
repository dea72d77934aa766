#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ir/binary_header.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/serialise.h"
#include "compiler/ir/verifier.h"
#include "tests/unit/compiler/tiny_module.h"

namespace jianhe::ir {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::size_t kSizeAt = kMagicSize + kVersionSize;

std::string with_right_checksum(const std::string& bytes) {
    const std::string body = bytes.substr(kHeaderSize);
    const std::size_t judging = std::min<std::size_t>(word_at(bytes, kSizeAt), body.size());
    return header_of(body.substr(0, judging), body.substr(judging)) + body;
}

TEST(Serialise, WhatIsLoadedIsWhatWasSaved) {
    const Module module = make_tiny_module();
    const std::string bytes = save(module);
    const Result<Module> loaded = load(bytes);
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(print(*loaded), print(module));
    EXPECT_EQ(save(*loaded), bytes);
    EXPECT_EQ(loaded->examples[1].label, module.examples[1].label);
    EXPECT_EQ(loaded->generate.received_at, module.generate.received_at);
    EXPECT_EQ(loaded->records[1].values.segments, module.records[1].values.segments);
    EXPECT_EQ(loaded->rules[0].text, module.rules[0].text);
}

TEST(Serialise, WhatJudgingNeedsIsLoadedByItself) {
    const Module module = make_tiny_module();
    ASSERT_FALSE(module.records.empty() || module.examples.empty());
    const std::string bytes = save(module);
    const Result<Module> loaded = load(bytes, Parts::Judging);
    ASSERT_TRUE(loaded) << loaded.error().text;
    Module expected = module;
    expected.records.clear();
    expected.examples.clear();
    expected.generate = {};
    EXPECT_EQ(save(*loaded), save(expected));

    // The rest is not looked at, and cannot be taken for what is needed.
    std::string broken = bytes;
    broken.back() = static_cast<char>(broken.back() ^ 0x41);
    EXPECT_TRUE(load(broken, Parts::Judging));
    EXPECT_FALSE(load(broken));
    for (std::size_t i = 0; i < kHeaderSize + word_at(bytes, kSizeAt); ++i) {
        if (i == kHeaderSize - kWordSize) i = kHeaderSize;  // the checksum of the rest
        broken = bytes;
        broken[i] = static_cast<char>(broken[i] ^ 0x41);
        EXPECT_FALSE(load(broken, Parts::Judging)) << i;
    }
}

// A first part that ends elsewhere than it says would be read as another module by halves.
TEST(Serialise, TheCutBetweenThePartsIsChecked) {
    const std::string bytes = save(make_tiny_module());
    const std::string body = bytes.substr(kHeaderSize);
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        const bool right = cut == word_at(bytes, kSizeAt);
        const std::string other = header_of(body.substr(0, cut), body.substr(cut)) + body;
        EXPECT_EQ(load(other).has_value(), right) << cut;
        EXPECT_EQ(load(other, Parts::Judging).has_value(), right) << cut;
    }
}

TEST(Serialise, KeepsExtremeNumbers) {
    Module module = make_tiny_module();
    module.integers = {INT64_MIN, INT64_MAX, 0, -1, 1};
    const Result<Module> loaded = load(save(module));
    ASSERT_TRUE(loaded) << loaded.error().text;
    EXPECT_EQ(loaded->integers, module.integers);
}

TEST(Serialise, RepeatedTextsAreSmall) {
    Module module = make_tiny_module();
    const std::size_t before = save(module).size();
    module.examples.insert(module.examples.end(), 100, module.examples.front());
    EXPECT_LT(save(module).size(), before + 100 * 80);
}

TEST(Serialise, EveryTruncationIsRefused) {
    const std::string bytes = save(make_tiny_module());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(load(std::string_view(bytes).substr(0, size))) << size;
        if (size <= kHeaderSize) continue;
        EXPECT_FALSE(load(with_right_checksum(bytes.substr(0, size)))) << size;
    }
    EXPECT_FALSE(load(with_right_checksum(bytes + '\0')));
}

TEST(Serialise, EveryChangedByteIsRefused) {
    const std::string bytes = save(make_tiny_module());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string broken = bytes;
        broken[i] = static_cast<char>(broken[i] ^ 0x41);
        EXPECT_FALSE(load(broken)) << i;
    }
}

// Someone who repairs the checksum can change what the module says, but never past what the verifier guards.
TEST(Serialise, WhatIsLoadedAlwaysHolds) {
    const std::string bytes = save(make_tiny_module());
    std::size_t loaded_count = 0;
    for (std::size_t i = kHeaderSize; i < bytes.size(); ++i) {
        constexpr unsigned kChanges[] = {0x01, 0x7f, 0x80, 0xff};
        std::string broken = bytes;
        broken[i] = static_cast<char>(static_cast<unsigned char>(broken[i]) ^ kChanges[i % 4]);
        const Result<Module> loaded = load(with_right_checksum(broken));
        if (!loaded) continue;
        ++loaded_count;
        EXPECT_THAT(verify(*loaded), IsEmpty()) << i;
        EXPECT_FALSE(print(*loaded).empty());
    }
    EXPECT_GT(loaded_count, 0U);
}

TEST(Serialise, SaysWhatIsWrong) {
    const std::string bytes = save(make_tiny_module());
    EXPECT_THAT(load("<xml>").error().text, HasSubstr("not a compiled specification"));
    std::string other = bytes;
    ++other[4];
    EXPECT_THAT(load(other).error().text, HasSubstr("another version"));
    other = bytes;
    ++other.back();
    EXPECT_THAT(load(other).error().text, HasSubstr("checksum"));
    Module module = make_tiny_module();
    module.checks[0].dispositions.clear();
    EXPECT_THAT(load(save(module)).error().text, HasSubstr("dispositions: check 0 (X001) has none"));
}

}  // namespace
}  // namespace jianhe::ir
