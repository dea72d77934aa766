// The part of Checks that runs what has been selected.

#include <algorithm>
#include <bit>

#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/selection.h"

namespace jianhe::jit {

void Checks::write_runs(const std::string& name, const std::vector<std::uint32_t>& checks, const Selection& selection,
                        Mode mode, Runs& runs) {
    for (std::size_t word = 0; word < runs.of.size(); ++word) {
        if (runs.of[word] == 0) continue;
        const std::span<const std::uint32_t> of_word = std::span(checks).subspan(word * 64);
        runs.functions[word] = write_run(name + "_" + std::to_string(word), of_word, runs.of[word], selection, mode);
    }
}

// Runs those checks of one word of a selection that are in `of`. Those that are likely are asked by a branch each,
// whose habits a processor learns; of all others few are selected, which are run one after the other by a jump each.
llvm::Function* Checks::write_run(const std::string& name, std::span<const std::uint32_t> checks, std::uint64_t of,
                                  const Selection& selection, Mode mode) {
    // Their code stands apart; were it said that hardly any is selected, LLVM would not put short ones in place.
    constexpr double kSelected = 0.05;
    const Code::Aside aside(c_);
    llvm::Function* function = c_.begin_function(name, c_.b.getVoidTy(), {c_.i64()});
    c_.keep_apart(function, false);
    llvm::Value* selected = function->getArg(1);
    const auto check_of = [&](std::uint64_t bit) { return checks[static_cast<std::size_t>(std::countr_zero(bit))]; };
    std::vector<std::uint64_t> likely;  // a bit each
    std::uint64_t others = 0;
    for (std::uint64_t left = of; left != 0; left &= left - 1) {
        const std::uint64_t bit = left & (~left + 1);
        if (mode == Mode::Clean && is_likely(check_of(bit))) {
            likely.push_back(bit);
        } else {
            others |= bit;
        }
    }
    std::stable_sort(likely.begin(), likely.end(), [&](std::uint64_t a, std::uint64_t b) {
        return likelihood_[check_of(a)] > likelihood_[check_of(b)];
    });
    for (const std::uint64_t bit : likely) {
        llvm::BasicBlock* next = c_.block("next");
        llvm::BasicBlock* is_selected = c_.block("is_selected");
        llvm::Value* asked = c_.b.CreateAnd(selected, c_.c64(bit));
        c_.go_by_share(c_.b.CreateICmpNE(asked, c_.c64(0)), is_selected, next, kSelected);
        c_.go_to(is_selected);
        write_selected(check_of(bit), selection, mode, next);
        c_.go_to(next);
    }
    if (others != 0) write_loop(selected, others, checks, selection, mode);
    c_.b.CreateRetVoid();
    return function;
}

void Checks::write_selected(std::uint32_t check, const Selection& selection, Mode mode, llvm::BasicBlock* next) {
    llvm::Function*& body = (mode == Mode::Clean ? clean_bodies_ : exact_bodies_)[check];
    if (body == nullptr) body = write_body(check, mode == Mode::Clean ? clean_ : exact_);
    if (mode == Mode::Clean) {
        if (const auto source = source_that_decides(check, selection)) leave_without_source(check, *source, next);
    }
    c_.b.CreateCall(body, {c_.context});
    c_.go(next);
}

void Checks::write_loop(llvm::Value* selected, std::uint64_t of, std::span<const std::uint32_t> checks,
                        const Selection& selection, Mode mode) {
    llvm::BasicBlock* before = c_.b.GetInsertBlock();
    llvm::BasicBlock* head = c_.block("left");
    llvm::BasicBlock* next = c_.block("next");
    llvm::BasicBlock* never = c_.block("never");
    llvm::BasicBlock* done = c_.block("done");
    llvm::Value* all = c_.b.CreateAnd(selected, c_.c64(of));
    c_.b.CreateCondBr(c_.b.CreateICmpNE(all, c_.c64(0)), head, done);
    c_.go_to(head);
    llvm::PHINode* left = c_.b.CreatePHI(c_.i64(), 2);
    left->addIncoming(all, before);
    llvm::Value* lowest = c_.b.CreateBinaryIntrinsic(llvm::Intrinsic::cttz, left, c_.yes());
    llvm::SwitchInst* jump = c_.b.CreateSwitch(lowest, never, static_cast<unsigned>(std::popcount(of)));
    for (std::uint64_t bits = of; bits != 0; bits &= bits - 1) {
        const auto place = static_cast<std::uint64_t>(std::countr_zero(bits));
        llvm::BasicBlock* here = c_.block("is_selected");
        jump->addCase(c_.b.getInt64(place), here);
        c_.go_to(here);
        write_selected(checks[place], selection, mode, next);
    }
    c_.go_to(never);
    c_.b.CreateUnreachable();
    c_.go_to(next);
    llvm::Value* rest = c_.b.CreateAnd(left, c_.b.CreateSub(left, c_.c64(1)));
    left->addIncoming(rest, next);
    c_.b.CreateCondBr(c_.b.CreateICmpNE(rest, c_.c64(0)), head, done);
    c_.go_to(done);
}

// Calls `runs`, by word of a selection, where one of theirs is selected; null: none of that word is run now.
void Checks::run_selected(const std::vector<llvm::Value*>& words, const Runs& runs) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (runs.functions[i] == nullptr) continue;
        llvm::Value* bits = c_.b.CreateAnd(words[i], c_.c64(runs.of[i]));
        c_.when(c_.b.CreateICmpNE(bits, c_.c64(0)), [&] { c_.b.CreateCall(runs.functions[i], {c_.context, bits}); });
    }
}

}  // namespace jianhe::jit
