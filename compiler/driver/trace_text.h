#pragma once

#include <string>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/specification_info.h>

#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe::driver {

// Two lines a check, in the order of the specification:
//     fired           E7 at F02  F02 = NONE  (b.rules:7)
//                     read  F01=4  F02=A12*****89
std::string trace_text(const ir::Module& module, const SpecificationInfo& info, const Record& record,
                       const std::vector<TraceEntry>& entries, bool show_ids);

}  // namespace jianhe::driver
