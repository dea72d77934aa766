// SQLite's handles as C++ values; private to the target jianhe_store_sqlite.
#pragma once

#include <memory>
#include <string>

#include <sqlite3.h>

#include <jianhe/result.h>

namespace jianhe::detail {

struct SqliteClose {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using SqliteStatement = std::unique_ptr<sqlite3_stmt, SqliteClose>;

// A data base that is only read. One thread.
class SqliteDatabase {
public:
    static Result<SqliteDatabase> open(const std::string& path);

    Result<SqliteStatement> prepare(const std::string& sql) const;
    // Is there a table or view of exactly this name?
    Result<bool> has_table(const std::string& name) const;
    // `cannot read masters.db: database disk image is malformed`
    Error fault() const;

    static std::string quoted(const std::string& name);

private:
    SqliteDatabase(sqlite3* database, std::string path) : database_(database), path_(std::move(path)) {}

    std::unique_ptr<sqlite3, SqliteClose> database_;
    std::string path_;
};

}  // namespace jianhe::detail
