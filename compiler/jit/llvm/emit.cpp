#include "compiler/jit/llvm/emit.h"

#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/scan.h"
#include "compiler/jit/plan.h"

namespace jianhe::jit {

void emit_module(const ir::Module& module, llvm::Module& target, bool has_avx2) {
    Plan plan = make_plan(module);
    fill_words(module, plan);
    Code code(module, plan, target, has_avx2);
    Checks checks(code);
    llvm::Function* judge = checks.write();
    Scan(code, judge).write();
    checks.write_prepare();

    // The entry point for records that somebody else has read.
    code.begin_function("jianhe_judge", code.i32(), {}, true);
    code.b.CreateRet(code.b.CreateCall(judge, {code.context}));
}

}  // namespace jianhe::jit
