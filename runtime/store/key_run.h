// A sorted run of keys on disk; private to runtime/store.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <jianhe/file_keys.h>
#include <jianhe/result.h>

#include "runtime/store/key_filter.h"
#include "runtime/store/temporary_file.h"

namespace jianhe::detail {

// Immutable once written: each key once, in order.
class KeyRun {
public:
    static Result<KeyRun> write(const std::string& folder, std::span<const Key128> sorted, std::size_t filter_bytes);
    // One run of the keys of several, none of which is in two of them. `buffer_bytes` are held while merging.
    static Result<KeyRun> merge(const std::string& folder, std::span<const KeyRun> runs, std::size_t filter_bytes,
                                std::size_t buffer_bytes);

    Result<bool> contains(const Key128& key) const;

    std::uint64_t key_count() const noexcept { return file_.size() / sizeof(Key128); }
    std::size_t memory_bytes() const noexcept { return filter_.memory_bytes(); }
    void drop_filter() { filter_ = {}; }

private:
    friend class KeyRunMerger;
    KeyRun(TemporaryFile file, std::uint64_t key_count, std::size_t filter_bytes)
        : file_(std::move(file)), filter_(key_count, filter_bytes) {}
    Result<void> append(std::span<const Key128> sorted);
    Result<void> read(std::uint64_t first, std::span<Key128> keys) const;
    Result<bool> search(const Key128& key) const;

    TemporaryFile file_;
    KeyFilter filter_;
};

}  // namespace jianhe::detail
