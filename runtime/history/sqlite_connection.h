// A SQLite data base that is read and written; private to runtime/history.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include <jianhe/ledger.h>

namespace jianhe::detail {

// A prepared statement. After each run it must be reset before its bindings change; `Run` does that.
class LedgerStatement {
public:
    LedgerStatement() = default;
    explicit LedgerStatement(sqlite3_stmt* statement) : statement_(statement) {}

    explicit operator bool() const noexcept { return statement_ != nullptr; }
    sqlite3_stmt* get() const noexcept { return statement_.get(); }

    void bind(int place, std::int64_t number) noexcept { sqlite3_bind_int64(get(), place, number); }
    void bind(int place, std::uint64_t number) noexcept { bind(place, static_cast<std::int64_t>(number)); }
    // The bytes must stay until the statement is reset.
    void bind_text(int place, std::string_view text) noexcept {
        sqlite3_bind_text(get(), place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    void bind_blob(int place, std::string_view bytes) noexcept {
        sqlite3_bind_blob64(get(), place, bytes.data(), bytes.size(), SQLITE_STATIC);
    }

    std::int64_t number(int column) const noexcept { return sqlite3_column_int64(get(), column); }
    std::uint64_t natural(int column) const noexcept { return static_cast<std::uint64_t>(number(column)); }
    std::string_view text(int column) const noexcept {
        const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
        return {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
    }
    std::string_view blob(int column) const noexcept {
        const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(get(), column));
        return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
    }
    Cell cell(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class SqliteConnection {
public:
    // Makes an empty file, for its owner alone, if there is none and `may_create`.
    static Result<SqliteConnection> open(const std::string& path, bool may_create);

    const std::string& path() const noexcept { return path_; }
    sqlite3* handle() const noexcept { return handle_.get(); }

    Result<void> run(const std::string& sql);
    // As `run`, of what SQLite refuses at once where another process is in the way: tried again for as long as reading
    // waits.
    Result<void> run_when_free(const std::string& sql);
    Result<LedgerStatement> prepare(const std::string& sql);
    // True: there is a row. False: the end; the statement is reset.
    Result<bool> step(LedgerStatement& statement);
    // To the end, and reset.
    Result<void> finish(LedgerStatement& statement);
    // The only value of the only row; 0 if there is none.
    Result<std::int64_t> number(const std::string& sql);

    Result<void> begin_write(std::chrono::milliseconds wait);
    Result<void> begin_read();
    Result<void> commit();
    void rollback() noexcept;
    bool is_in_transaction() const noexcept { return sqlite3_get_autocommit(handle()) == 0; }
    // The file was removed or another one put in its place.
    bool has_moved() const noexcept;

    // What went wrong last, and what it means for the operator.
    Error fault() const;

private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
    };
    SqliteConnection(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

    std::unique_ptr<sqlite3, Close> handle_;
    std::string path_;
    std::chrono::milliseconds waited_{0};
};

}  // namespace jianhe::detail
