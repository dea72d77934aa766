#include "compiler/driver/run_history.h"

#include <utility>

#include <fmt/format.h>

#include <jianhe/date.h>

#include "compiler/interp/effects.h"

namespace jianhe::driver {

RunHistory::RunHistory(const ir::Module& module, const Supplied& supplied, Ledger& ledger, LedgerMode mode)
    : module_(module),
      supplied_(supplied),
      ledger_(ledger),
      mode_(mode),
      stands_alone_(history_stands_alone(module)),
      judge_(module, supplied),
      judge_without_(module, supplied) {
    judge_.set_ledger(&ledger_);
}

Result<LedgerBegun> RunHistory::begin_file(const LedgerFileIdentity& file) {
    auto begun = ledger_.begin_file(file, mode_);
    if (!begun || !begun->already || !accepting_.contains(file.digest)) return begun;
    const LedgerFileIdentity& before = begun->already->identity;
    if (before.name != file.name || before.received_at != file.received_at) return begun;
    if (auto again = ledger_.begin_again(file.digest); !again) return again.error();
    return LedgerBegun{};
}

Result<void> RunHistory::take_effect(const Record& record, const RecordResult& result, std::uint64_t position) {
    // A question that failed was answered as unknown; what was judged with it does not hold.
    if (auto error = judge_.evaluator().earlier().take_error()) return std::move(*error);
    return Effects(module_, judge_.evaluator()).apply(record, result, position);
}

std::unique_ptr<HistoryForecast> RunHistory::make_forecast() const {
    return stands_alone_ ? std::make_unique<HistoryForecast>(module_, supplied_, ledger_) : nullptr;
}

Result<bool> RunHistory::leave_as_foreseen(const Forecast& forecast, std::span<const Cell> cells,
                                           std::uint64_t position) {
    if (!forecast.is_complete) return false;
    const auto next = [&cells](std::size_t count) {
        const auto taken = cells.first(count);
        cells = cells.subspan(count);
        return taken;
    };
    for (const Forecast::Question& question : forecast.questions) {
        const auto found = ledger_.rows({question.relation, question.index, next(question.cells)});
        if (!found) return found.error();
        if (!found->rows.empty() || !found->is_complete) return false;
    }
    const std::span<const Cell> behind_name = cells;
    std::size_t row_cells = 0;
    for (const Forecast::Row& row : forecast.rows) row_cells += row.cells;
    const auto added = ledger_.add_record(position, behind_name.subspan(row_cells, forecast.name_cells));
    if (!added) return added.error();
    for (const Forecast::Row& row : forecast.rows) {
        if (auto kept = ledger_.add_row(row.relation, next(row.cells)); !kept) return kept.error();
    }
    return true;
}

std::string already_received_text(const std::string& path, const LedgerFile& before) {
    return fmt::format("{}: already received on {}, as {}; nothing changed", path,
                       format_iso_datetime(before.identity.received_at), before.identity.name);
}

}  // namespace jianhe::driver
