#include "runtime/history/sqlite_store.h"

#include <algorithm>

#include "runtime/history/sqlite_schema.h"
#include "runtime/history/store_ledger.h"

namespace jianhe {
namespace detail {
namespace {

// Of the memory of a ledger; the rest is for the file's own rows and what was fetched.
constexpr std::size_t kPageCacheParts = 4;
constexpr std::size_t kFilterParts = 4;

const std::string kFileColumns = "first_record, last_record, records, digest, name, received_at";

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, const LedgerOptions& options) {
    auto connection = SqliteConnection::open(path, options.may_create);
    if (!connection) return connection.error();
    std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(*connection), options));
    const std::size_t cache_kib = options.memory_bytes / kPageCacheParts / 1024;
    auto set = store->connection_.run("PRAGMA cache_size = -" + std::to_string(cache_kib) + ";" +
                                      "PRAGMA temp.cache_size = -" + std::to_string(cache_kib / 4) + ";" +
                                      "PRAGMA temp_store = FILE; PRAGMA synchronous = FULL;");
    if (!set) return set.error();
    if (register_rows_module(store->connection_.handle(), &store->shown_) != SQLITE_OK) {
        return store->connection_.fault();
    }
    return store;
}

Result<std::optional<LedgerMeta>> SqliteStore::read_meta() {
    auto meta = read_sqlite_meta(connection_);
    // The size of a page and the journal are chosen before there is anything, outside of a transaction. Two processes
    // that make one ledger at the same moment both want the whole file for that, and SQLite lets neither wait.
    if (meta && !*meta && options_.may_create && !connection_.is_in_transaction()) {
        if (auto set = connection_.run_when_free("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL"); !set)
            return set.error();
    }
    return meta;
}

Result<void> SqliteStore::prepare(Side& side) {
    const auto prepare_one = [&](LedgerStatement& statement, const std::string& sql) -> Result<void> {
        auto prepared = connection_.prepare(sql);
        if (!prepared) return prepared.error();
        statement = std::move(*prepared);
        return {};
    };
    const auto insert = [&](const std::string& table, const std::vector<LedgerColumn>& columns, bool has_row_id) {
        std::string cells;
        for (std::size_t i = 0; i < columns.size(); ++i) cells += ", c" + std::to_string(i);
        return "INSERT INTO " + side.schema + "." + table + "(" + (has_row_id ? "row, record" : "record") +
               column_list(columns) + ") SELECT " + (has_row_id ? "row_id, record" : "record") + cells +
               " FROM jianhe_rows";
    };
    side.select_rows.resize(shape_.relations.size());
    side.insert_rows.resize(shape_.relations.size());
    for (std::size_t i = 0; i < shape_.relations.size(); ++i) {
        const LedgerRelation& relation = shape_.relations[i];
        const std::string table = "r_" + relation.name;
        auto prepared = prepare_one(side.select_rows[i], "SELECT record" + column_list(relation.columns) + " FROM " +
                                                             side.schema + "." + table + " WHERE row = ?1");
        if (prepared) prepared = prepare_one(side.insert_rows[i], insert(table, relation.columns, true));
        if (!prepared) return prepared;
    }
    const std::string take_backs = side.schema + ".take_backs";
    auto prepared = prepare_one(side.insert_names, insert("records", shape_.record_name, false));
    if (prepared)
        prepared = prepare_one(side.select_takers,
                               "SELECT taker, depth FROM " + take_backs + " WHERE taken = ?1 ORDER BY taker");
    if (prepared)
        prepared = prepare_one(side.select_depth, "SELECT max(depth) FROM " + take_backs + " WHERE taker = ?1");
    if (prepared)
        prepared = prepare_one(side.insert_take_back,
                               "INSERT OR IGNORE INTO " + take_backs + "(taken, taker, depth) VALUES (?1, ?2, ?3)");
    return prepared;
}

