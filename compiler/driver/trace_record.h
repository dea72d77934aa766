#pragma once

#include <cstdint>
#include <string>

#include <jianhe/result.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

struct RecordTrace {
    bool is_found = false;      // false: the file ends, or its envelope breaks, before that record
    std::uint64_t records = 0;  // read up to there
    std::string text;           // for people; private values are masked unless they were to be shown
    RecordResult result;
};

struct TraceOptions {
    std::uint64_t number = 1;  // 1-based position in the file
    bool show_ids = false;
};

// Explains one record of a file: its findings, then every check that was judged with its outcome and what it read.
Result<RecordTrace> trace_record(const ir::Module& module, const Supplied& supplied, const std::string& path,
                                 const TraceOptions& options);

}  // namespace jianhe::driver
