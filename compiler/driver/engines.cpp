#include "compiler/driver/engines.h"

#include "compiler/interp/interpreter.h"

namespace jianhe::driver {

Result<std::unique_ptr<BulkEngine>> make_engine(const EngineOptions& options, const ir::Module& module,
                                                const SpecificationInfo& info, const Supplied& supplied) {
    switch (options.choice) {
        case EngineChoice::Auto:
        case EngineChoice::Interpreter: break;
    }
    return make_plain_engine(info, [&module, &supplied] { return std::make_unique<Interpreter>(module, supplied); });
}

}  // namespace jianhe::driver
