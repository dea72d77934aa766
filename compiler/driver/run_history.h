#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <jianhe/ledger.h>
#include <jianhe/record.h>
#include <jianhe/result.h>
#include <jianhe/validator.h>

#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe::driver {

// A run that asks a ledger: records are judged one after the other with what those before them left, and what is
// accepted is kept, a whole file or nothing of it.
//
//     auto begun = history.begin_file({digest, name, received_at});
//     if (!begun) return begun.error();
//     if (begun->already) return …;                      // nothing has begun, and nothing is to be done
//     …history.validator().check(record, result); history.take_effect(record, result)…
//     return history.keep_file();                        // or abandon_file(), for a file that leaves nothing
//
// The module, what is supplied and the ledger must outlive it. One thread.
class RunHistory {
public:
    RunHistory(const ir::Module& module, const Supplied& supplied, Ledger& ledger, LedgerMode mode);

    Validator& validator() noexcept { return interpreter_; }
    Result<LedgerBegun> begin_file(const LedgerFileIdentity& file);
    // Of the record that was checked last. An error, here and below, is the ledger's: nothing of the file is kept.
    Result<void> take_effect(const Record& record, const RecordResult& result);
    Result<void> keep_file() { return ledger_.commit(); }
    void abandon_file() noexcept { ledger_.rollback(); }

private:
    const ir::Module& module_;
    Ledger& ledger_;
    LedgerMode mode_;
    Interpreter interpreter_;
    std::uint64_t position_ = 0;
};

}  // namespace jianhe::driver
