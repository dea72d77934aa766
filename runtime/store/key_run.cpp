#include "runtime/store/key_run.h"

#include <algorithm>
#include <array>
#include <limits>

namespace jianhe::detail {
namespace {

constexpr std::uint64_t kBlockKeys = 256;  // 4 KiB, a page

// Where in [first, last) a key should stand if the keys between `low` and `high` are spread evenly, as digests are.
std::uint64_t interpolate(std::uint64_t key, std::uint64_t low, std::uint64_t high, std::uint64_t first,
                          std::uint64_t last) noexcept {
    if (high <= low) return first;
    const double share = static_cast<double>(key - low) / static_cast<double>(high - low);
    const auto step = static_cast<std::uint64_t>(share * static_cast<double>(last - first));
    return first + std::min(step, last - first - 1);
}

}  // namespace

Result<KeyRun> KeyRun::write(const std::string& folder, std::span<const Key128> sorted, std::size_t filter_bytes) {
    Result<TemporaryFile> file = TemporaryFile::create(folder);
    if (!file) return file.error();
    KeyRun run(std::move(*file), sorted.size(), filter_bytes);
    if (auto done = run.append(sorted); !done) return done.error();
    return run;
}

Result<void> KeyRun::append(std::span<const Key128> sorted) {
    for (const Key128& key : sorted) filter_.add(key);
    return file_.append(std::as_bytes(sorted));
}

Result<void> KeyRun::read(std::uint64_t first, std::span<Key128> keys) const {
    return file_.read(first * sizeof(Key128), std::as_writable_bytes(keys));
}

Result<bool> KeyRun::contains(const Key128& key) const {
    if (!filter_.may_contain(key)) return false;
    return search(key);
}

// Interpolation finds the block of a digest in two steps, mostly. Every fourth step is a bisection, so that unevenly
// spread keys cannot make it slow.
Result<bool> KeyRun::search(const Key128& key) const {
    std::array<Key128, kBlockKeys> block;
    std::uint64_t first = 0, last = key_count();
    std::uint64_t low = 0, high = std::numeric_limits<std::uint64_t>::max();
    for (int step = 1; first < last; ++step) {
        const std::uint64_t guess = step % 4 == 0
                                        ? first + (last - first) / 2
                                        : interpolate(std::clamp(key.high, low, high), low, high, first, last);
        const std::uint64_t begin = std::max(first, guess - std::min(guess, kBlockKeys / 2));
        const std::span<Key128> keys(block.data(), std::min(kBlockKeys, last - begin));
        if (auto done = read(begin, keys); !done) return done.error();
        if (key < keys.front()) {
            last = begin;
            high = keys.front().high;
        } else if (keys.back() < key) {
            first = begin + keys.size();
            low = keys.back().high;
        } else {
            return std::binary_search(keys.begin(), keys.end(), key);
        }
    }
    return false;
}

}  // namespace jianhe::detail
