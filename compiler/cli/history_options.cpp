#include "compiler/cli/history_options.h"

#include "compiler/interp/ledger_shape.h"
#include "compiler/ledger/open_program_ledger.h"

namespace jianhe::cli {

void add_history_options(CLI::App& command, HistoryOptions& options) {
    CLI::Option* history =
        command
            .add_option("--history", options.url,
                        "What earlier uploads did: the path of a SQLite file, or postgresql://…; rules ask it")
            ->type_name("URL");
    command
        .add_option("--history-key", options.key_file,
                    "The secret by which persons are hidden in it; default: URL.key beside a SQLite file")
        ->type_name("FILE")
        ->needs(history);
    command
        .add_flag("--history-readable", options.keep_readable,
                  "When it is made: keep persons' identifiers as they are instead of hiding them")
        ->needs(history);
}

Result<std::unique_ptr<Ledger>> open_history(const ir::Module& module, const HistoryOptions& options,
                                             MayCreate may_create) {
    LedgerOptions wanted;
    wanted.key_file = options.key_file;
    wanted.keep_private_readable = options.keep_readable;
    wanted.may_create = may_create == MayCreate::Yes;
    return open_program_ledger(options.url, ledger_shape(module), wanted);
}

}  // namespace jianhe::cli
