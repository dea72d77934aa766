#include "tests/unit/runtime/ledger_sample.h"

namespace jianhe::ledger_sample {

std::vector<StoreKind> store_kinds() {
    return {{"Memory", [](std::string&) { return make_memory_store(); }},
            {"Sqlite", [](std::string&) { return make_sqlite_store(); }}};
}

std::vector<StoreKind> lasting_store_kinds() { return {store_kinds().back()}; }

}  // namespace jianhe::ledger_sample
