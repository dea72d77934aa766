#include "tests/cases/engines.h"

#include <array>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "compiler/interp/interpreter.h"
#include "compiler/ir/serialise.h"
#include "compiler/jit/compiled_judge.h"
#include "compiler/jit/open_plugin.h"
#include "compiler/jit/plan.h"
#include "tests/generated/generated_engines.h"

namespace jianhe::test {
namespace {

std::unique_ptr<Validator> make_interpreter(const ir::Module& module, const Supplied& supplied) {
    return std::make_unique<Interpreter>(module, supplied);
}

// Null where there is no compiler. Every record of a case has a validator of its own, but the code is made once.
std::shared_ptr<const jit::JitProgram> compiled(const ir::Module& module, jit::Tier tier) {
    static std::map<std::pair<jit::Tier, std::string>, std::shared_ptr<const jit::JitProgram>> known;
    static const Result<const jit::Plugin*> plugin = jit::open_plugin(JIANHE_PLUGIN_FOLDER);
    if (!plugin) return nullptr;
    auto& program = known[{tier, ir::save(module)}];
    if (program != nullptr) return program;
    jit::CompileOrder order;
    order.tier = tier;
    order.verify = true;
    const Result<jit::MadeCode> made = jit::compile(**plugin, module, order);
    if (!made) throw std::runtime_error(made.error().text);
    Result<jit::JitProgram> loaded = jit::JitProgram::load(made->object, tier);
    if (!loaded) throw std::runtime_error(loaded.error().text);
    program = std::make_shared<const jit::JitProgram>(std::move(*loaded));
    return program;
}

template <jit::Tier tier>
std::unique_ptr<Validator> make_compiled(const ir::Module& module, const Supplied& supplied) {
    if (!jit::is_fit(module, supplied) || jit::find_obstacle(module)) return nullptr;
    auto program = compiled(module, tier);
    if (program == nullptr) return nullptr;
    return std::make_unique<jit::CompiledValidator>(module, supplied, std::move(program));
}

constexpr std::array kEngines{
    Engine{"interpreter", make_interpreter},
    Engine{"machine code, quick tier", make_compiled<jit::Tier::Quick>},
    Engine{"machine code", make_compiled<jit::Tier::Full>},
    Engine{"generated C++", make_generated},
};

}  // namespace

std::span<const Engine> all_engines() { return kEngines; }

}  // namespace jianhe::test
