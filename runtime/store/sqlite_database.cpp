#include "runtime/store/sqlite_database.h"

#include <filesystem>
#include <system_error>

namespace jianhe::detail {

Result<SqliteDatabase> SqliteDatabase::open(const std::string& path) {
    sqlite3* handle = nullptr;
    const int outcome = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteDatabase database(handle, path);
    if (outcome != SQLITE_OK) return database.fault();
    return database;
}

Error SqliteDatabase::fault() const {
    return Error{"cannot read " + path_ + ": " + (database_ ? sqlite3_errmsg(database_.get()) : "out of memory")};
}

Result<SqliteStatement> SqliteDatabase::prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return fault();
    return SqliteStatement(statement);
}

Result<bool> SqliteDatabase::has_table(const std::string& name) const {
    auto statement = prepare("SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1");
    if (!statement) return statement.error();
    if (sqlite3_bind_text(statement->get(), 1, name.c_str(), -1, SQLITE_STATIC) != SQLITE_OK) return fault();
    switch (sqlite3_step(statement->get())) {
        case SQLITE_ROW: return true;
        case SQLITE_DONE: return false;
        default: return fault();
    }
}

std::string SqliteDatabase::quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) out.append(c == '"' ? 2 : 1, c);
    return out += '"';
}

}  // namespace jianhe::detail
