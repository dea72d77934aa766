#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <jianhe/file_keys.h>

#include "runtime/store/key_run.h"
#include "runtime/store/key_table.h"

// A log-structured merge tree of digests. The table takes new keys; when it is full it becomes a run of level 0; eight
// runs of one level become one of the next. So a key is written once a level, and few runs are looked at.
namespace jianhe {
namespace {

constexpr std::size_t kLeastMemoryBytes = std::size_t{64} << 10;
constexpr std::size_t kRunsPerLevel = 8;

// How the memory is shared out.
constexpr std::size_t table_bytes(std::size_t all) noexcept { return all / 2; }
constexpr std::size_t merge_bytes(std::size_t all) noexcept { return all / 16; }
constexpr std::size_t filters_bytes(std::size_t all) noexcept { return all - table_bytes(all) - merge_bytes(all); }

}  // namespace

class FileKeys::Store {
public:
    explicit Store(FileKeyLimits limits)
        : limits_{std::max(limits.memory_bytes, kLeastMemoryBytes), std::move(limits.folder)}, table_(max_slots()) {}

    Result<bool> contains(const Key128& key) {
        if (failure_) return *failure_;
        Result<bool> found = look_up(key);
        if (!found) return failed(found.error());
        return found;
    }

    // After a failure the table is full.
    std::size_t insert_new(std::span<const Key128> keys) noexcept {
        if (!levels_.empty()) return 0;
        const std::size_t inserted = table_.insert_new(keys);
        size_ += inserted;
        return inserted;
    }

    Result<bool> insert(const Key128& key) {
        const Result<bool> found = contains(key);
        if (!found) return found.error();
        if (*found) return false;
        if (table_.is_full()) {
            if (auto done = spill(); !done) return failed(done.error());
        }
        return counted(table_.insert(key));
    }

    // As KeyTable::prefetch.
    [[gnu::always_inline]] void prefetch(const Key128& key) const noexcept { table_.prefetch(key); }

    void clear() {
        levels_.clear();
        table_.reset();
        failure_.reset();
        size_ = 0;
    }

    std::uint64_t size() const noexcept { return size_; }
    std::size_t memory_bytes() const noexcept { return table_.memory_bytes() + filter_bytes_in_use(); }
    std::uint64_t disk_bytes() const noexcept {
        std::uint64_t keys = 0;
        for (const auto& level : levels_) {
            for (const detail::KeyRun& run : level) keys += run.key_count();
        }
        return keys * sizeof(Key128);
    }

private:
    bool counted(bool is_new) noexcept {
        size_ += is_new ? 1 : 0;
        return is_new;
    }

    Result<bool> failed(const Error& error) {
        failure_ = Error{"cannot remember the keys of this file: " + error.text};
        return *failure_;
    }

    Result<bool> look_up(const Key128& key) const {
        if (table_.contains(key)) return true;
        for (const auto& level : levels_) {
            for (const detail::KeyRun& run : level) {
                Result<bool> found = run.contains(key);
                if (!found || *found) return found;
            }
        }
        return false;
    }

    std::size_t max_slots() const noexcept { return table_bytes(limits_.memory_bytes) / sizeof(Key128); }

    std::size_t filter_bytes_in_use() const noexcept {
        std::size_t bytes = 0;
        for (const auto& level : levels_) {
            for (const detail::KeyRun& run : level) bytes += run.memory_bytes();
        }
        return bytes;
    }

    // Half of what is left, so that a large run never takes the filters of later ones. The filters of the runs that it
    // replaces are gone already.
    std::size_t next_filter_bytes() const noexcept {
        return (filters_bytes(limits_.memory_bytes) - filter_bytes_in_use()) / 2;
    }

    Result<void> spill() {
        if (limits_.folder.empty()) {
            Result<std::string> folder = detail::temporary_folder();
            if (!folder) return folder.error();
            limits_.folder = std::move(*folder);
        }
        auto run = detail::KeyRun::write(limits_.folder, table_.take_sorted(), next_filter_bytes());
        if (!run) return run.error();
        table_.empty();
        return add_run(0, std::move(*run));
    }

    Result<void> add_run(std::size_t level, detail::KeyRun run) {
        if (level == levels_.size()) levels_.emplace_back();
        levels_[level].push_back(std::move(run));
        if (levels_[level].size() < kRunsPerLevel) return {};
        for (detail::KeyRun& old : levels_[level]) old.drop_filter();
        auto merged = detail::KeyRun::merge(limits_.folder, levels_[level], next_filter_bytes(),
                                            merge_bytes(limits_.memory_bytes));
        if (!merged) return merged.error();
        levels_[level].clear();
        return add_run(level + 1, std::move(*merged));
    }

    FileKeyLimits limits_;
    detail::KeyTable table_;
    std::vector<std::vector<detail::KeyRun>> levels_;  // runs of a level, oldest first
    std::optional<Error> failure_;
    std::uint64_t size_ = 0;
};

FileKeys::FileKeys(FileKeyLimits limits) : store_(std::make_unique<Store>(std::move(limits))) {}
FileKeys::FileKeys(FileKeys&&) noexcept = default;
FileKeys& FileKeys::operator=(FileKeys&&) noexcept = default;
FileKeys::~FileKeys() = default;

Result<bool> FileKeys::insert(const Key128& key) { return store_->insert(key); }
std::size_t FileKeys::insert_new(std::span<const Key128> keys) noexcept { return store_->insert_new(keys); }
Result<bool> FileKeys::contains(const Key128& key) { return store_->contains(key); }
void FileKeys::prefetch(const Key128& key) const noexcept { store_->prefetch(key); }
void FileKeys::clear() noexcept { store_->clear(); }
std::uint64_t FileKeys::size() const noexcept { return store_->size(); }
std::size_t FileKeys::memory_bytes() const noexcept { return store_->memory_bytes(); }
std::uint64_t FileKeys::disk_bytes() const noexcept { return store_->disk_bytes(); }

}  // namespace jianhe
