#include <jianhe/ledger.h>

namespace jianhe {

Result<std::unique_ptr<Ledger>> open_ledger_by_url(const std::string& url, const LedgerShape& shape,
                                                   const LedgerOptions& options, LedgerOpener open_on_server) {
    if (url == "memory:") return open_memory_ledger(shape, options);
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        if (open_on_server != nullptr) return open_on_server(url, shape, options);
        return Error{"this program was built without PostgreSQL (libpqxx); a ledger can be a SQLite file"};
    }
    return open_sqlite_ledger(url, shape, options);
}

}  // namespace jianhe
