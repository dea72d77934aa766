#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include <jianhe/ledger.h>
#include <jianhe/result.h>

#include "compiler/ir/module.h"

namespace jianhe::cli {

// Where what accepted records did is kept (docs/history.md).
struct HistoryOptions {
    std::string url;  // empty: there is no history
    std::string key_file;
    bool keep_readable = false;
};

// `--history` and what goes with it.
void add_history_options(CLI::App& command, HistoryOptions& options);

enum class MayCreate : std::uint8_t { No, Yes };
Result<std::unique_ptr<Ledger>> open_history(const ir::Module& module, const HistoryOptions& options,
                                             MayCreate may_create);

}  // namespace jianhe::cli
