#include "compiler/ledger/open_program_ledger.h"

#include "compiler/jit/build_id.h"
#include "compiler/ledger/plugin_interface.h"
#include "compiler/plugin/open_library.h"

namespace jianhe {
namespace {

#ifdef JIANHE_WITH_POSTGRES
Result<std::unique_ptr<Ledger>> open_on_server(const std::string& url, const LedgerShape& shape,
                                               const LedgerOptions& options) {
    const auto library = plugin::open_library(plugin::folder(), "libjianhe_postgres.so", plugin::kLedgerPluginEntry,
                                              "the plug-in for ledgers in PostgreSQL");
    if (!library) return library.error();
    const auto entry = reinterpret_cast<plugin::LedgerPluginEntry>(library->entry);
    const plugin::LedgerPlugin* const found = entry == nullptr ? nullptr : entry();
    if (found == nullptr || found->build_id != jit::build_id()) return plugin::other_build(library->path);
    return found->open(url, shape, options);
}
#else
constexpr LedgerOpener open_on_server = nullptr;
#endif

}  // namespace

Result<std::unique_ptr<Ledger>> open_program_ledger(const std::string& url, const LedgerShape& shape,
                                                    const LedgerOptions& options) {
    return open_ledger_by_url(url, shape, options, open_on_server);
}

}  // namespace jianhe
