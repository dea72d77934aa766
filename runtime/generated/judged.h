#pragma once

#include <jianhe/finding.h>
#include <jianhe/generated/context.h>
#include <jianhe/record.h>

namespace jianhe::generated {

// What was said of the record that the context judged last, as Validator::check has it.
void fill_result(const Rules& rules, Context& context, const Record& record, RecordResult& result);

}  // namespace jianhe::generated
