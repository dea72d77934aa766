// The ledger of an URL, as the program opens it. Other programs link jianhe::ledger_open instead, which needs no
// plug-in.
#pragma once

#include <memory>
#include <string>

#include <jianhe/ledger.h>

namespace jianhe {

// As open_ledger. A ledger on a server is opened by the plug-in libjianhe_postgres.so, see compiler/plugin; an Error
// says where it was looked for.
Result<std::unique_ptr<Ledger>> open_program_ledger(const std::string& url, const LedgerShape& shape,
                                                    const LedgerOptions& options);

}  // namespace jianhe
