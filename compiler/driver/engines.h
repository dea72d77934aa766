#pragma once

#include <cstdint>
#include <memory>

#include <jianhe/bulk.h>
#include <jianhe/limits.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

// What judges the records of a run. All give the same findings.
enum class EngineChoice : std::uint8_t {
    Auto,         // the fastest there is for so much input
    Interpreter,  // the reference
    MachineCode   // code compiled by LLVM, as soon as there is some, however little the input
};

struct EngineOptions {
    EngineChoice choice = EngineChoice::Auto;
    std::uint64_t input_bytes = 0;  // of the whole run, as far as is known
    bool cache = true;              // compiled code is kept in, and taken from, the user's cache folder
};

// Auto compiles for so many bytes of input; less is judged sooner than code is made. Code that lies in the cache is
// always used. What has begun to be compiled is finished for the cache, also when the run ends before.
inline constexpr std::uint64_t kInputWorthCompiling = std::uint64_t{64} << 20;

// What it is given must outlive the engine. Where compiled code was asked for by name and cannot be had, the error says
// why; otherwise the interpreter judges then.
Result<std::unique_ptr<BulkEngine>> make_engine(const EngineOptions& options, const ir::Module& module,
                                                const SpecificationInfo& info, const Supplied& supplied,
                                                const Limits& limits = {});

}  // namespace jianhe::driver
