#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <jianhe/file_keys.h>

namespace jianhe {
namespace {

using testing::HasSubstr;

constexpr std::size_t kTiny = std::size_t{64} << 10;  // 1536 keys in memory
constexpr std::uint64_t kKeysInTiny = kTiny / 2 / sizeof(Key128) / 4 * 3;

Key128 random_key(std::mt19937_64& random) { return {random(), random()}; }

// Inserts keys of which many were there before, and compares each answer with std::set's.
template <class NextKey>
void compare_with_set(FileKeys& keys, int count, NextKey next_key) {
    std::set<Key128> expected;
    for (int i = 0; i < count; ++i) {
        const Key128 key = next_key();
        const auto there = keys.contains(key);
        ASSERT_TRUE(there) << there.error().text;
        ASSERT_EQ(*there, expected.contains(key)) << i;
        const auto is_new = keys.insert(key);
        ASSERT_TRUE(is_new) << is_new.error().text;
        ASSERT_EQ(*is_new, expected.insert(key).second) << i;
        ASSERT_EQ(keys.size(), expected.size());
    }
    for (const Key128& key : expected) ASSERT_TRUE(keys.contains(key).value());
}

TEST(FileKeys, InMemory) {
    FileKeys keys;
    std::mt19937_64 random(1);
    compare_with_set(keys, 5000, [&] { return Key128{0, random() % 3000}; });
    EXPECT_EQ(keys.disk_bytes(), 0U);
}

// 60 000 keys of which about half are new: twenty runs, merged twice.
TEST(FileKeys, SpillsAndMerges) {
    FileKeys keys({kTiny, {}});
    std::mt19937_64 random(2);
    std::vector<Key128> known;
    compare_with_set(keys, 60000, [&] {
        if (!known.empty() && random() % 2 == 0) return known[random() % known.size()];
        return known.emplace_back(random_key(random));
    });
    EXPECT_EQ(keys.disk_bytes() % (kKeysInTiny * sizeof(Key128)), 0U);
    EXPECT_GT(keys.disk_bytes(), 16 * kKeysInTiny * sizeof(Key128));
}

// Two levels of merging; keys are only looked at afterwards, so that this is fast.
TEST(FileKeys, MergesMergedRuns) {
    FileKeys keys({kTiny, {}});
    std::mt19937_64 random(3);
    std::vector<Key128> known(70 * kKeysInTiny);
    for (Key128& key : known) ASSERT_TRUE(keys.insert(key = random_key(random)).value());
    for (const Key128& key : known) ASSERT_FALSE(keys.insert(key).value());
    for (int i = 0; i < 100000; ++i) ASSERT_FALSE(keys.contains(random_key(random)).value());
    EXPECT_EQ(keys.size(), known.size());
}

// Keys that are no digests break what the searches assume of their spread; the answers stay right.
TEST(FileKeys, UnevenKeys) {
    std::mt19937_64 random(4);
    FileKeys counting({kTiny, {}});
    compare_with_set(counting, 30000, [&] { return Key128{0, random() % 20000}; });
    FileKeys high({kTiny, {}});
    compare_with_set(high, 30000, [&] { return Key128{random() % 20000, 7}; });
    FileKeys exponential({kTiny, {}});
    compare_with_set(exponential, 30000, [&] { return Key128{~std::uint64_t{0} >> random() % 64, random() % 2000}; });
}

// Several together, and on with insert() where that stops: in memory, and on the disk from some point on.
TEST(FileKeys, SeveralTogether) {
    for (const std::size_t memory_bytes : {FileKeyLimits{}.memory_bytes, kTiny}) {
        FileKeys keys({memory_bytes, {}});
        std::set<Key128> known;
        std::mt19937_64 random(6);
        for (int round = 0; round < 400; ++round) {
            std::vector<Key128> asked(random() % 80);
            for (Key128& key : asked) key = Key128{0, random() % 40'000};
            for (std::size_t at = 0; at != asked.size();) {
                const std::size_t inserted = keys.insert_new(std::span(asked).subspan(at));
                for (std::size_t i = 0; i < inserted; ++i) ASSERT_TRUE(known.insert(asked[at++]).second);
                if (at == asked.size()) break;
                const bool is_new = known.insert(asked[at]).second;
                ASSERT_EQ(keys.insert(asked[at++]).value(), is_new);
            }
            ASSERT_EQ(keys.size(), known.size());
        }
        EXPECT_EQ(keys.disk_bytes() > 0, memory_bytes == kTiny);
    }
}

TEST(FileKeys, ZeroKey) {
    FileKeys keys({kTiny, {}});
    EXPECT_FALSE(keys.contains({}).value());
    EXPECT_TRUE(keys.insert({}).value());
    EXPECT_FALSE(keys.insert({}).value());
    std::mt19937_64 random(5);
    for (std::uint64_t i = 0; i < 2 * kKeysInTiny; ++i) ASSERT_TRUE(keys.insert(random_key(random)).value());
    EXPECT_GT(keys.disk_bytes(), 0U);
    EXPECT_TRUE(keys.contains({}).value());
    EXPECT_FALSE(keys.insert({}).value());
}

TEST(FileKeys, ClearForgetsAndGivesBack) {
    FileKeys keys({kTiny, {}});
    const std::size_t at_first = keys.memory_bytes();
    for (int round = 0; round < 3; ++round) {
        std::mt19937_64 random(6);
        for (std::uint64_t i = 0; i < 3 * kKeysInTiny; ++i) ASSERT_TRUE(keys.insert(random_key(random)).value());
        EXPECT_GT(keys.disk_bytes(), 0U);
        keys.clear();
        EXPECT_EQ(keys.size(), 0U);
        EXPECT_EQ(keys.disk_bytes(), 0U);
        EXPECT_EQ(keys.memory_bytes(), at_first);
    }
}

std::size_t files_in(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
    return count;
}

class FileKeysFolder : public testing::Test {
protected:
    FileKeysFolder() {
        std::string path = (std::filesystem::temp_directory_path() / "jianhe-test-XXXXXX").string();
        folder_ = ::mkdtemp(path.data());
    }
    ~FileKeysFolder() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    // Inserts until something happens that is no success.
    static Error first_error(FileKeys& keys) {
        std::mt19937_64 random(7);
        for (std::uint64_t i = 0; i < 20 * kKeysInTiny; ++i) {
            if (auto is_new = keys.insert(random_key(random)); !is_new) return is_new.error();
        }
        return {"no error"};
    }

    std::filesystem::path folder_;
};

TEST_F(FileKeysFolder, LeavesNoFileBehind) {
    FileKeys keys({kTiny, folder_.string()});
    EXPECT_EQ(first_error(keys).text, "no error");
    EXPECT_GT(keys.disk_bytes(), 0U);
    EXPECT_EQ(files_in(folder_), 0U);
}

TEST_F(FileKeysFolder, MissingFolderIsAnErrorUntilCleared) {
    const std::string missing = (folder_ / "nowhere").string();
    FileKeys keys({kTiny, missing});
    const Error error = first_error(keys);
    EXPECT_EQ(error.text, "cannot remember the keys of this file: cannot create a temporary file in " + missing +
                              ": No such file or directory");
    EXPECT_EQ(keys.size(), kKeysInTiny);
    EXPECT_EQ(keys.insert({1, 1}).error(), error);
    EXPECT_EQ(keys.contains({1, 1}).error(), error);
    keys.clear();
    EXPECT_TRUE(keys.insert({1, 1}).value());
}

TEST_F(FileKeysFolder, MissingTemporaryFolderOfTheSystemIsAnError) {
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("TMPDIR", (folder_ / "nowhere").c_str(), 1);
    FileKeys keys({kTiny, {}});
    EXPECT_THAT(first_error(keys).text, HasSubstr("TMPDIR"));
    before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}

// A limit on the size of files stands for a full disk: the first spills succeed, the merge of them does not.
TEST_F(FileKeysFolder, FullDiskIsAnError) {
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 3 * kKeysInTiny * sizeof(Key128) + 5;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    FileKeys keys({kTiny, folder_.string()});
    const Error error = first_error(keys);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);

    EXPECT_THAT(error.text, HasSubstr("cannot write a temporary file in " + folder_.string()));
    EXPECT_EQ(keys.size(), 8 * kKeysInTiny);
    keys.clear();
    EXPECT_EQ(first_error(keys).text, "no error");
}

}  // namespace
}  // namespace jianhe
