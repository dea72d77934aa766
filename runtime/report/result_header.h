// The header of a result file. Private to the reader of result files.
#pragma once

#include <string_view>

#include <jianhe/result.h>
#include <jianhe/result_file.h>

#include "runtime/report/result_shape.h"
#include "runtime/report/result_text.h"

namespace jianhe::detail {

// Reads to the end of the header. The error says by what the file is no result of this layout.
Result<void> read_result_header(ResultCursor& cursor, const ResultShape& shape, ResultFile& file);

}  // namespace jianhe::detail
