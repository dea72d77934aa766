// How a ledger in PostgreSQL is made, written and changed.
#include <algorithm>
#include <charconv>

#include "runtime/history/postgres_schema.h"
#include "runtime/history/postgres_store.h"
#include "runtime/history/row_bytes.h"

namespace jianhe::detail {
namespace {

const std::string kMain = kPostgresSchema + ".";
// Rows of an index that is made anew, at once.
constexpr const char* kRowsAtOnce = "10000";
constexpr std::size_t kRowsOfStatement = 5'000;

// Rows on their way to the server: columns as arrays, many rows a statement.
class ColumnArrays {
public:
    struct Column {
        std::string name;
        std::string type;  // of one cell
    };

    ColumnArrays(pqxx::transaction_base& transaction, const std::string& table, std::vector<Column> columns)
        : transaction_(transaction), table_(table), columns_(std::move(columns)), arrays_(columns_.size(), "{") {}

    void add(std::uint64_t number) { put(std::to_string(static_cast<std::int64_t>(number))); }
    void add(const CellView& cell) {
        switch (cell.kind) {
            case CellView::Kind::Absent: add_absent(); break;
            case CellView::Kind::Number: put(std::to_string(cell.number)); break;
            case CellView::Kind::Text:
            case CellView::Kind::Digest: put("\"\\" + PostgresConnection::hex(cell.bytes) + "\""); break;
        }
    }
    void add_absent() { put("NULL"); }
    void end_row() {
        at_ = 0;
        if (++rows_ == kRowsOfStatement) send();
    }
    void send() {
        if (rows_ == 0) return;
        std::string names;
        std::string arrays;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const char* const comma = i == 0 ? "" : ", ";
            names += comma + columns_[i].name;
            arrays += comma + ("$" + std::to_string(i + 1)) + "::" + columns_[i].type + "[]";
            arrays_[i] += '}';
        }
        transaction_.exec_params("INSERT INTO " + table_ + "(" + names + ") SELECT * FROM unnest(" + arrays + ")",
                                 pqxx::prepare::make_dynamic_params(arrays_));
        arrays_.assign(columns_.size(), "{");
        rows_ = 0;
    }

private:
    void put(const std::string& text) {
        std::string& array = arrays_[at_++];
        if (array.size() > 1) array += ',';
        array += text;
    }

    pqxx::transaction_base& transaction_;
    std::string table_;
    std::vector<Column> columns_;
    std::vector<std::string> arrays_;
    std::size_t at_ = 0;
    std::size_t rows_ = 0;
};

void add_columns(std::vector<ColumnArrays::Column>& to, const std::vector<LedgerColumn>& columns) {
    for (const LedgerColumn& column : columns) to.push_back({"c_" + column.name, postgres_type(column.kind).substr(1)});
}

void add_cells(ColumnArrays& to, const FileRows::Relation& rows, std::size_t row, std::size_t width) {
    CellReader reader(rows.row(row));
    for (std::size_t i = 0; i < width; ++i) to.add(reader.next());
}

void write_meta(pqxx::transaction_base& transaction, const LedgerMeta& meta) {
    const std::pair<const char*, std::string> values[] = {
        {"format", std::to_string(kLedgerFormat)},         {"shape", meta.shape.text()},
        {"hides_private", meta.hides_private ? "1" : "0"}, {"secret_check", meta.secret_check},
        {"seed_first", std::to_string(meta.seed.first)},   {"seed_second", std::to_string(meta.seed.second)}};
    for (const auto& [name, value] : values) {
        transaction.exec_params(
            "INSERT INTO " + kMain +
                "about(name, value) VALUES ($1, $2::bytea) ON CONFLICT (name) DO UPDATE SET value = "
                "excluded.value",
            name, PostgresConnection::hex(value));
    }
}

std::uint64_t natural(const std::string& text) noexcept {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

Result<std::optional<LedgerMeta>> PostgresStore::read_meta() {
    std::optional<LedgerMeta> meta;
    std::string fault;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        // By a look at the catalogue itself: what the server remembers of names may be older than the lock.
        const pqxx::result table = transaction.exec("SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = '" +
                                                    kPostgresSchema + "' AND tablename = 'about'");
        if (table.empty()) return;
        const auto value = [&](const char* name) {
            const pqxx::result found =
                transaction.exec_params("SELECT value FROM " + kMain + "about WHERE name = $1", name);
            return found.empty() ? std::string() : PostgresConnection::bytes(found[0][0].c_str());
        };
        const std::uint64_t format = natural(value("format"));
        if (format > kLedgerFormat) {
            fault = "has the format " + std::to_string(format) + " of a newer version of this program, which knows " +
                    "formats up to " + std::to_string(kLedgerFormat);
            return;
        }
        auto shape = StoredShape::parse(value("shape"));
        if (format == 0 || !shape) {
            fault = "is damaged (it does not say what it holds); restore it from a backup";
            return;
        }
        meta.emplace();
        meta->shape = std::move(*shape);
        meta->hides_private = value("hides_private") == "1";
        meta->secret_check = value("secret_check");
        meta->seed = {natural(value("seed_first")), natural(value("seed_second"))};
    });
    if (!done) return done.error();
    if (!fault.empty()) return Error{"the ledger " + name() + " " + fault};
    return meta;
}

