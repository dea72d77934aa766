#include "tests/generated/generated_engines.h"

namespace jianhe::test {

const GeneratedEngine* find_generated(const ir::Module& module) {
    const std::uint64_t wanted = fingerprint(module);
    for (const GeneratedEngine& engine : generated_engines()) {
        if (engine.fingerprint == wanted) return &engine;
    }
    return nullptr;
}

std::unique_ptr<Validator> make_generated(const ir::Module& module, const Supplied& supplied) {
    const GeneratedEngine* engine = find_generated(module);
    return engine == nullptr ? nullptr : engine->make(supplied);
}

}  // namespace jianhe::test
