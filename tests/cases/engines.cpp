#include "tests/cases/engines.h"

#include <array>

#include "compiler/interp/interpreter.h"

namespace jianhe::test {
namespace {

std::unique_ptr<Validator> make_interpreter(const ir::Module& module, const GivenValues& givens) {
    return std::make_unique<Interpreter>(module, givens);
}

constexpr std::array kEngines{
    Engine{"interpreter", make_interpreter},
};

}  // namespace

std::span<const Engine> all_engines() { return kEngines; }

}  // namespace jianhe::test
