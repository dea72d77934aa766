#include <algorithm>
#include <cstddef>
#include <random>

#include <gtest/gtest.h>

#include <jianhe/file_keys.h>

#include "counted_allocation.h"

namespace jianhe {
namespace {

// Vectors of runs, names of folders, the slack of the allocator.
constexpr std::size_t kBookkeeping = 16384;

TEST(FileKeysMemory, StaysWithinTheBound) {
    for (const std::size_t bound : {std::size_t{64} << 10, std::size_t{1} << 20, std::size_t{5'000'000}}) {
        const std::size_t before = counted_live_bytes();
        reset_counted_peak();
        FileKeys keys({bound, {}});
        std::mt19937_64 random(1);
        // Up to forty times what the table holds, so that runs are merged and filters run short of memory.
        const std::size_t count = std::min<std::size_t>(bound, 500'000);
        for (std::size_t i = 0; i < count; ++i) ASSERT_TRUE(keys.insert({random(), random()}).value());
        EXPECT_GT(keys.disk_bytes(), 0U);
        EXPECT_LE(counted_peak_bytes() - before, bound + kBookkeeping);
        EXPECT_GE(counted_peak_bytes() - before, bound / 2) << "nothing was counted";
        EXPECT_LE(keys.memory_bytes(), bound);
        // What the set says of itself is what it holds.
        EXPECT_NEAR(static_cast<double>(counted_live_bytes() - before), static_cast<double>(keys.memory_bytes()),
                    kBookkeeping);
    }
}

}  // namespace
}  // namespace jianhe
