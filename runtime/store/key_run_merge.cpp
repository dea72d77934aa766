#include <algorithm>
#include <utility>

#include "runtime/store/key_run.h"

namespace jianhe::detail {
namespace {

constexpr std::size_t kLeastBufferKeys = 16;

}  // namespace

// Takes always the smallest key at the front of a run. There are few runs, so looking at each of them is fast.
class KeyRunMerger {
public:
    KeyRunMerger(std::span<const KeyRun> runs, std::size_t buffer_bytes)
        : buffer_keys_(std::max(kLeastBufferKeys, buffer_bytes / sizeof(Key128) / (runs.size() + 1))) {
        for (const KeyRun& run : runs) fronts_.push_back({&run, {}, 0, 0});
        out_.reserve(buffer_keys_);
    }

    Result<void> merge_into(KeyRun& target) {
        for (Front& front : fronts_) {
            if (auto done = refill(front); !done) return done;
        }
        drop_finished();
        while (!fronts_.empty()) {
            const auto smallest = std::min_element(fronts_.begin(), fronts_.end(), before);
            out_.push_back(smallest->keys[smallest->at++]);
            if (smallest->at == smallest->keys.size()) {
                if (auto done = refill(*smallest); !done) return done;
                drop_finished();
            }
            if (out_.size() == buffer_keys_) {
                if (auto done = flush(target); !done) return done;
            }
        }
        return flush(target);
    }

private:
    struct Front {
        const KeyRun* run;
        std::vector<Key128> keys;  // a piece of the run; empty at its end
        std::size_t at;            // the first key in `keys` that was not taken
        std::uint64_t next;        // the first key of the run that is not in `keys`
    };

    static bool before(const Front& a, const Front& b) noexcept { return a.keys[a.at] < b.keys[b.at]; }

    Result<void> refill(Front& front) const {
        const std::uint64_t left = front.run->key_count() - front.next;
        front.keys.resize(static_cast<std::size_t>(std::min<std::uint64_t>(buffer_keys_, left)));
        front.at = 0;
        auto done = front.run->read(front.next, front.keys);
        front.next += front.keys.size();
        return done;
    }

    void drop_finished() {
        std::erase_if(fronts_, [](const Front& front) { return front.keys.empty(); });
    }

    Result<void> flush(KeyRun& target) {
        auto done = target.append(out_);
        out_.clear();
        return done;
    }

    std::size_t buffer_keys_;
    std::vector<Front> fronts_;
    std::vector<Key128> out_;
};

Result<KeyRun> KeyRun::merge(const std::string& folder, std::span<const KeyRun> runs, std::size_t filter_bytes,
                             std::size_t buffer_bytes) {
    Result<TemporaryFile> file = TemporaryFile::create(folder);
    if (!file) return file.error();
    std::uint64_t key_count = 0;
    for (const KeyRun& run : runs) key_count += run.key_count();
    KeyRun merged(std::move(*file), key_count, filter_bytes);
    if (auto done = KeyRunMerger(runs, buffer_bytes).merge_into(merged); !done) return done.error();
    return merged;
}

}  // namespace jianhe::detail
