#pragma once

#include <cassert>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include "compiler/ir/module.h"
#include "compiler/jit/context.h"
#include "compiler/jit/plan.h"

// The pen of the emitter: an IRBuilder with the words of our own layouts. One function is written at a time.
namespace jianhe::jit {

class Code {
public:
    Code(const ir::Module& module, const Plan& plan, llvm::Module& target, bool has_avx2);

    const ir::Module& m;
    const Plan& plan;
    llvm::Module& target;
    const bool has_avx2;  // of the machine it is for
    llvm::LLVMContext& llvm;
    llvm::IRBuilder<> b;
    llvm::Value* context = nullptr;  // of the function at hand

    llvm::Type* i1() { return b.getInt1Ty(); }
    llvm::Type* i8() { return b.getInt8Ty(); }
    llvm::Type* i32() { return b.getInt32Ty(); }
    llvm::Type* i64() { return b.getInt64Ty(); }
    llvm::Type* ptr() { return b.getPtrTy(); }
    llvm::Value* yes() { return b.getTrue(); }
    llvm::Value* no() { return b.getFalse(); }
    llvm::Value* c32(std::uint32_t value) { return b.getInt32(value); }
    llvm::Value* c64(std::uint64_t value) { return b.getInt64(value); }
    llvm::Value* null() { return llvm::ConstantPointerNull::get(b.getPtrTy()); }

    // Memory, by byte offsets. Nothing is assumed of alignment where texts are read.
    llvm::Value* at(llvm::Value* base, std::uint64_t offset) {
        return offset == 0 ? base : b.CreateConstInBoundsGEP1_64(i8(), base, offset);
    }
    llvm::Value* at(llvm::Value* base, llvm::Value* offset) { return b.CreateInBoundsGEP(i8(), base, offset); }
    llvm::Value* load(llvm::Type* type, llvm::Value* base, std::uint64_t offset = 0) {
        return b.CreateAlignedLoad(type, at(base, offset), llvm::Align(1));
    }
    void store(llvm::Value* value, llvm::Value* base, std::uint64_t offset = 0) {
        b.CreateAlignedStore(value, at(base, offset), llvm::Align(1));
    }
    llvm::Value* load_context(llvm::Type* type, std::uint64_t offset) { return load(type, context, offset); }
    void store_context(llvm::Value* value, std::uint64_t offset) { store(value, context, offset); }

    // Rows of a segment.
    llvm::Value* rows_data(std::uint32_t segment);
    llvm::Value* rows_count(std::uint32_t segment);
    std::uint64_t bits_offset(Bits which, std::uint32_t word) const {
        return (std::uint64_t{static_cast<std::uint32_t>(which)} * plan.words + word) * 8;
    }

    // Conditions; constants are folded.
    llvm::Value* both(llvm::Value* x, llvm::Value* y);
    llvm::Value* either(llvm::Value* x, llvm::Value* y);
    llvm::Value* inverse(llvm::Value* x);
    static bool is_true(llvm::Value* value);
    static bool is_false(llvm::Value* value);

    llvm::BasicBlock* block(const char* name);
    void go(llvm::BasicBlock* to) { b.CreateBr(to); }
    void go_to(llvm::BasicBlock* to) { b.SetInsertPoint(to); }
    // Goes on in a new block when the condition holds, and to `otherwise` when not.
    void only_if(llvm::Value* condition, llvm::BasicBlock* otherwise);
    // As only_if, where the condition almost always holds: the code of `otherwise` stands apart, so that what runs for
    // each record lies close together.
    void usually(llvm::Value* condition, llvm::BasicBlock* otherwise);
    // Goes to one of two blocks.
    void go_usually(llvm::Value* condition, llvm::BasicBlock* to, llvm::BasicBlock* otherwise);
    // `share`: of how many, from 0 to 1, the condition holds.
    void go_by_share(llvm::Value* condition, llvm::BasicBlock* to, llvm::BasicBlock* otherwise, double share);
    // The value that `make` writes where the condition holds, else `otherwise`.
    llvm::Value* guarded(llvm::Value* condition, llvm::Value* otherwise, const std::function<llvm::Value*()>& make);
    void when(llvm::Value* condition, const std::function<void()>& body);
    // The code of rare cases stands apart.
    llvm::Value* rarely(llvm::Value* condition);

    // The same pointer, of which the optimiser knows nothing.
    llvm::Value* hidden(llvm::Value* pointer);

    // A helper of helpers.def; Pure ones depend on their arguments and constant memory alone.
    enum class Effect : std::uint8_t { Reads, Writes };
    llvm::Value* call(const char* helper, llvm::Type* result, std::initializer_list<llvm::Value*> arguments,
                      Effect effect = Effect::Writes);
    llvm::Value* call_truth(const char* helper, std::initializer_list<llvm::Value*> arguments) {
        return b.CreateICmpNE(call(helper, i32(), arguments, Effect::Reads), c32(0));
    }

    // A function of ours; its first argument is the context.
    llvm::Function* begin_function(const std::string& name, llvm::Type* result,
                                   std::initializer_list<llvm::Type*> more_arguments, bool is_entry = false);
    // It is called where it is needed, never copied there. Rare ones are translated quickly rather than well.
    void keep_apart(llvm::Function* function, bool rare);
    llvm::AllocaInst* local(llvm::Type* type, const char* name);
    // What is being written is put aside while another function is written.
    class Aside {
    public:
        explicit Aside(Code& code)
            : code_(code), point_(code.b.saveIP()), context_(code.context), before_rows_(code.before_rows) {
            code.before_rows = nullptr;
        }
        Aside(const Aside&) = delete;
        Aside& operator=(const Aside&) = delete;
        ~Aside() {
            code_.b.restoreIP(point_);
            code_.context = context_;
            code_.before_rows = before_rows_;
        }

    private:
        Code& code_;
        llvm::IRBuilder<>::InsertPoint point_;
        llvm::Value* context_;
        llvm::Instruction* before_rows_;
    };
    // While rows are gone through: where the code before them ends. What is the same for all of them is written there,
    // as LLVM would not, which knows nothing of what calls leave alone.
    llvm::Instruction* before_rows = nullptr;
    // While it lives, code is written there, if it is `the_same` and rows are gone through; code without branches only.
    class BeforeRows {
    public:
        BeforeRows(Code& code, bool the_same) : code_(code) {
            if (!the_same || code.before_rows == nullptr) return;
            guard_.emplace(code.b);
            code.b.SetInsertPoint(code.before_rows);
            block_ = code.before_rows->getParent();
        }
        BeforeRows(const BeforeRows&) = delete;
        BeforeRows& operator=(const BeforeRows&) = delete;
        ~BeforeRows() { assert(block_ == nullptr || code_.b.GetInsertBlock() == block_); }

    private:
        [[maybe_unused]] Code& code_;
        llvm::BasicBlock* block_ = nullptr;
        std::optional<llvm::IRBuilderBase::InsertPointGuard> guard_;
    };
};

// Byte offsets in Context.
#define JIANHE_AT(member) (offsetof(::jianhe::jit::Context, member))

}  // namespace jianhe::jit