Result<void> SqliteStore::use(const LedgerMeta& meta, const LedgerShape& shape) {
    meta_ = meta;
    shape_ = shape;
    index_ids_.clear();
    for (const LedgerRelation& relation : shape.relations) index_ids_.push_back(index_ids(meta.shape, relation));
    if (auto prepared = prepare(main_); !prepared) return prepared;
    const auto prepare_one = [&](LedgerStatement& statement, const std::string& sql) -> Result<void> {
        auto prepared = connection_.prepare(sql);
        if (!prepared) return prepared.error();
        statement = std::move(*prepared);
        return {};
    };
    const std::string select = "SELECT " + kFileColumns + " FROM main.files WHERE ";
    auto prepared = prepare_one(select_file_by_digest_, select + "digest = ?1");
    if (prepared)
        prepared = prepare_one(select_file_by_record_, select +
                                                           "first_record <= ?1 AND last_record >= ?1 ORDER "
                                                           "BY first_record DESC LIMIT 1");
    if (prepared)
        prepared =
            prepare_one(insert_file_, "INSERT INTO main.files(" + kFileColumns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    return prepared;
}

Result<std::uint64_t> SqliteStore::begin(LedgerMode mode, std::chrono::milliseconds wait) {
    if (connection_.has_moved()) {
        return Error{"the ledger " + connection_.path() + " is no longer there: it was moved, removed or replaced"};
    }
    mode_ = mode;
    auto begun = mode == LedgerMode::Accept ? connection_.begin_write(wait) : connection_.begin_read();
    if (!begun) return begun.error();
    const auto begin = [&]() -> Result<std::uint64_t> {
        auto counters = connection_.prepare("SELECT record, row FROM main.counters");
        if (!counters) return counters.error();
        const auto has_row = connection_.step(*counters);
        if (!has_row) return has_row.error();
        const std::uint64_t record = counters->natural(0);
        next_row_ = counters->natural(1);
        const auto take_backs = connection_.number("SELECT EXISTS(SELECT 1 FROM main.take_backs)");
        if (!take_backs) return take_backs.error();
        has_take_backs_ = *take_backs != 0;
        if (auto loaded = main_.keys.load(); !loaded) return loaded.error();
        return record;
    };
    auto record = begin();
    if (!record) rollback();
    return record;
}

Result<void> SqliteStore::expect_many() { return main_.keys.load_filters(options_.memory_bytes / kFilterParts); }

void SqliteStore::remove_absent(std::vector<KeyQuery>& queries) const {
    // By index, of which there are few.
    std::vector<KeyQuery> grouped;
    grouped.reserve(queries.size());
    for (std::uint32_t relation = 0; relation < index_ids_.size(); ++relation) {
        for (std::uint32_t index = 0; index < index_ids_[relation].size(); ++index) {
            std::ranges::copy_if(queries, std::back_inserter(grouped), [&](const KeyQuery& query) {
                return query.relation == relation && query.index == index;
            });
        }
    }
    queries.swap(grouped);
    std::vector<KeyRuns::Question> questions;
    questions.reserve(queries.size());
    for (const KeyQuery& query : queries) questions.push_back({query.hash, index_ids_[query.relation][query.index]});
    main_.keys.mark_possible(questions);
    if (temporary_) temporary_->keys.mark_possible(questions);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (questions[i].is_possible) queries[kept++] = queries[i];
    }
    queries.resize(kept);
}

Result<void> SqliteStore::find_candidates(std::span<const KeyQuery> queries, std::size_t first,
                                          std::vector<Candidate>& candidates) {
    std::vector<std::uint64_t> hashes;
    for (const KeyQuery& query : queries) hashes.push_back(query.hash);
    std::vector<KeyRuns::Hit> hits;
    const std::uint32_t id = index_ids_[queries.front().relation][queries.front().index];
    const std::size_t limit = LedgerLimits::kMaxRowsOfKey;
    if (auto found = main_.keys.find(id, hashes, first, limit, hits); !found) return found;
    if (temporary_) {
        if (auto found = temporary_->keys.find(id, hashes, first, limit, hits); !found) return found;
    }
    for (const KeyRuns::Hit& hit : hits) candidates.push_back({hit.row, hit.query});
    return {};
}

