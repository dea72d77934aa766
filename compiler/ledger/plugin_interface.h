// What the program and its plug-in libjianhe_postgres.so say to each other. Both are made of the same sources by the
// same compiler, so a ledger can be handed over as it is; the plug-in's code must stay loaded as long as it lives.
#pragma once

#include <jianhe/ledger.h>

namespace jianhe::plugin {

struct LedgerPlugin {
    const char* build_id;  // must be the program's: see compiler/jit/build_id.h
    LedgerOpener open;
};

// The only symbol of the plug-in.
inline constexpr const char* kLedgerPluginEntry = "jianhe_postgres_plugin";
using LedgerPluginEntry = const LedgerPlugin* (*)();

}  // namespace jianhe::plugin
