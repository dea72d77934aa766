#include "tests/generated/generated_engines.h"

namespace jianhe::test {

std::unique_ptr<Validator> make_generated(const ir::Module& module, const Supplied& supplied) {
    const std::uint64_t wanted = fingerprint(module);
    for (const GeneratedEngine& engine : generated_engines()) {
        if (engine.fingerprint == wanted) return engine.make(supplied);
    }
    return nullptr;
}

}  // namespace jianhe::test