Result<void> SqliteStore::read_rows(std::uint32_t relation, std::span<const Candidate> candidates, RowSink& sink) {
    std::vector<Cell> cells(shape_.relations[relation].columns.size());
    for (const Candidate& candidate : candidates) {
        const bool is_temporary = temporary_ && candidate.row >= first_temporary_row_;
        LedgerStatement& select = (is_temporary ? *temporary_ : main_).select_rows[relation];
        select.bind(1, candidate.row);
        const auto has_row = connection_.step(select);
        if (!has_row) return has_row.error();
        if (!*has_row) continue;  // its file was forgotten
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = select.cell(static_cast<int>(i) + 1);
        sink.add(candidate.query, select.natural(0), cells);
        sqlite3_reset(select.get());
    }
    return {};
}

Result<void> SqliteStore::look_up(std::span<const KeyQuery> queries, RowSink& sink) {
    // Without a file, what others did meanwhile counts.
    const bool is_alone = !connection_.is_in_transaction();
    if (is_alone) {
        if (auto begun = begin(LedgerMode::Check, {}); !begun) return begun.error();
    }
    Result<void> done;
    std::vector<Candidate> candidates;
    for (std::size_t first = 0; done && first < queries.size();) {
        std::size_t end = first;
        const std::uint32_t relation = queries[first].relation;
        candidates.clear();
        while (done && end < queries.size() && queries[end].relation == relation) {
            const std::size_t begin = end;
            while (end < queries.size() && queries[end].relation == relation &&
                   queries[end].index == queries[begin].index) {
                ++end;
            }
            done = find_candidates(queries.subspan(begin, end - begin), begin, candidates);
        }
        std::ranges::sort(candidates);
        if (done) done = read_rows(relation, candidates, sink);
        first = end;
    }
    if (is_alone) rollback();
    return done;
}

Result<std::vector<FileRows::TakeBack>> SqliteStore::takers_of(std::span<const std::uint64_t> records) {
    std::vector<FileRows::TakeBack> found;
    for (Side* const side : {&main_, temporary_.get()}) {
        if (side == nullptr || (side == &main_ && !has_take_backs_)) continue;
        for (const std::uint64_t record : records) {
            side->select_takers.bind(1, record);
            for (;;) {
                const auto has_row = connection_.step(side->select_takers);
                if (!has_row) return has_row.error();
                if (!*has_row) break;
                found.push_back({record, side->select_takers.natural(0),
                                 static_cast<std::uint32_t>(side->select_takers.number(1))});
            }
        }
    }
    return found;
}

Result<std::uint32_t> SqliteStore::depth_of(std::uint64_t record) {
    std::int64_t depth = 0;
    for (Side* const side : {&main_, temporary_.get()}) {
        if (side == nullptr || (side == &main_ && !has_take_backs_)) continue;
        side->select_depth.bind(1, record);
        const auto has_row = connection_.step(side->select_depth);
        if (!has_row) return has_row.error();
        if (*has_row) depth = std::max(depth, side->select_depth.number(0));
        sqlite3_reset(side->select_depth.get());
    }
    return static_cast<std::uint32_t>(depth);
}

}  // namespace detail

Result<std::unique_ptr<Ledger>> open_sqlite_ledger(const std::string& path, const LedgerShape& shape,
                                                   const LedgerOptions& options) {
    if (auto checked = detail::check_shape(shape); !checked) return checked.error();
    auto store = detail::SqliteStore::open(path, options);
    if (!store) return store.error();
    return detail::open_store(std::move(*store), shape, options, path + ".key");
}

}  // namespace jianhe
