#include "compiler/driver/run_history.h"

#include <utility>

#include "compiler/interp/effects.h"

namespace jianhe::driver {

RunHistory::RunHistory(const ir::Module& module, const Supplied& supplied, Ledger& ledger, LedgerMode mode)
    : module_(module), ledger_(ledger), mode_(mode), interpreter_(module, supplied) {
    interpreter_.set_ledger(&ledger_);
}

Result<LedgerBegun> RunHistory::begin_file(const LedgerFileIdentity& file) {
    position_ = 0;
    return ledger_.begin_file(file, mode_);
}

Result<void> RunHistory::take_effect(const Record& record, const RecordResult& result) {
    // A question that failed was answered as unknown; what was judged with it does not hold.
    if (auto error = interpreter_.evaluator().earlier().take_error()) return std::move(*error);
    return Effects(module_, interpreter_.evaluator()).apply(record, result, position_++);
}

}  // namespace jianhe::driver
