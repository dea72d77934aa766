#include <jianhe/ledger.h>

namespace jianhe {

Result<std::unique_ptr<Ledger>> open_ledger(const std::string& url, const LedgerShape& shape,
                                            const LedgerOptions& options) {
    if (url == "memory:") return open_memory_ledger(shape, options);
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
#ifdef JIANHE_WITH_POSTGRES
        return open_postgres_ledger(url, shape, options);
#else
        return Error{"this program was built without PostgreSQL (libpqxx); a ledger can be a SQLite file"};
#endif
    }
    return open_sqlite_ledger(url, shape, options);
}

}  // namespace jianhe
