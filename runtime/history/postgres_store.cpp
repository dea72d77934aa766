#include "runtime/history/postgres_store.h"

#include <cstring>

#include "runtime/history/postgres_schema.h"
#include "runtime/history/store_ledger.h"

namespace jianhe {
namespace detail {
namespace {

const std::string kMain = kPostgresSchema + ".";
const std::string kTemporary = "pg_temp.check_";

// `{1,2,3}`, as an array is written.
template <class Numbers>
std::string array_of(const Numbers& numbers) {
    std::string text = "{";
    for (const auto number : numbers) {
        if (text.size() > 1) text += ',';
        text += std::to_string(static_cast<std::int64_t>(number));
    }
    return text += '}';
}

StoredFile file_of_row(const pqxx::row& row) {
    StoredFile file;
    file.first_record = row[0].as<std::uint64_t>();
    file.last_record = row[1].as<std::uint64_t>();
    file.file.records = row[2].as<std::uint64_t>();
    file.file.identity = {PostgresConnection::bytes(row[3].c_str()), PostgresConnection::bytes(row[4].c_str()),
                          DateTime{row[5].as<std::int64_t>()}};
    return file;
}

std::string alias_columns(const std::vector<LedgerColumn>& columns, const std::string& alias) {
    std::string text;
    for (const LedgerColumn& column : columns) text += ", " + alias + ".c_" + column.name;
    return text;
}

const std::string kFileColumns = "first_record, last_record, records, digest, name, received_at";

}  // namespace

std::string PostgresStore::written_prefix() const { return mode_ == LedgerMode::Accept ? kMain : kTemporary; }

std::vector<std::string> PostgresStore::read_prefixes() const {
    if (has_temporary_) return {kMain, kTemporary};
    return {kMain};
}

void PostgresStore::make_temporary_tables(pqxx::transaction_base& transaction) {
    create_postgres_data_tables(transaction, kTemporary, "TEMPORARY", meta_.shape);
    has_temporary_ = true;
}

Result<void> PostgresStore::use(const LedgerMeta& meta, const LedgerShape& shape) {
    meta_ = meta;
    shape_ = shape;
    index_ids_.clear();
    for (const LedgerRelation& relation : shape.relations) index_ids_.push_back(index_ids(meta.shape, relation));
    return {};
}

Result<std::uint64_t> PostgresStore::begin(LedgerMode mode, std::chrono::milliseconds wait) {
    mode_ = mode;
    auto begun = mode == LedgerMode::Accept ? connection_.begin_write(wait) : connection_.begin_read();
    if (!begun) return begun.error();
    std::uint64_t record = 0;
    begun = connection_.run([&](pqxx::transaction_base& transaction) {
        const pqxx::row counters = transaction.exec1("SELECT record, row FROM " + kMain + "counters");
        record = counters[0].as<std::uint64_t>();
        next_row_ = counters[1].as<std::uint64_t>();
    });
    if (!begun) {
        rollback();
        return begun.error();
    }
    return record;
}

Cell PostgresStore::cell_of(const pqxx::field& field, const LedgerColumn& column) const {
    if (field.is_null()) return Cell();
    if (column.kind == LedgerColumn::Kind::Number) return Cell(field.as<std::int64_t>());
    std::string bytes = PostgresConnection::bytes(std::string_view(field.c_str(), field.size()));
    if (column.kind == LedgerColumn::Kind::Text || !meta_.hides_private) return Cell(std::move(bytes));
    Cell::Digest digest{};
    std::memcpy(digest.data(), bytes.data(), std::min(digest.size(), bytes.size()));
    return Cell(digest);
}

void PostgresStore::look_up_group(pqxx::transaction_base& transaction, std::span<const KeyQuery> queries,
                                  std::size_t first, RowSink& sink) {
    const LedgerRelation& relation = shape_.relations[queries.front().relation];
    const std::string hash = "h_" + std::to_string(index_ids_[queries.front().relation][queries.front().index]);
    std::vector<std::uint64_t> hashes;
    for (const KeyQuery& query : queries) hashes.push_back(query.hash);
    const std::string keys = array_of(hashes);
    std::vector<Cell> cells(relation.columns.size());
    for (const std::string& prefix : read_prefixes()) {
        // A look-up in the index for each key, whatever the server believes of the sizes.
        const pqxx::result found = transaction.exec_params(
            "SELECT q.place, t.record" + alias_columns(relation.columns, "t") +
                " FROM unnest($1::bigint[]) WITH ORDINALITY AS q(hash, place) CROSS JOIN LATERAL (SELECT * FROM " +
                prefix + "r_" + relation.name + " AS r WHERE r." + hash + " = q.hash ORDER BY r.row LIMIT " +
                std::to_string(LedgerLimits::kMaxRowsOfKey + 1) + ") AS t ORDER BY t.row",
            keys);
        for (const pqxx::row& row : found) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = cell_of(row[static_cast<pqxx::row::size_type>(i + 2)], relation.columns[i]);
            }
            sink.add(first + row[0].as<std::size_t>() - 1, row[1].as<std::uint64_t>(), cells);
        }
    }
}

