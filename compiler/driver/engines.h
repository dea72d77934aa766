#pragma once

#include <memory>

#include <jianhe/bulk.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

// What judges the records of a run. All give the same findings.
enum class EngineChoice : std::uint8_t {
    Auto,        // the fastest there is
    Interpreter  // the reference
};

struct EngineOptions {
    EngineChoice choice = EngineChoice::Auto;
};

// What it is given must outlive the engine.
Result<std::unique_ptr<BulkEngine>> make_engine(const EngineOptions& options, const ir::Module& module,
                                                const SpecificationInfo& info, const Supplied& supplied);

}  // namespace jianhe::driver
