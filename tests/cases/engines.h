#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::test {

// One way to check records. `make` gives null where the engine cannot run on this machine. The module outlives it.
struct Engine {
    std::string_view name;
    std::unique_ptr<Validator> (*make)(const ir::Module& module, const Supplied& supplied);
};

// Every engine there is, the interpreter first: it writes expected.txt, the others must say the same.
std::span<const Engine> all_engines();

}  // namespace jianhe::test
