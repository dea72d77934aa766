// From the hash of a key to rows, in SQLite; private to runtime/history.
//
// A tree that takes a random key touches a page of its own for each, which costs more than everything else a record
// does. So keys are written as files come, in sorted runs: pages that share the range of hashes evenly, so that a hash
// is at one page of a run without searching. Four runs of a size become one, so a key is written a few times in its
// life and there are few runs to look at. A filter for each run says for most keys that it does not have them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <jianhe/result.h>

#include "runtime/history/sqlite_connection.h"
#include "runtime/store/key_filter.h"

namespace jianhe::detail {

struct KeyEntry {
    std::uint64_t hash = 0;
    std::uint64_t row = 0;

    auto operator<=>(const KeyEntry&) const = default;
};

class KeyRuns {
public:
    // Of the SQLite schema `main`, or `temp`. The connection outlives it.
    KeyRuns(SqliteConnection& connection, std::string schema) : connection_(connection), schema_(std::move(schema)) {}

    Result<void> create();
    // The runs as the current transaction sees them.
    Result<void> load();
    // What was made since load() is gone again.
    void roll_back() noexcept;

    // Reads the filters, the small ones first, up to so many bytes.
    Result<void> load_filters(std::size_t max_bytes);
    struct Question {
        std::uint64_t hash = 0;
        std::uint32_t index = 0;
        bool is_possible = false;
    };
    // Marks all but those that no row has. Without filters it marks every one. Those of one index stand together.
    void mark_possible(std::span<Question> questions) const noexcept;

    // Adds a run; the entries are sorted here.
    Result<void> add(std::uint32_t index, std::vector<KeyEntry>& entries);
    Result<void> drop(std::uint32_t index);

    struct Hit {
        std::size_t query = 0;
        std::uint64_t row = 0;
    };
    // The rows of sorted hashes: all of a hash, but at most `limit` + 1 of each run. `query` counts from `first_query`.
    Result<void> find(std::uint32_t index, std::span<const std::uint64_t> hashes, std::size_t first_query,
                      std::size_t limit, std::vector<Hit>& hits);

private:
    struct Run {
        std::uint64_t id = 0;
        std::uint32_t index = 0;
        std::uint64_t first_page = 0;
        std::uint64_t pages = 0;
        std::uint64_t entries = 0;
        KeyFilter filter;
        bool has_filter = false;
    };
    class PageReader;
    class RunWriter;

    static void mark_possible(const Run& run, std::span<Question> questions) noexcept;
    Result<void> merge_like(std::uint32_t index);
    Result<void> merge(std::span<const std::size_t> places);
    Result<void> remove(const Run& run);
    Result<void> read_filter(Run& run);

    SqliteConnection& connection_;
    std::string schema_;
    std::vector<Run> runs_;  // by id
    std::uint64_t last_loaded_ = 0;
    std::size_t max_filter_bytes_ = 0;  // 0: filters are not kept
    LedgerStatement select_page_;
};

}  // namespace jianhe::detail
