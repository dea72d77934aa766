#include "tests/cases/engines.h"

#include <array>

#include "compiler/interp/interpreter.h"

namespace jianhe::test {
namespace {

std::unique_ptr<Validator> make_interpreter(const ir::Module& module, const Supplied& supplied) {
    return std::make_unique<Interpreter>(module, supplied);
}

constexpr std::array kEngines{
    Engine{"interpreter", make_interpreter},
};

}  // namespace

std::span<const Engine> all_engines() { return kEngines; }

}  // namespace jianhe::test
