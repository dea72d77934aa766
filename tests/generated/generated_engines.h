#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <jianhe/record_builder.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::test {

// What was generated while the tests were built: of every case, of the specification of the tests of constructions, and
// of the built-in one.
struct GeneratedEngine {
    std::string_view name;
    std::uint64_t fingerprint;  // of the module it was generated from
    std::unique_ptr<Validator> (*make)(Supplied supplied);
    std::unique_ptr<RecordBuilder> (*make_builder)(Supplied supplied);  // null: it has no constructions
};
std::span<const GeneratedEngine> generated_engines();

// Of everything that judging could depend on.
std::uint64_t fingerprint(const ir::Module& module);

// Null: none was generated from this module.
const GeneratedEngine* find_generated(const ir::Module& module);

// Likewise.
std::unique_ptr<Validator> make_generated(const ir::Module& module, const Supplied& supplied);

}  // namespace jianhe::test
