#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record_builder.h>
#include <jianhe/result.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

// Reads a file that a request names, relative to the request file.
using BufferFileReader = std::function<Result<std::string>(const std::string& path)>;

// What `jianhe build` is asked for: one JSON object, an array of them, or one a line (docs/building.md).
//     {"construction": "backfill", "values": {"P12": "2"}, "rows": {"order": [{"Q06": "X1"}]},
//      "buffers": {"seq_number": {"base64": "…"}}, "given": {"go_live": "1130901"}}
// The error says which record it is in; it is the caller's mistake, or that of a file that cannot be read.
Result<std::vector<BuildRequest>> parse_build_requests(const ir::Module& module, std::string_view json,
                                                       const BufferFileReader& read_file);

// The bytes that base64 (with or without padding) and hexadecimal digits stand for.
Result<std::string> decode_base64(std::string_view text);
Result<std::string> decode_hex(std::string_view text);

}  // namespace jianhe::driver