Result<void> PostgresStore::create(const LedgerMeta& meta) {
    return connection_.run([&](pqxx::transaction_base& transaction) {
        transaction.exec("CREATE SCHEMA IF NOT EXISTS " + kPostgresSchema);
        transaction.exec("CREATE TABLE " + kMain + "about(name text PRIMARY KEY, value bytea NOT NULL)");
        transaction.exec("CREATE TABLE " + kMain + "counters(record bigint NOT NULL, row bigint NOT NULL)");
        transaction.exec("INSERT INTO " + kMain + "counters VALUES (1, 1)");
        transaction.exec(
            "CREATE TABLE " + kMain +
            "files(first_record bigint PRIMARY KEY, last_record bigint NOT NULL, records bigint NOT NULL, " +
            "digest bytea NOT NULL UNIQUE, name bytea NOT NULL, received_at bigint NOT NULL)");
        create_postgres_data_tables(transaction, kMain, "", meta.shape);
        write_meta(transaction, meta);
    });
}

Result<void> PostgresStore::change(const LedgerMeta& meta, const ShapeChange& change) {
    return connection_.run([&](pqxx::transaction_base& transaction) {
        for (const ShapeChange::Column& column : change.new_columns) {
            const std::string table = column.relation.empty() ? "records" : "r_" + column.relation;
            transaction.exec("ALTER TABLE " + kMain + table + " ADD COLUMN c_" + column.column.name +
                             postgres_type(column.column.kind));
        }
        for (const std::string& relation : change.new_relations) {
            create_postgres_relation(transaction, kMain, "", *meta.shape.find(relation));
        }
        for (const ShapeChange::Index& index : change.dropped_indexes) {
            transaction.exec("ALTER TABLE " + kMain + "r_" + index.relation + " DROP COLUMN h_" +
                             std::to_string(index.id));
        }
        for (const ShapeChange::Index& index : change.new_indexes) {
            // A new relation has its indexes already, and no rows.
            if (std::ranges::find(change.new_relations, index.relation) != change.new_relations.end()) continue;
            const StoredRelation& relation = *meta.shape.find(index.relation);
            add_postgres_index(transaction, kMain, index.relation, index.id);
            fill_index(transaction, meta, relation, *std::ranges::find(relation.indexes, index.id, &StoredIndex::id));
        }
        write_meta(transaction, meta);
    });
}

// The hashes are computed here, a part of the rows after the other.
void PostgresStore::fill_index(pqxx::transaction_base& transaction, const LedgerMeta& meta,
                               const StoredRelation& relation, const StoredIndex& index) {
    std::string names;
    std::vector<const LedgerColumn*> columns;
    for (const std::string& column : index.columns) {
        names += ", c_" + column;
        columns.push_back(&relation.columns[relation.column(column)]);
    }
    meta_.hides_private = meta.hides_private;
    KeyHasher hasher(meta.seed);
    const std::string table = kMain + "r_" + relation.name;
    std::string after = "0";
    for (;;) {
        const pqxx::result rows = transaction.exec("SELECT row" + names + " FROM " + table + " WHERE row > " + after +
                                                   " ORDER BY row LIMIT " + kRowsAtOnce);
        if (rows.empty()) return;
        std::string row_ids = "{";
        std::string hashes = "{";
        for (const pqxx::row& row : rows) {
            std::vector<Cell> cells;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                cells.push_back(cell_of(row[static_cast<pqxx::row::size_type>(i + 1)], *columns[i]));
            }
            const std::uint64_t hash = hash_of_key(hasher, cells);
            after = row[0].c_str();
            if (hash == kNoKey) continue;
            const char* const comma = row_ids.size() > 1 ? "," : "";
            row_ids += comma + after;
            hashes += comma + std::to_string(static_cast<std::int64_t>(hash));
        }
        transaction.exec_params(
            "UPDATE " + table + " AS r SET h_" + std::to_string(index.id) +
                " = u.hash FROM unnest($1::bigint[], $2::bigint[]) AS u(row, hash) WHERE r.row = u.row",
            row_ids + "}", hashes + "}");
    }
}

