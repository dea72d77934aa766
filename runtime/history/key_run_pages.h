// The pages of one run; private to runtime/history.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <jianhe/result.h>

#include "runtime/history/key_runs.h"

namespace jianhe::detail {

// Which of so many pages a hash is at. Hashes are even, and so is what falls on each page.
inline std::uint64_t page_of_hash(std::uint64_t hash, std::uint64_t pages) noexcept {
    return (hash >> 32) * pages >> 32;
}
std::uint64_t pages_for(std::uint64_t entries) noexcept;

// The entries of a page, sorted.
class KeyPage {
public:
    explicit KeyPage(std::string_view bytes) noexcept : bytes_(bytes) {}

    std::size_t size() const noexcept { return bytes_.size() / sizeof(KeyEntry); }
    KeyEntry operator[](std::size_t index) const noexcept;
    // The first entry that is not before this hash.
    std::size_t lower_bound(std::uint64_t hash) const noexcept;

private:
    std::string_view bytes_;
};

// Reads all entries of a run in order, a page at a time.
class KeyRunReader {
public:
    static Result<KeyRunReader> open(SqliteConnection& connection, const std::string& schema, std::uint64_t first_page,
                                     std::uint64_t pages);

    bool is_at_end() const noexcept { return is_at_end_; }
    const KeyEntry& entry() const noexcept { return entry_; }
    Result<void> next();

private:
    KeyRunReader(SqliteConnection& connection, LedgerStatement statement)
        : connection_(&connection), statement_(std::move(statement)) {}

    SqliteConnection* connection_;
    LedgerStatement statement_;
    std::string page_;
    std::size_t at_ = 0;
    KeyEntry entry_;
    bool is_at_end_ = false;
};

// Writes so many entries, given in order.
class KeyRunWriter {
public:
    static Result<KeyRunWriter> open(SqliteConnection& connection, const std::string& schema, std::uint64_t entries);

    Result<void> add(const KeyEntry& entry);
    Result<void> finish();

    std::uint64_t first_page() const noexcept { return first_page_; }
    std::uint64_t pages() const noexcept { return pages_; }

private:
    KeyRunWriter(SqliteConnection& connection, LedgerStatement statement, std::uint64_t first_page, std::uint64_t pages)
        : connection_(&connection), statement_(std::move(statement)), first_page_(first_page), pages_(pages) {}
    Result<void> write_page();

    SqliteConnection* connection_;
    LedgerStatement statement_;
    std::uint64_t first_page_;
    std::uint64_t pages_;
    std::uint64_t page_ = 0;
    std::string bytes_;
};

}  // namespace jianhe::detail
