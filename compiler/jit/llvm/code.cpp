#include "compiler/jit/llvm/code.h"

#include <algorithm>

#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/MDBuilder.h>

namespace jianhe::jit {

Code::Code(const ir::Module& module, const Plan& made, llvm::Module& written, bool avx2)
    : m(module), plan(made), target(written), has_avx2(avx2), llvm(written.getContext()), b(written.getContext()) {}

llvm::Value* Code::rows_data(std::uint32_t segment) {
    return load_context(ptr(), JIANHE_AT(rows) + segment * sizeof(Rows) + offsetof(Rows, data));
}

llvm::Value* Code::rows_count(std::uint32_t segment) {
    return load_context(i32(), JIANHE_AT(rows) + segment * sizeof(Rows) + offsetof(Rows, count));
}

bool Code::is_true(llvm::Value* value) {
    const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value);
    return constant != nullptr && constant->isOne();
}

bool Code::is_false(llvm::Value* value) {
    const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(value);
    return constant != nullptr && constant->isZero();
}

llvm::Value* Code::both(llvm::Value* x, llvm::Value* y) {
    if (is_false(x) || is_true(y)) return x;
    if (is_true(x) || is_false(y)) return y;
    return b.CreateAnd(x, y);
}

llvm::Value* Code::either(llvm::Value* x, llvm::Value* y) {
    if (is_true(x) || is_false(y)) return x;
    if (is_false(x) || is_true(y)) return y;
    return b.CreateOr(x, y);
}

llvm::Value* Code::inverse(llvm::Value* x) { return b.CreateNot(x); }

llvm::BasicBlock* Code::block(const char* name) {
    return llvm::BasicBlock::Create(llvm, name, b.GetInsertBlock()->getParent());
}

void Code::only_if(llvm::Value* condition, llvm::BasicBlock* otherwise) {
    if (is_true(condition)) return;
    llvm::BasicBlock* next = block("next");
    b.CreateCondBr(condition, next, otherwise);
    go_to(next);
}

void Code::usually(llvm::Value* condition, llvm::BasicBlock* otherwise) {
    if (is_true(condition)) return;
    llvm::BasicBlock* next = block("next");
    go_usually(condition, next, otherwise);
    go_to(next);
}

void Code::go_usually(llvm::Value* condition, llvm::BasicBlock* to, llvm::BasicBlock* otherwise) {
    constexpr double kAlmostAlways = 0.9995;
    go_by_share(condition, to, otherwise, kAlmostAlways);
}

void Code::go_by_share(llvm::Value* condition, llvm::BasicBlock* to, llvm::BasicBlock* otherwise, double share) {
    constexpr std::uint32_t kAll = 10000;
    const auto times = static_cast<std::uint32_t>(kAll * std::clamp(share, 0.0001, 0.9999));
    b.CreateCondBr(condition, to, otherwise, llvm::MDBuilder(llvm).createBranchWeights(times, kAll - times));
}

llvm::Value* Code::guarded(llvm::Value* condition, llvm::Value* otherwise, const std::function<llvm::Value*()>& make) {
    if (is_true(condition)) return make();
    if (is_false(condition)) return otherwise;
    llvm::BasicBlock* from = b.GetInsertBlock();
    llvm::BasicBlock* inside = block("guarded");
    llvm::BasicBlock* behind = block("behind");
    b.CreateCondBr(condition, inside, behind);
    go_to(inside);
    llvm::Value* made = make();
    llvm::BasicBlock* end = b.GetInsertBlock();
    go(behind);
    go_to(behind);
    llvm::PHINode* result = b.CreatePHI(otherwise->getType(), 2);
    result->addIncoming(otherwise, from);
    result->addIncoming(made, end);
    return result;
}

void Code::when(llvm::Value* condition, const std::function<void()>& body) {
    if (is_false(condition)) return;
    if (is_true(condition)) return body();
    llvm::BasicBlock* inside = block("inside");
    llvm::BasicBlock* behind = block("behind");
    b.CreateCondBr(condition, inside, behind);
    go_to(inside);
    body();
    go(behind);
    go_to(behind);
}

llvm::Value* Code::rarely(llvm::Value* condition) {
    if (llvm::isa<llvm::Constant>(condition)) return condition;
    return b.CreateIntrinsic(llvm::Intrinsic::expect, {i1()}, {condition, no()});
}

llvm::Value* Code::hidden(llvm::Value* pointer) {
    auto* type = llvm::FunctionType::get(ptr(), {ptr()}, false);
    constexpr bool kHasSideEffects = false;
    auto* nothing = llvm::InlineAsm::get(type, "", "=r,0", kHasSideEffects);
    llvm::CallInst* same = b.CreateCall(nothing, {pointer});
    same->setDoesNotAccessMemory();
    same->setDoesNotThrow();
    return same;
}

llvm::Value* Code::call(const char* helper, llvm::Type* result, std::initializer_list<llvm::Value*> arguments,
                        Effect effect) {
    llvm::Function* function = target.getFunction(helper);
    if (function == nullptr) {
        std::vector<llvm::Type*> types;
        for (const llvm::Value* argument : arguments) types.push_back(argument->getType());
        function = llvm::Function::Create(llvm::FunctionType::get(result, types, false),
                                          llvm::Function::ExternalLinkage, helper, target);
        function->setDoesNotThrow();
        function->addFnAttr(llvm::Attribute::WillReturn);
        if (effect == Effect::Reads) function->setOnlyReadsMemory();
    }
    return b.CreateCall(function, std::vector<llvm::Value*>(arguments));
}

llvm::Function* Code::begin_function(const std::string& name, llvm::Type* result,
                                     std::initializer_list<llvm::Type*> more_arguments, bool is_entry) {
    std::vector<llvm::Type*> types{ptr()};
    types.insert(types.end(), more_arguments);
    auto* function = llvm::Function::Create(
        llvm::FunctionType::get(result, types, false),
        is_entry ? llvm::Function::ExternalLinkage : llvm::Function::InternalLinkage, name, target);
    function->setDoesNotThrow();
    // With a count, of whatever size, LLVM takes the weights of branches for known, and moves rare code out of loops.
    function->setEntryCount(1);
    function->addParamAttr(0, llvm::Attribute::NonNull);
    context = function->getArg(0);
    go_to(llvm::BasicBlock::Create(llvm, "begin", function));
    return function;
}

void Code::keep_apart(llvm::Function* function, bool rare) {
    function->addFnAttr(llvm::Attribute::NoInline);
    if (rare) function->addFnAttr(llvm::Attribute::OptimizeNone);
}

llvm::AllocaInst* Code::local(llvm::Type* type, const char* name) {
    llvm::BasicBlock& first = b.GetInsertBlock()->getParent()->getEntryBlock();
    llvm::IRBuilder<> at_begin(&first, first.begin());
    return at_begin.CreateAlloca(type, nullptr, name);
}

}  // namespace jianhe::jit
