#include "runtime/history/postgres_connection.h"

#include <algorithm>

#include "runtime/history/ledger_store.h"

namespace jianhe::detail {
namespace {

// Of the advisory lock by which processes that write take turns; any number, always the same.
constexpr const char* kLock = "5353749263214507847";

// Hides the password of `postgresql://user:password@host/…` and of `…?password=…`.
std::string without_password(std::string url) {
    const std::size_t host = url.find("//");
    const std::size_t at = url.find('@');
    if (host != std::string::npos && at != std::string::npos) {
        const std::size_t colon = url.find(':', host);
        if (colon < at) url.erase(colon, at - colon);
    }
    const std::size_t option = url.find("password=");
    if (option != std::string::npos) {
        const std::size_t end = std::min(url.find('&', option), url.size());
        url.replace(option, end - option, "password=…");
    }
    return url;
}

// The first line, without the prefix that libpq puts before it.
std::string first_line(std::string text) {
    text.resize(std::min(text.find('\n'), text.size()));
    for (const char* const prefix : {"ERROR:  ", "FATAL:  "}) {
        const std::size_t at = text.find(prefix);
        if (at != std::string::npos) text.erase(0, at + 8);
    }
    return text;
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url) : url_(url), name_(without_password(url)) {}

Error PostgresConnection::lost() const {
    return Error{"the connection to the ledger " + name_ + " was lost; nothing of the file was kept"};
}

Result<void> PostgresConnection::attempt(const std::function<void()>& work) noexcept {
    try {
        work();
        return {};
    } catch (const pqxx::in_doubt_error&) {
        return Error{"the connection to the ledger " + name_ +
                     " was lost while a file was being kept; accept the file again: it is kept once"};
    } catch (const pqxx::broken_connection& fault) {
        if (transaction_) return lost();
        return Error{"cannot reach the ledger " + name_ + ": " + first_line(fault.what())};
    } catch (const pqxx::sql_error& fault) {
        const std::string state = fault.sqlstate();
        if (state == "55P03") {
            return locked_error(name_, waited_);
        }
        if (state.starts_with("57P") || state.starts_with("08")) return lost();
        if (state.starts_with("53") || dynamic_cast<const pqxx::insufficient_resources*>(&fault) != nullptr) {
            return Error{"cannot write the ledger " + name_ + ": " + first_line(fault.what()) +
                         "; the ledger is as it was before"};
        }
        if (state == "25006" || dynamic_cast<const pqxx::insufficient_privilege*>(&fault) != nullptr) {
            return Error{"the ledger " + name_ + " may not be written: " + first_line(fault.what())};
        }
        if (state.starts_with("XX")) return Error{"the ledger " + name_ + " is damaged: " + first_line(fault.what())};
        return Error{"the ledger " + name_ + ": " + first_line(fault.what())};
    } catch (const std::exception& fault) {
        if (connection_ && !connection_->is_open()) return lost();
        return Error{"the ledger " + name_ + ": " + first_line(fault.what())};
    }
}

Result<void> PostgresConnection::connect() {
    if (connection_ && connection_->is_open()) return {};
    return attempt([&] {
        transaction_.reset();
        connection_ = std::make_unique<pqxx::connection>(url_);
        // Notices, such as of what is there already, go nowhere.
        connection_->set_verbosity(pqxx::connection_base::terse);
        pqxx::nontransaction(*connection_).exec("SET client_min_messages = error; SET bytea_output = hex");
    });
}

Result<void> PostgresConnection::begin_write(std::chrono::milliseconds wait) {
    if (auto connected = connect(); !connected) return connected;
    waited_ = wait;
    auto begun = attempt([&] {
        transaction_ = std::make_unique<pqxx::transaction<pqxx::read_committed>>(*connection_);
        // Zero would mean for ever.
        transaction_->exec("SET LOCAL lock_timeout = " + std::to_string(std::max<std::int64_t>(wait.count(), 1)));
        transaction_->exec(std::string("SELECT pg_advisory_xact_lock(") + kLock + ")");
        transaction_->exec("SET LOCAL lock_timeout = 0");
    });
    if (!begun) rollback();
    return begun;
}

Result<void> PostgresConnection::begin_read() {
    if (auto connected = connect(); !connected) return connected;
    return attempt([&] {
        transaction_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read>>(*connection_);
        transaction_->exec("SELECT 1");
    });
}

Result<void> PostgresConnection::commit() {
    auto committed = attempt([&] { transaction_->commit(); });
    rollback();
    return committed;
}

void PostgresConnection::rollback() noexcept {
    // Going away, a transaction rolls back; it never throws then.
    transaction_.reset();
}

Result<void> PostgresConnection::run(const Work& work) {
    if (transaction_) {
        return attempt([&] { work(*transaction_); });
    }
    if (auto connected = connect(); !connected) return connected;
    return attempt([&] {
        pqxx::transaction<pqxx::repeatable_read> own(*connection_);
        work(own);
        own.commit();
    });
}

std::string PostgresConnection::hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text = "\\x";
    text.reserve(2 + 2 * bytes.size());
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::string PostgresConnection::bytes(std::string_view hex) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(digit(hex[i]) << 4 | digit(hex[i + 1]));
    }
    return bytes;
}

}  // namespace jianhe::detail
