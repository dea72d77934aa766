#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <jianhe/file_memory.h>
#include <jianhe/ledger.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe {

// Judges a record where an example puts it: behind the records before it in its file, and behind earlier files, which
// have taken effect on a ledger of the example's own. Made anew for each record; all arguments must outlive it.
class ExampleJudge {
public:
    // Null: the record stands alone.
    ExampleJudge(const ir::Module& module, const RecordLayout& layout, const Supplied& supplied,
                 const ir::Example* example);

    void judge(const Record& record, RecordResult& result, std::vector<TraceEntry>& trace);
    // What the example says to be left, once the record has taken effect; none: it says nothing. After `judge`.
    std::optional<Truth> leaves(const Record& record, const RecordResult& result);

    Interpreter& interpreter() noexcept { return interpreter_; }

private:
    void earlier(std::span<const ir::RecordValues> records);
    void import_samples();
    void begin_file();
    void take_effect(const Record& record, const RecordResult& result);

    const ir::Module& module_;
    const RecordLayout& layout_;
    const Supplied& supplied_;
    const ir::Example* example_;
    FileMemory memory_;
    std::unique_ptr<Ledger> ledger_;  // null: the example has no history
    Interpreter interpreter_;
    std::uint64_t files_ = 0;
    std::uint64_t position_ = 0;
};

}  // namespace jianhe
