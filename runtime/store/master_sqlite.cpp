#include <algorithm>
#include <utility>

#include <jianhe/encoding.h>

#include "runtime/store/master_builder.h"
#include "runtime/store/sqlite_database.h"

namespace jianhe {
namespace {

class MasterSqlite {
public:
    MasterSqlite(const detail::SqliteDatabase& database, const std::string& path, const MasterShape& shape)
        : database_(database),
          place_(path + ": table " + shape.name),
          shape_(shape),
          builder_(shape, [this](std::uint32_t row) { return place(row); }) {}
    MasterSqlite(const MasterSqlite&) = delete;
    MasterSqlite& operator=(const MasterSqlite&) = delete;

    Result<std::shared_ptr<const MasterTable>> load() {
        if (auto done = check_columns(); !done) return done.error();
        auto statement = database_.prepare(selection());
        if (!statement) return statement.error();
        row_.resize(builder_.column_names().size());
        int outcome = SQLITE_ROW;
        for (std::uint32_t row = 1; (outcome = sqlite3_step(statement->get())) == SQLITE_ROW; ++row) {
            if (auto done = add_row(statement->get(), row); !done) return done.error();
        }
        if (outcome != SQLITE_DONE) return database_.fault();
        return builder_.finish();
    }

private:
    std::string place(std::uint32_t row) const { return place_ + ", row " + std::to_string(row); }

    // SQLite would take a quoted name without a column for a text, so names are looked up before.
    Result<void> check_columns() const {
        auto statement = database_.prepare("SELECT * FROM " + detail::SqliteDatabase::quoted(shape_.name) + " LIMIT 0");
        if (!statement) return statement.error();
        std::vector<std::string> found;
        for (int i = 0; i < sqlite3_column_count(statement->get()); ++i) {
            const char* name = sqlite3_column_name(statement->get(), i);
            if (name != nullptr) found.emplace_back(name);
        }
        for (const std::string& name : builder_.column_names()) {
            if (std::find(found.begin(), found.end(), name) == found.end()) {
                return Error{place_ + ": expected a column `" + name + "`"};
            }
        }
        return {};
    }

    std::string selection() const {
        std::string sql = "SELECT ";
        for (const std::string& name : builder_.column_names()) {
            if (sql.back() == '"') sql += ", ";
            sql += detail::SqliteDatabase::quoted(name);
        }
        return sql + " FROM " + detail::SqliteDatabase::quoted(shape_.name);
    }

    Result<void> add_row(sqlite3_stmt* statement, std::uint32_t row) {
        for (std::size_t i = 0; i < row_.size(); ++i) {
            const auto column = static_cast<int>(i);
            // SQLite makes texts of numbers; null stands for an empty cell. Text before length, as its manual wants.
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            row_[i] = text == nullptr
                          ? std::string_view()
                          : std::string_view(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
            if (find_invalid(row_[i], TextEncoding::Utf8)) {
                return Error{place(row) + ": column `" + builder_.column_names()[i] + "`: expected UTF-8"};
            }
        }
        return builder_.add_row(row_, row);
    }

    const detail::SqliteDatabase& database_;
    std::string place_;
    const MasterShape& shape_;
    MasterBuilder builder_;
    std::vector<std::string_view> row_;
};

}  // namespace

Result<std::shared_ptr<const MasterTable>> load_master_from_sqlite(const std::string& path, const MasterShape& shape) {
    auto database = detail::SqliteDatabase::open(path);
    if (!database) return database.error();
    const auto is_there = database->has_table(shape.name);
    if (!is_there) return is_there.error();
    if (!*is_there) return std::shared_ptr<const MasterTable>();
    return MasterSqlite(*database, path, shape).load();
}

}  // namespace jianhe
