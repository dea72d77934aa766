#include "compiler/jit/build_id.h"
#include "compiler/ledger/plugin_interface.h"

extern "C" __attribute__((visibility("default"))) const jianhe::plugin::LedgerPlugin* jianhe_postgres_plugin() {
    static const jianhe::plugin::LedgerPlugin plugin{jianhe::jit::build_id().data(), jianhe::open_postgres_ledger};
    return &plugin;
}
