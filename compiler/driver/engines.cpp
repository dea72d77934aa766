#include "compiler/driver/engines.h"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "compiler/interp/interpreter.h"
#include "compiler/jit/compiled_engine.h"
#include "compiler/jit/compiled_judge.h"
#include "compiler/jit/plan.h"
#include "compiler/jit/tiers.h"

namespace jianhe::driver {
namespace {

std::optional<std::string> obstacle(const ir::Module& module, const Supplied& supplied) {
    if (!jit::is_fit(module, supplied)) return "a given value that the specification needs was not supplied";
    return jit::find_obstacle(module);
}

// For tests and measurements, which want to know what they run.
bool waits_for_code() {
    const char* wait = std::getenv("JIANHE_JIT_WAIT");
    return wait != nullptr && *wait != '\0';
}

}  // namespace

Result<std::unique_ptr<BulkEngine>> make_engine(const EngineOptions& options, const ir::Module& module,
                                                const SpecificationInfo& info, const Supplied& supplied,
                                                const Limits& limits) {
    const auto interpreted = [&] {
        return make_plain_engine(
            info, [&module, &supplied] { return std::make_unique<Interpreter>(module, supplied); }, limits);
    };
    if (options.choice == EngineChoice::Interpreter) return interpreted();
    const bool by_name = options.choice == EngineChoice::MachineCode;
    if (const auto why = obstacle(module, supplied)) {
        if (!by_name) return interpreted();
        return Error{"machine code cannot judge here: " + *why};
    }
    jit::TierSettings settings = jit::TierSettings::of_user(options.cache);
    settings.join_at_end = false;
    auto tiers = std::make_shared<jit::Tiers>(module, std::move(settings));
    if (!tiers->load_cached()) {
        if (!by_name && options.input_bytes < kInputWorthCompiling) return interpreted();
        if (by_name) {
            if (const auto opened = tiers->open_compiler(); !opened) return opened.error();
        }
        tiers->start();
        if (waits_for_code()) tiers->wait();
        if (by_name) {
            if (const auto fault = tiers->fault()) return *fault;
        }
    }
    return jit::make_compiled_engine(module, info, supplied, limits, std::move(tiers), options.cache);
}

}  // namespace jianhe::driver
