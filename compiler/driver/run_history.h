#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>

#include <jianhe/ledger.h>
#include <jianhe/record.h>
#include <jianhe/result.h>
#include <jianhe/validator.h>

#include "compiler/interp/history_forecast.h"
#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe::driver {

// A run that asks a ledger: records are judged one after the other with what those before them left, and what is
// accepted is kept, a whole file or nothing of it.
//
//     auto begun = history.begin_file({digest, name, received_at});
//     if (!begun) return begun.error();
//     if (begun->already) return …;                      // nothing has begun, and nothing is to be done
//     …history.judge().check(record, result); history.take_effect(record, result, position)…
//     return history.keep_file();                        // or abandon_file(), for a file that leaves nothing
//
// The module, what is supplied and the ledger must outlive it. One thread.
class RunHistory {
public:
    RunHistory(const ir::Module& module, const Supplied& supplied, Ledger& ledger, LedgerMode mode);

    Interpreter& judge() noexcept { return judge_; }
    // The same without the ledger.
    Interpreter& judge_without() noexcept { return judge_without_; }
    // As history_stands_alone() says of the module.
    bool stands_alone() const noexcept { return stands_alone_; }

    // For a thread that judges records without the history. Null: the history does not stand alone.
    std::unique_ptr<HistoryForecast> make_forecast() const;

    // Digests of files that an unfinished run may have accepted, which this one goes on with: of such a file is said
    // once more what was said of it then.
    void go_on(std::set<std::string> accepting) { accepting_ = std::move(accepting); }
    bool accepts() const noexcept { return mode_ == LedgerMode::Accept; }

    Result<LedgerBegun> begin_file(const LedgerFileIdentity& file);
    // Of the record that judge() has judged last; `position` is its own in the file, from 0. An error, here and below,
    // is the ledger's: nothing of the file is kept.
    Result<void> take_effect(const Record& record, const RecordResult& result, std::uint64_t position);
    // Reads what records will ask, in few questions to the store. For speed alone.
    Result<void> fetch(std::span<const LedgerKey> keys) { return ledger_.fetch(keys); }
    // Instead of asking a record and letting it take effect: does what was foreseen of it. False: something is known
    // of what it asks for, so that it has to be asked, and nothing was done.
    Result<bool> leave_as_foreseen(const Forecast& forecast, std::span<const Cell> cells, std::uint64_t position);
    Result<void> keep_file() { return ledger_.commit(); }
    // What the file left is to be forgotten, if it has begun at all.
    void abandon_file() noexcept { ledger_.rollback(); }

private:
    const ir::Module& module_;
    const Supplied& supplied_;
    Ledger& ledger_;
    LedgerMode mode_;
    std::set<std::string> accepting_;
    bool stands_alone_;
    Interpreter judge_;
    Interpreter judge_without_;
};

// What the observer of a run is told of such a file.
std::string already_received_text(const std::string& path, const LedgerFile& before);

}  // namespace jianhe::driver
