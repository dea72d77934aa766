// A connection to PostgreSQL with one transaction at a time; private to runtime/history. The exceptions of libpqxx end
// here.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pqxx/pqxx>

#include <jianhe/ledger.h>

namespace jianhe::detail {

// All tables of a ledger are in this schema of the data base.
inline const std::string kPostgresSchema = "jianhe_ledger";

class PostgresConnection {
public:
    explicit PostgresConnection(const std::string& url);

    // The URL without a password.
    const std::string& name() const noexcept { return name_; }

    // Connects if that is not done, or was lost.
    Result<void> connect();
    // Sees what others commit meanwhile, after it has waited for its turn to write.
    Result<void> begin_write(std::chrono::milliseconds wait);
    // Sees the data base as it is now, until it ends. May make temporary tables.
    Result<void> begin_read();
    Result<void> commit();
    void rollback() noexcept;
    bool is_in_transaction() const noexcept { return transaction_ != nullptr; }

    // Runs some work inside the transaction, in one of its own if there is none.
    using Work = std::function<void(pqxx::transaction_base&)>;
    Result<void> run(const Work& work);

    // Bytes as bytea is written, `\x6869`, and back.
    static std::string hex(std::string_view bytes);
    static std::string bytes(std::string_view hex);

private:
    Error lost() const;
    Result<void> attempt(const std::function<void()>& work) noexcept;

    std::string url_;
    std::string name_;
    std::unique_ptr<pqxx::connection> connection_;
    std::unique_ptr<pqxx::transaction_base> transaction_;
    std::chrono::milliseconds waited_{0};
};

}  // namespace jianhe::detail
