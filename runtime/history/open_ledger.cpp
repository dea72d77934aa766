#include <jianhe/ledger.h>

namespace jianhe {

Result<std::unique_ptr<Ledger>> open_ledger(const std::string& url, const LedgerShape& shape,
                                            const LedgerOptions& options) {
#ifdef JIANHE_WITH_POSTGRES
    return open_ledger_by_url(url, shape, options, open_postgres_ledger);
#else
    return open_ledger_by_url(url, shape, options, nullptr);
#endif
}

}  // namespace jianhe