Result<void> PostgresStore::write(const FileRows& rows) {
    return connection_.run([&](pqxx::transaction_base& transaction) {
        if (mode_ == LedgerMode::Check && !has_temporary_) make_temporary_tables(transaction);
        const std::string prefix = written_prefix();
        for (std::uint32_t i = 0; i < shape_.relations.size(); ++i) {
            const FileRows::Relation& added = rows.relation(i);
            if (added.size() == 0) continue;
            std::vector<ColumnArrays::Column> columns = {{"row", "bigint"}, {"record", "bigint"}};
            for (const std::uint32_t id : index_ids_[i]) columns.push_back({"h_" + std::to_string(id), "bigint"});
            add_columns(columns, shape_.relations[i].columns);
            ColumnArrays arrays(transaction, prefix + "r_" + shape_.relations[i].name, std::move(columns));
            for (std::size_t row = 0; row < added.size(); ++row) {
                arrays.add(next_row_ + row);
                arrays.add(added.records[row]);
                for (const auto& hashes : added.hashes) {
                    if (hashes[row] == kNoKey) {
                        arrays.add_absent();
                    } else {
                        arrays.add(hashes[row]);
                    }
                }
                add_cells(arrays, added, row, shape_.relations[i].columns.size());
                arrays.end_row();
            }
            arrays.send();
            next_row_ += added.size();
        }
        if (rows.names().size() != 0) {
            std::vector<ColumnArrays::Column> columns = {{"record", "bigint"}};
            add_columns(columns, shape_.record_name);
            ColumnArrays arrays(transaction, prefix + "records", std::move(columns));
            for (std::size_t row = 0; row < rows.names().size(); ++row) {
                arrays.add(rows.names().records[row]);
                add_cells(arrays, rows.names(), row, shape_.record_name.size());
                arrays.end_row();
            }
            arrays.send();
        }
        for (const FileRows::TakeBack& take_back : rows.take_backs()) {
            transaction.exec("INSERT INTO " + prefix + "take_backs(taken, taker, depth) VALUES (" +
                             std::to_string(take_back.taken) + ", " + std::to_string(take_back.taker) + ", " +
                             std::to_string(take_back.depth) + ") ON CONFLICT DO NOTHING");
        }
    });
}

Result<void> PostgresStore::commit(const StoredFile& file) {
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        const LedgerFileIdentity& identity = file.file.identity;
        transaction.exec_params(
            "INSERT INTO " + kMain +
                "files(first_record, last_record, records, digest, name, received_at) VALUES ($1, $2, "
                "$3, $4::bytea, $5::bytea, $6)",
            file.first_record, file.last_record, file.file.records, PostgresConnection::hex(identity.digest),
            PostgresConnection::hex(identity.name), identity.received_at.seconds);
        transaction.exec("UPDATE " + kMain + "counters SET record = " + std::to_string(file.last_record + 1) +
                         ", row = " + std::to_string(next_row_));
    });
    if (done) done = connection_.commit();
    return done;
}

Result<void> PostgresStore::remove(const StoredFile& file) {
    const std::string its_records =
        " BETWEEN " + std::to_string(file.first_record) + " AND " + std::to_string(file.last_record);
    return connection_.run([&](pqxx::transaction_base& transaction) {
        for (const StoredRelation& relation : meta_.shape.relations) {
            transaction.exec("DELETE FROM " + kMain + "r_" + relation.name + " WHERE record" + its_records);
        }
        transaction.exec("DELETE FROM " + kMain + "records WHERE record" + its_records);
        transaction.exec("DELETE FROM " + kMain + "take_backs WHERE taken" + its_records + " OR taker" + its_records);
        transaction.exec("DELETE FROM " + kMain + "files WHERE first_record = " + std::to_string(file.first_record));
    });
}

}  // namespace jianhe::detail
