#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::test {

// The validators that were generated while the tests were built: of every case, and of the built-in specification.
struct GeneratedEngine {
    std::string_view name;
    std::uint64_t fingerprint;  // of the module it was generated from
    std::unique_ptr<Validator> (*make)(Supplied supplied);
};
std::span<const GeneratedEngine> generated_engines();

// Of everything that judging could depend on.
std::uint64_t fingerprint(const ir::Module& module);

// Null: none was generated from this module.
const GeneratedEngine* find_generated(const ir::Module& module);

// Null: none was generated from this module.
std::unique_ptr<Validator> make_generated(const ir::Module& module, const Supplied& supplied);

}  // namespace jianhe::test
