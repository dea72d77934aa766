#pragma once

#include <memory>

#include <jianhe/bulk.h>
#include <jianhe/limits.h>

#include "compiler/jit/tiers.h"

namespace jianhe::jit {

// Judges by compiled code as soon as there is some, and by the interpreter until then. The module must be one that can
// be compiled (find_obstacle) and the supplies fit for it (is_fit); all must outlive the engine.
// `finishes`: a compilation that has begun is waited for at the end, so that its code gets into the cache.
std::unique_ptr<BulkEngine> make_compiled_engine(const ir::Module& module, const SpecificationInfo& info,
                                                 const Supplied& supplied, const Limits& limits,
                                                 std::shared_ptr<Tiers> tiers, bool finishes);

}  // namespace jianhe::jit
