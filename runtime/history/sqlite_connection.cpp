#include "runtime/history/sqlite_connection.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "runtime/history/ledger_store.h"
#include "runtime/value/system_error.h"

namespace jianhe::detail {
namespace {

// Reading waits for nobody in WAL mode but a moment of recovery or of a new file.
constexpr std::chrono::milliseconds kReadWait{5'000};
constexpr std::chrono::milliseconds kPause{5};

}  // namespace

Cell LedgerStatement::cell(int column) const {
    switch (sqlite3_column_type(get(), column)) {
        case SQLITE_INTEGER: return Cell(number(column));
        case SQLITE_TEXT: return Cell(std::string(text(column)));
        case SQLITE_BLOB: {
            Cell::Digest digest{};
            const std::string_view bytes = blob(column);
            std::memcpy(digest.data(), bytes.data(), std::min(digest.size(), bytes.size()));
            return Cell(digest);
        }
        default: return Cell();
    }
}

Result<SqliteConnection> SqliteConnection::open(const std::string& path, bool may_create) {
    if (may_create) {
        // SQLite would make it readable for everybody. What it makes later takes the mode of this file.
        const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (made >= 0) {
            ::close(made);
        } else if (errno != EEXIST) {
            return system_error("cannot make the ledger", path);
        }
    } else if (::access(path.c_str(), F_OK) != 0) {
        return system_error("cannot open the ledger", path);
    }
    sqlite3* handle = nullptr;
    const int outcome = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteConnection connection(handle, path);
    if (outcome != SQLITE_OK) return connection.fault();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, static_cast<int>(kReadWait.count()));
    connection.waited_ = kReadWait;
    return connection;
}

Result<void> SqliteConnection::run(const std::string& sql) {
    if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return fault();
    return {};
}

Result<void> SqliteConnection::run_when_free(const std::string& sql) {
    const auto end = std::chrono::steady_clock::now() + kReadWait;
    for (;;) {
        auto done = run(sql);
        const bool is_locked = !done && (sqlite3_errcode(handle()) & 0xFF) == SQLITE_BUSY;
        if (!is_locked || std::chrono::steady_clock::now() >= end) return done;
        std::this_thread::sleep_for(kPause);
    }
}

Result<LedgerStatement> SqliteConnection::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int outcome = sqlite3_prepare_v3(handle(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (outcome != SQLITE_OK) return fault();
    return LedgerStatement(statement);
}

Result<bool> SqliteConnection::step(LedgerStatement& statement) {
    const int outcome = sqlite3_step(statement.get());
    if (outcome == SQLITE_ROW) return true;
    if (outcome == SQLITE_DONE) {
        sqlite3_reset(statement.get());
        return false;
    }
    Error error = fault();
    sqlite3_reset(statement.get());
    return error;
}

Result<void> SqliteConnection::finish(LedgerStatement& statement) {
    for (;;) {
        const auto more = step(statement);
        if (!more) return more.error();
        if (!*more) return {};
    }
}

Result<std::int64_t> SqliteConnection::number(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    const auto has_row = step(*statement);
    if (!has_row) return has_row.error();
    return *has_row ? statement->number(0) : 0;
}

Result<void> SqliteConnection::begin_write(std::chrono::milliseconds wait) {
    sqlite3_busy_timeout(handle(), static_cast<int>(wait.count()));
    waited_ = wait;
    auto begun = run("BEGIN IMMEDIATE");
    sqlite3_busy_timeout(handle(), static_cast<int>(kReadWait.count()));
    waited_ = kReadWait;
    return begun;
}

Result<void> SqliteConnection::begin_read() { return run("BEGIN"); }

Result<void> SqliteConnection::commit() { return run("COMMIT"); }

void SqliteConnection::rollback() noexcept {
    if (is_in_transaction()) sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

bool SqliteConnection::has_moved() const noexcept {
    int moved = 0;
    return sqlite3_file_control(handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

Error SqliteConnection::fault() const {
    if (!handle_) return Error{"cannot open the ledger " + path_ + ": out of memory"};
    const int code = sqlite3_errcode(handle());
    const std::string message = sqlite3_errmsg(handle());
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return locked_error(path_, waited_);
        case SQLITE_FULL:
            return Error{"cannot write the ledger " + path_ + ": the disk is full; the ledger is as it was before"};
        case SQLITE_READONLY: return Error{"the ledger " + path_ + " may only be read: " + message};
        case SQLITE_NOTADB: return Error{path_ + " is not a ledger: it is no SQLite data base"};
        case SQLITE_CORRUPT:
            return Error{"the ledger " + path_ + " is damaged (" + message + "); restore it from a backup"};
        case SQLITE_IOERR: {
            const int system = sqlite3_system_errno(handle());
            const std::string why = system == 0 ? message : std::generic_category().message(system);
            return Error{"cannot read or write the ledger " + path_ + ": " + why + "; the ledger is as it was before"};
        }
        case SQLITE_CANTOPEN: {
            const int system = sqlite3_system_errno(handle());
            const std::string why = system == 0 ? message : std::generic_category().message(system);
            return Error{"cannot open the ledger " + path_ + ": " + why};
        }
        default: return Error{"the ledger " + path_ + ": " + message};
    }
}

}  // namespace jianhe::detail
