#include "compiler/jit/compiled_engine.h"

#include <utility>

#include "compiler/interp/interpreter.h"
#include "compiler/jit/compiled_judge.h"

namespace jianhe::jit {
namespace {

class CompiledEngine final : public BulkEngine {
public:
    CompiledEngine(const ir::Module& module, const SpecificationInfo& info, const Supplied& supplied,
                   const Limits& limits, std::shared_ptr<Tiers> tiers, bool finishes)
        : module_(module),
          info_(info),
          supplied_(supplied),
          limits_(limits),
          plan_(make_plan(module_)),
          tiers_(std::move(tiers)),
          finishes_(finishes),
          plain_(make_plain_engine(
              info, [this] { return std::make_unique<Interpreter>(module_, supplied_); }, limits)) {}

    ~CompiledEngine() override {
        if (finishes_) tiers_->wait();
    }

    std::unique_ptr<StretchJudge> make_judge() override {
        std::shared_ptr<const JitProgram> program = tiers_->program();
        if (program == nullptr) return plain_->make_judge();
        return std::make_unique<CompiledJudge>(module_, plan_, info_, supplied_, std::move(program), limits_);
    }
    std::uint32_t generation() const noexcept override { return tiers_->generation(); }

private:
    const ir::Module& module_;
    const SpecificationInfo& info_;
    const Supplied& supplied_;
    Limits limits_;
    Plan plan_;
    std::shared_ptr<Tiers> tiers_;
    bool finishes_;
    std::unique_ptr<BulkEngine> plain_;
};

}  // namespace

std::unique_ptr<BulkEngine> make_compiled_engine(const ir::Module& module, const SpecificationInfo& info,
                                                 const Supplied& supplied, const Limits& limits,
                                                 std::shared_ptr<Tiers> tiers, bool finishes) {
    return std::make_unique<CompiledEngine>(module, info, supplied, limits, std::move(tiers), finishes);
}

}  // namespace jianhe::jit
