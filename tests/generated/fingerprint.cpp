#include "compiler/ir/serialise.h"
#include "tests/generated/generated_engines.h"

namespace jianhe::test {

std::uint64_t fingerprint(const ir::Module& module) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : ir::save(module)) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash;
}

}  // namespace jianhe::test
