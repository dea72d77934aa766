#include "runtime/history/sqlite_schema.h"

#include <charconv>

namespace jianhe::detail {
namespace {

std::string column_type(LedgerColumn::Kind kind) {
    // BLOB means no conversion: a private cell is a digest or, where it is kept readable, a text.
    switch (kind) {
        case LedgerColumn::Kind::Text: return " TEXT";
        case LedgerColumn::Kind::Number: return " INTEGER";
        case LedgerColumn::Kind::Private: break;
    }
    return " BLOB";
}

std::string column_definitions(const std::vector<LedgerColumn>& columns) {
    std::string text;
    for (const LedgerColumn& column : columns) text += ", c_" + column.name + column_type(column.kind);
    return text;
}

std::uint64_t natural(const std::string& text) noexcept {
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Result<std::string> read_value(SqliteConnection& connection, const std::string& name) {
    auto statement = connection.prepare("SELECT value FROM about WHERE name = ?1");
    if (!statement) return statement.error();
    statement->bind_text(1, name);
    const auto has_row = connection.step(*statement);
    if (!has_row) return has_row.error();
    return *has_row ? std::string(statement->text(0)) : std::string();
}

}  // namespace

std::string column_list(const std::vector<LedgerColumn>& columns, const std::string& before) {
    std::string text;
    for (const LedgerColumn& column : columns) text += before + column.name;
    return text;
}

Result<std::optional<LedgerMeta>> read_sqlite_meta(SqliteConnection& connection) {
    const auto application = connection.number("PRAGMA application_id");
    if (!application) return application.error();
    if (*application != kLedgerApplicationId) {
        const auto tables = connection.number("SELECT count(*) FROM sqlite_master");
        if (!tables) return tables.error();
        if (*tables == 0) return std::optional<LedgerMeta>();
        return Error{connection.path() + " is not a ledger: it is a data base of another program"};
    }
    const auto format = connection.number("PRAGMA user_version");
    if (!format) return format.error();
    if (*format > std::int64_t{kLedgerFormat}) {
        return Error{"the ledger " + connection.path() + " has the format " + std::to_string(*format) +
                     " of a newer version of this program, which knows formats up to " + std::to_string(kLedgerFormat)};
    }
    LedgerMeta meta;
    std::string texts[5];
    const char* const names[] = {"shape", "hides_private", "secret_check", "seed_first", "seed_second"};
    for (std::size_t i = 0; i < std::size(names); ++i) {
        auto value = read_value(connection, names[i]);
        if (!value) return value.error();
        texts[i] = std::move(*value);
    }
    auto shape = StoredShape::parse(texts[0]);
    if (!shape || texts[0].empty()) {
        return Error{"the ledger " + connection.path() +
                     " is damaged (it does not say what it holds); restore it from a backup"};
    }
    meta.shape = std::move(*shape);
    meta.hides_private = texts[1] == "1";
    meta.secret_check = texts[2];
    meta.seed = {natural(texts[3]), natural(texts[4])};
    return std::optional(std::move(meta));
}

Result<void> write_sqlite_meta(SqliteConnection& connection, const LedgerMeta& meta) {
    auto statement = connection.prepare("INSERT OR REPLACE INTO about(name, value) VALUES (?1, ?2)");
    if (!statement) return statement.error();
    const std::pair<const char*, std::string> values[] = {{"shape", meta.shape.text()},
                                                          {"hides_private", meta.hides_private ? "1" : "0"},
                                                          {"secret_check", meta.secret_check},
                                                          {"seed_first", std::to_string(meta.seed.first)},
                                                          {"seed_second", std::to_string(meta.seed.second)}};
    for (const auto& [name, value] : values) {
        statement->bind_text(1, name);
        statement->bind_text(2, value);
        if (auto written = connection.finish(*statement); !written) return written;
    }
    return {};
}

Result<void> create_sqlite_relation(SqliteConnection& connection, const std::string& schema,
                                    const StoredRelation& relation) {
    return connection.run("CREATE TABLE " + schema + ".r_" + relation.name +
                          "(row INTEGER PRIMARY KEY, record INTEGER NOT NULL" + column_definitions(relation.columns) +
                          ")");
}

Result<void> create_sqlite_tables(SqliteConnection& connection, const std::string& schema, const StoredShape& shape) {
    auto created =
        connection.run("CREATE TABLE " + schema + ".records(record INTEGER PRIMARY KEY" +
                       column_definitions(shape.record_name) + ");" + "CREATE TABLE " + schema +
                       ".take_backs(taken INTEGER NOT NULL, taker INTEGER NOT NULL, depth INTEGER NOT NULL, " +
                       "PRIMARY KEY(taken, taker)) WITHOUT ROWID;" + "CREATE INDEX " + schema +
                       ".take_backs_by_taker ON take_backs(taker);");
    if (!created) return created;
    for (const StoredRelation& relation : shape.relations) {
        if (auto made = create_sqlite_relation(connection, schema, relation); !made) return made;
    }
    if (schema != "main") return {};
    return connection.run(
        "CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE counters(record INTEGER NOT NULL, row INTEGER NOT NULL, forgotten INTEGER NOT NULL);"
        "INSERT INTO counters VALUES (1, 1, 0);"
        "CREATE TABLE files(first_record INTEGER PRIMARY KEY, last_record INTEGER NOT NULL, records INTEGER NOT NULL,"
        " digest TEXT NOT NULL UNIQUE, name TEXT NOT NULL, received_at INTEGER NOT NULL);"
        "CREATE INDEX files_by_name ON files(name);"
        "PRAGMA application_id = " +
        std::to_string(kLedgerApplicationId) + ";" + "PRAGMA user_version = " + std::to_string(kLedgerFormat) + ";");
}

Result<void> add_sqlite_column(SqliteConnection& connection, const ShapeChange::Column& column) {
    const std::string table = column.relation.empty() ? "records" : "r_" + column.relation;
    return connection.run("ALTER TABLE " + table + " ADD COLUMN c_" + column.column.name +
                          column_type(column.column.kind));
}

}  // namespace jianhe::detail
