// What is asked of a ledger in SQLite between files.
#include <filesystem>

#include "runtime/history/sqlite_schema.h"
#include "runtime/history/sqlite_store.h"

namespace jianhe::detail {
namespace {

StoredFile file_of_row(const LedgerStatement& row) {
    StoredFile file;
    file.first_record = row.natural(0);
    file.last_record = row.natural(1);
    file.file.records = row.natural(2);
    file.file.identity = {std::string(row.text(3)), std::string(row.text(4)), DateTime{row.number(5)}};
    return file;
}

}  // namespace

Result<std::optional<StoredFile>> SqliteStore::one_file(LedgerStatement& statement) {
    const auto has_row = connection_.step(statement);
    if (!has_row) return has_row.error();
    if (!*has_row) return std::optional<StoredFile>();
    std::optional<StoredFile> file = file_of_row(statement);
    sqlite3_reset(statement.get());
    return file;
}

Result<std::optional<StoredFile>> SqliteStore::file_of_digest(std::string_view digest) {
    select_file_by_digest_.bind_text(1, digest);
    return one_file(select_file_by_digest_);
}

Result<std::optional<StoredFile>> SqliteStore::file_of_record(std::uint64_t record) {
    select_file_by_record_.bind(1, record);
    return one_file(select_file_by_record_);
}

Result<std::vector<Cell>> SqliteStore::name_of_record(std::uint64_t record) {
    std::vector<Cell> name;
    if (shape_.record_name.empty()) return name;
    auto statement =
        connection_.prepare("SELECT record" + column_list(shape_.record_name) + " FROM main.records WHERE record = ?1");
    if (!statement) return statement.error();
    statement->bind(1, record);
    const auto has_row = connection_.step(*statement);
    if (!has_row) return has_row.error();
    for (std::size_t i = 0; *has_row && i < shape_.record_name.size(); ++i) {
        name.push_back(statement->cell(static_cast<int>(i) + 1));
    }
    return name;
}

Result<std::vector<StoredFile>> SqliteStore::files() {
    auto statement = connection_.prepare(
        "SELECT first_record, last_record, records, digest, name, received_at FROM main.files ORDER BY first_record");
    if (!statement) return statement.error();
    std::vector<StoredFile> files;
    for (;;) {
        const auto has_row = connection_.step(*statement);
        if (!has_row) return has_row.error();
        if (!*has_row) return files;
        files.push_back(file_of_row(*statement));
    }
}

Result<LedgerStats> SqliteStore::stats() {
    LedgerStats stats;
    const std::pair<const char*, std::uint64_t*> numbers[] = {
        {"SELECT count(*) FROM main.files", &stats.files},
        {"SELECT sum(records) FROM main.files", &stats.records},
        {"SELECT count(*) FROM main.take_backs", &stats.take_backs},
    };
    for (const auto& [sql, number] : numbers) {
        const auto value = connection_.number(sql);
        if (!value) return value.error();
        *number = static_cast<std::uint64_t>(*value);
    }
    for (const StoredRelation& relation : meta_.shape.relations) {
        const auto rows = connection_.number("SELECT count(*) FROM main.r_" + relation.name);
        if (!rows) return rows.error();
        stats.relations.push_back({relation.name, static_cast<std::uint64_t>(*rows)});
    }
    for (const char* const ending : {"", "-wal"}) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(connection_.path() + ending, missing);
        if (!missing) stats.bytes += size;
    }
    return stats;
}

Result<void> SqliteStore::verify() {
    auto statement = connection_.prepare("PRAGMA quick_check(1)");
    if (!statement) return statement.error();
    const auto has_row = connection_.step(*statement);
    if (!has_row) return has_row.error();
    if (!*has_row || statement->text(0) == "ok") return {};
    return Error{"the ledger " + connection_.path() + " is damaged (" + std::string(statement->text(0)) +
                 "); restore it from a backup"};
}

}  // namespace jianhe::detail
