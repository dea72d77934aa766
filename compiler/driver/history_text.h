#pragma once

#include <string>
#include <string_view>

#include <jianhe/ledger.h>
#include <jianhe/result.h>

#include "compiler/ir/module.h"

// What a ledger holds, as text for people. What it hides stays hidden here.
namespace jianhe::driver {

std::string stats_text(const LedgerStats& stats);
std::string files_text(const std::vector<LedgerFile>& files);

// Every row that is found by `value` alone, with the file it came from, and the states of the life cycles it is the key
// of. Empty: nothing is found.
Result<std::string> show_text(const ir::Module& module, Ledger& ledger, std::string_view value);

}  // namespace jianhe::driver
