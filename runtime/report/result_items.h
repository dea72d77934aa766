// The list of findings of one block. Private to the reader of result files.
#pragma once

#include <vector>

#include <jianhe/result.h>
#include <jianhe/result_file.h>

#include "runtime/report/result_shape.h"
#include "runtime/report/result_text.h"

namespace jianhe::detail {

// Reads items as long as there are any and leaves the cursor behind the last. The error: the text ends inside an item.
Result<std::vector<ResultItem>> read_result_items(ResultCursor& cursor, const ResultShape& shape);

}  // namespace jianhe::detail
