#include "compiler/driver/run_history.h"

#include <utility>

#include <fmt/format.h>

#include <jianhe/date.h>

#include "compiler/interp/effects.h"

namespace jianhe::driver {

RunHistory::RunHistory(const ir::Module& module, const Supplied& supplied, Ledger& ledger, LedgerMode mode)
    : module_(module),
      ledger_(ledger),
      mode_(mode),
      stands_alone_(history_stands_alone(module)),
      judge_(module, supplied),
      judge_without_(module, supplied) {
    judge_.set_ledger(&ledger_);
}

Result<void> RunHistory::take_effect(const Record& record, const RecordResult& result, std::uint64_t position) {
    // A question that failed was answered as unknown; what was judged with it does not hold.
    if (auto error = judge_.evaluator().earlier().take_error()) return std::move(*error);
    return Effects(module_, judge_.evaluator()).apply(record, result, position);
}

std::string already_received_text(const std::string& path, const LedgerFile& before) {
    return fmt::format("{}: already received on {}, as {}; nothing changed", path,
                       format_roc_datetime(before.identity.received_at), before.identity.name);
}

}  // namespace jianhe::driver
