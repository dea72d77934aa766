// How a ledger in SQLite is made, written and changed.
#include <algorithm>

#include "runtime/history/sqlite_schema.h"
#include "runtime/history/sqlite_store.h"

namespace jianhe::detail {
namespace {

// Entries of an index that is made anew; sixteen bytes each.
constexpr std::size_t kRebuiltAtOnce = 250'000;

}  // namespace

Result<void> SqliteStore::create(const LedgerMeta& meta) {
    auto created = create_sqlite_tables(connection_, "main", meta.shape);
    if (created) created = main_.keys.create();
    if (created) created = write_sqlite_meta(connection_, meta);
    return created;
}

Result<void> SqliteStore::change(const LedgerMeta& meta, const ShapeChange& change) {
    if (auto loaded = main_.keys.load(); !loaded) return loaded;
    for (const ShapeChange::Column& column : change.new_columns) {
        if (auto added = add_sqlite_column(connection_, column); !added) return added;
    }
    for (const std::string& relation : change.new_relations) {
        auto created = create_sqlite_relation(connection_, "main", *meta.shape.find(relation));
        if (!created) return created;
    }
    for (const ShapeChange::Index& index : change.dropped_indexes) {
        if (auto dropped = main_.keys.drop(index.id); !dropped) return dropped;
    }
    for (const ShapeChange::Index& index : change.new_indexes) {
        const StoredRelation& relation = *meta.shape.find(index.relation);
        const auto& made = *std::ranges::find(relation.indexes, index.id, &StoredIndex::id);
        if (auto rebuilt = rebuild_index(meta, relation, made); !rebuilt) return rebuilt;
    }
    return write_sqlite_meta(connection_, meta);
}

Result<void> SqliteStore::rebuild_index(const LedgerMeta& meta, const StoredRelation& relation,
                                        const StoredIndex& index) {
    std::string columns;
    for (const std::string& column : index.columns) columns += ", c_" + column;
    auto statement = connection_.prepare("SELECT row" + columns + " FROM main.r_" + relation.name);
    if (!statement) return statement.error();
    KeyHasher hasher(meta.seed);
    std::vector<KeyEntry> entries;
    std::vector<Cell> cells(index.columns.size());
    for (;;) {
        const auto has_row = connection_.step(*statement);
        if (!has_row) return has_row.error();
        if (*has_row) {
            for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = statement->cell(static_cast<int>(i) + 1);
            const std::uint64_t hash = hash_of_key(hasher, cells);
            if (hash != kNoKey) entries.push_back({hash, statement->natural(0)});
        }
        if (!*has_row || entries.size() == kRebuiltAtOnce) {
            if (auto added = main_.keys.add(index.id, entries); !added) return added;
            entries.clear();
        }
        if (!*has_row) return {};
    }
}

Result<void> SqliteStore::make_temporary_side() {
    temporary_ = std::make_unique<Side>(connection_, "temp");
    first_temporary_row_ = next_row_;
    auto made = create_sqlite_tables(connection_, "temp", meta_.shape);
    if (made) made = temporary_->keys.create();
    if (made) made = temporary_->keys.load();
    if (made) made = temporary_->keys.load_filters(options_.memory_bytes / 8);
    if (made) made = prepare(*temporary_);
    return made;
}

Result<void> SqliteStore::add_rows(LedgerStatement& insert, const FileRows::Relation& rows, std::size_t width,
                                   std::uint64_t first_row) {
    if (rows.size() == 0) return {};
    shown_ = {&rows, width, first_row};
    return connection_.finish(insert);
}

Result<void> SqliteStore::write(const FileRows& rows) {
    if (mode_ == LedgerMode::Check && !temporary_) {
        if (auto made = make_temporary_side(); !made) return made;
    }
    Side& side = written_side();
    std::vector<KeyEntry> entries;
    for (std::uint32_t i = 0; i < shape_.relations.size(); ++i) {
        const FileRows::Relation& added = rows.relation(i);
        auto done = add_rows(side.insert_rows[i], added, shape_.relations[i].columns.size(), next_row_);
        if (!done) return done;
        for (std::size_t index = 0; index < added.hashes.size(); ++index) {
            entries.clear();
            entries.reserve(added.size());
            for (std::size_t row = 0; row < added.size(); ++row) {
                const std::uint64_t hash = added.hashes[index][row];
                if (hash != kNoKey) entries.push_back({hash, next_row_ + row});
            }
            if (auto wrote = side.keys.add(index_ids_[i][index], entries); !wrote) return wrote;
        }
        next_row_ += added.size();
    }
    if (auto done = add_rows(side.insert_names, rows.names(), shape_.record_name.size(), 0); !done) return done;
    for (const FileRows::TakeBack& take_back : rows.take_backs()) {
        side.insert_take_back.bind(1, take_back.taken);
        side.insert_take_back.bind(2, take_back.taker);
        side.insert_take_back.bind(3, std::uint64_t{take_back.depth});
        if (auto done = connection_.finish(side.insert_take_back); !done) return done;
        has_take_backs_ = true;
    }
    return {};
}

Result<void> SqliteStore::commit(const StoredFile& file) {
    insert_file_.bind(1, file.first_record);
    insert_file_.bind(2, file.last_record);
    insert_file_.bind(3, file.file.records);
    insert_file_.bind_text(4, file.file.identity.digest);
    insert_file_.bind_text(5, file.file.identity.name);
    insert_file_.bind(6, file.file.identity.received_at.seconds);
    auto done = connection_.finish(insert_file_);
    if (done) {
        done = connection_.run("UPDATE main.counters SET record = " + std::to_string(file.last_record + 1) +
                               ", row = " + std::to_string(next_row_));
    }
    if (done && connection_.has_moved()) {
        return Error{"the ledger " + connection_.path() + " is no longer there: it was moved, removed or replaced"};
    }
    if (done) done = connection_.commit();
    return done;
}

void SqliteStore::rollback() noexcept {
    if (!connection_.is_in_transaction() && !temporary_) return;
    // Statements first: a table goes only when nobody reads it.
    temporary_.reset();
    if (!connection_.is_in_transaction()) return;
    connection_.rollback();
    main_.keys.roll_back();
}

Result<void> SqliteStore::remove(const StoredFile& file) {
    const std::string first = std::to_string(file.first_record);
    const std::string last = std::to_string(file.last_record);
    const std::string its_records = " BETWEEN " + first + " AND " + last;
    std::int64_t forgotten = 0;
    // Also relations that the specification has no more.
    for (const StoredRelation& relation : meta_.shape.relations) {
        auto removed = connection_.run("DELETE FROM main.r_" + relation.name + " WHERE record" + its_records);
        if (!removed) return removed;
        forgotten += sqlite3_changes(connection_.handle());
    }
    auto removed = connection_.run("DELETE FROM main.records WHERE record" + its_records +
                                   ";DELETE FROM main.take_backs WHERE taken" + its_records + " OR taker" +
                                   its_records + ";DELETE FROM main.files WHERE first_record = " + first +
                                   ";UPDATE main.counters SET forgotten = forgotten + " + std::to_string(forgotten));
    if (!removed) return removed;
    // Keys of forgotten rows lead nowhere. When they are most of all keys, the keys are made anew.
    std::int64_t rows = 0;
    for (const StoredRelation& relation : meta_.shape.relations) {
        const auto count = connection_.number("SELECT count(*) FROM main.r_" + relation.name);
        if (!count) return count.error();
        rows += *count;
    }
    const auto all_forgotten = connection_.number("SELECT forgotten FROM main.counters");
    if (!all_forgotten) return all_forgotten.error();
    if (*all_forgotten <= rows) return {};
    for (const StoredRelation& relation : meta_.shape.relations) {
        for (const StoredIndex& index : relation.indexes) {
            if (!index.is_used) continue;
            if (auto dropped = main_.keys.drop(index.id); !dropped) return dropped;
            if (auto rebuilt = rebuild_index(meta_, relation, index); !rebuilt) return rebuilt;
        }
    }
    return connection_.run("UPDATE main.counters SET forgotten = 0");
}

}  // namespace jianhe::detail
