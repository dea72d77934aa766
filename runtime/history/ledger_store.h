// What a data base does for the ledger; private to runtime/history. StoreLedger has everything that is the same for all
// of them: hashing, the file that has begun, what was taken back.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/file_keys.h>
#include <jianhe/ledger.h>

#include "runtime/history/file_rows.h"
#include "runtime/history/stored_shape.h"

namespace jianhe::detail {

// What stands in a ledger about itself. Its format: 1.
inline constexpr std::uint32_t kLedgerFormat = 1;
struct LedgerMeta {
    StoredShape shape;
    bool hides_private = true;
    std::string secret_check;  // of the secret, where it hides private texts
    KeySeed seed;              // of the hashes of keys
};

// The hash of a key; kNoKey where a cell is absent. Cells of other kinds or in another order have other hashes. Stored
// in data bases, so it never changes.
std::uint64_t hash_of_key(KeyHasher& hasher, std::span<const Cell> cells);
std::uint64_t hash_of_row(KeyHasher& hasher, std::span<const Cell> row, std::span<const std::uint32_t> index);

// Another process has the ledger, and this one waited so long for it.
Error locked_error(const std::string& ledger, std::chrono::milliseconds waited);

struct KeyQuery {
    std::uint32_t relation = 0;  // and index: by their place in the shape
    std::uint32_t index = 0;
    std::uint64_t hash = 0;

    auto operator<=>(const KeyQuery&) const = default;
};

// Takes the rows that a store finds.
class RowSink {
public:
    RowSink() = default;
    RowSink(const RowSink&) = delete;
    RowSink& operator=(const RowSink&) = delete;
    virtual ~RowSink() = default;

    // `query` is its place in what was asked. Rows of a query come in order of acceptance. The cells are those of the
    // shape, and the sink's to keep.
    virtual void add(std::size_t query, std::uint64_t record, std::span<Cell> cells) = 0;
};

struct StoredFile {
    LedgerFile file;
    // Of its records: a record's number is the first plus its position.
    std::uint64_t first_record = 0;
    std::uint64_t last_record = 0;
};

class LedgerStore {
public:
    LedgerStore() = default;
    LedgerStore(const LedgerStore&) = delete;
    LedgerStore& operator=(const LedgerStore&) = delete;
    // Rolls back.
    virtual ~LedgerStore() = default;

    virtual const std::string& name() const noexcept = 0;

    // --- Opening. begin_change waits for other processes; then commit or rollback ---
    virtual Result<std::optional<LedgerMeta>> read_meta() = 0;
    virtual Result<void> begin_change(std::chrono::milliseconds wait) = 0;
    virtual Result<void> create(const LedgerMeta& meta) = 0;
    virtual Result<void> change(const LedgerMeta& meta, const ShapeChange& change) = 0;
    virtual Result<void> commit_change() = 0;
    // Before anything that follows.
    virtual Result<void> use(const LedgerMeta& meta, const LedgerShape& shape) = 0;

    // --- A file ---
    // The number that comes after all records.
    virtual Result<std::uint64_t> begin(LedgerMode mode, std::chrono::milliseconds wait) = 0;
    virtual Result<std::optional<StoredFile>> file_of_digest(std::string_view digest) = 0;
    // At most one row more than LedgerLimits::kMaxRowsOfKey of each query. The queries are sorted, each there once.
    virtual Result<void> look_up(std::span<const KeyQuery> queries, RowSink& sink) = 0;
    // Many look-ups are to come: whatever helps remove_absent.
    virtual Result<void> expect_many() { return {}; }
    // Removes what look_up is sure not to find, in any order.
    virtual void remove_absent(std::vector<KeyQuery>& /*queries*/) const {}
    // Who took these records back; sorted, each there once.
    virtual Result<std::vector<FileRows::TakeBack>> takers_of(std::span<const std::uint64_t> records) = 0;
    // The greatest depth of what a record took back; 0: nothing.
    virtual Result<std::uint32_t> depth_of(std::uint64_t record) = 0;
    // Adds a part of the file that has begun. In Check mode it is seen by this store alone, until the end of the file.
    virtual Result<void> write(const FileRows& rows) = 0;
    virtual Result<void> commit(const StoredFile& file) = 0;
    virtual void rollback() noexcept = 0;

    // --- Between files ---
    virtual Result<std::optional<StoredFile>> file_of_record(std::uint64_t record) = 0;
    virtual Result<std::vector<Cell>> name_of_record(std::uint64_t record) = 0;
    virtual Result<std::vector<StoredFile>> files() = 0;
    // Inside begin(Accept), before commit_change.
    virtual Result<void> remove(const StoredFile& file) = 0;
    virtual Result<LedgerStats> stats() = 0;
    virtual Result<void> verify() = 0;
};

}  // namespace jianhe::detail
