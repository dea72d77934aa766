#include "tests/unit/runtime/postgres_server.h"

namespace jianhe::ledger_sample {
namespace {

class PostgresTestStore final : public Store {
public:
    explicit PostgresTestStore(std::string url) : url_(std::move(url)) {}

    Result<std::unique_ptr<Ledger>> open(const LedgerShape& shape, LedgerOptions options) override {
        if (options.key_file.empty()) options.key_file = folder_ / "key";
        return open_postgres_ledger(url_, shape, options);
    }

private:
    std::string url_;
    TemporaryFolder folder_;
};

}  // namespace

std::vector<StoreKind> store_kinds() {
    return {{"Postgres", [](std::string& why_not) -> std::unique_ptr<Store> {
                 PostgresServer* const server = PostgresServer::instance(why_not);
                 if (server == nullptr) return nullptr;
                 return std::make_unique<PostgresTestStore>(server->new_database());
             }}};
}

std::vector<StoreKind> lasting_store_kinds() { return store_kinds(); }

}  // namespace jianhe::ledger_sample