Result<void> PostgresStore::look_up(std::span<const KeyQuery> queries, RowSink& sink) {
    return connection_.run([&](pqxx::transaction_base& transaction) {
        for (std::size_t first = 0; first < queries.size();) {
            std::size_t end = first;
            while (end < queries.size() && queries[end].relation == queries[first].relation &&
                   queries[end].index == queries[first].index) {
                ++end;
            }
            look_up_group(transaction, queries.subspan(first, end - first), first, sink);
            first = end;
        }
    });
}

Result<std::vector<FileRows::TakeBack>> PostgresStore::takers_of(std::span<const std::uint64_t> records) {
    std::vector<FileRows::TakeBack> found;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        for (const std::string& prefix : read_prefixes()) {
            const pqxx::result rows = transaction.exec_params("SELECT taken, taker, depth FROM " + prefix +
                                                                  "take_backs WHERE taken = ANY($1::bigint[]) "
                                                                  "ORDER BY taken, taker",
                                                              array_of(records));
            for (const pqxx::row& row : rows) {
                found.push_back({row[0].as<std::uint64_t>(), row[1].as<std::uint64_t>(), row[2].as<std::uint32_t>()});
            }
        }
    });
    if (!done) return done.error();
    return found;
}

Result<std::uint32_t> PostgresStore::depth_of(std::uint64_t record) {
    std::uint32_t depth = 0;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        for (const std::string& prefix : read_prefixes()) {
            const pqxx::row row = transaction.exec1("SELECT coalesce(max(depth), 0) FROM " + prefix +
                                                    "take_backs WHERE taker = " + std::to_string(record));
            depth = std::max(depth, row[0].as<std::uint32_t>());
        }
    });
    if (!done) return done.error();
    return depth;
}

void PostgresStore::rollback() noexcept {
    has_temporary_ = false;
    connection_.rollback();
}

Result<std::optional<StoredFile>> PostgresStore::one_file(const std::string& condition) {
    std::optional<StoredFile> file;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        const pqxx::result found = transaction.exec("SELECT " + kFileColumns + " FROM " + kMain + "files WHERE " +
                                                    condition + " ORDER BY first_record DESC LIMIT 1");
        if (!found.empty()) file = file_of_row(found[0]);
    });
    if (!done) return done.error();
    return file;
}

Result<std::optional<StoredFile>> PostgresStore::file_of_digest(std::string_view digest) {
    return one_file("digest = '" + PostgresConnection::hex(digest) + "'::bytea");
}

Result<std::optional<StoredFile>> PostgresStore::file_of_record(std::uint64_t record) {
    const std::string number = std::to_string(record);
    return one_file("first_record <= " + number + " AND last_record >= " + number);
}

Result<std::vector<Cell>> PostgresStore::name_of_record(std::uint64_t record) {
    std::vector<Cell> name;
    if (shape_.record_name.empty()) return name;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        const pqxx::result found = transaction.exec("SELECT record" + postgres_columns(shape_.record_name) + " FROM " +
                                                    kMain + "records WHERE record = " + std::to_string(record));
        for (std::size_t i = 0; !found.empty() && i < shape_.record_name.size(); ++i) {
            name.push_back(cell_of(found[0][static_cast<pqxx::row::size_type>(i + 1)], shape_.record_name[i]));
        }
    });
    if (!done) return done.error();
    return name;
}

Result<std::vector<StoredFile>> PostgresStore::files() {
    std::vector<StoredFile> files;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        const pqxx::result found =
            transaction.exec("SELECT " + kFileColumns + " FROM " + kMain + "files ORDER BY first_record");
        for (const pqxx::row& row : found) files.push_back(file_of_row(row));
    });
    if (!done) return done.error();
    return files;
}

Result<LedgerStats> PostgresStore::stats() {
    LedgerStats stats;
    auto done = connection_.run([&](pqxx::transaction_base& transaction) {
        const auto number = [&](const std::string& sql) { return transaction.exec1(sql)[0].as<std::uint64_t>(); };
        stats.files = number("SELECT count(*) FROM " + kMain + "files");
        stats.records = number("SELECT coalesce(sum(records), 0)::bigint FROM " + kMain + "files");
        stats.take_backs = number("SELECT count(*) FROM " + kMain + "take_backs");
        stats.bytes = number(
            "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = '" +
            kPostgresSchema + "'");
        for (const StoredRelation& relation : meta_.shape.relations) {
            stats.relations.push_back({relation.name, number("SELECT count(*) FROM " + kMain + "r_" + relation.name)});
        }
    });
    if (!done) return done.error();
    return stats;
}

// The server looks at its pages as it reads them.
Result<void> PostgresStore::verify() {
    const auto read = stats();
    if (!read) return read.error();
    return {};
}

}  // namespace detail

Result<std::unique_ptr<Ledger>> open_postgres_ledger(const std::string& url, const LedgerShape& shape,
                                                     const LedgerOptions& options) {
    if (auto checked = detail::check_shape(shape); !checked) return checked.error();
    return detail::open_store(std::make_unique<detail::PostgresStore>(url), shape, options, "");
}

}  // namespace jianhe
