// The part of Checks that runs what has been selected.

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

#include "compiler/jit/llvm/checks.h"
#include "compiler/jit/llvm/selection.h"

namespace jianhe::jit {
namespace {

// How many checks, whose shares of being selected are given, are best passed by with one branch when none of them is:
// as many as cost the fewest branches each.
std::size_t count_together(std::span<const double> shares) {
    constexpr double kLeast = 0.03;        // nothing is known so well that it could be said to be rarer
    constexpr double kCommonBranch = 1.4;  // its bits are a constant that must be loaded
    std::size_t best = 1;
    double least = 1;
    double none = 1;
    for (std::size_t count = 1; count <= shares.size(); ++count) {
        none *= 1 - std::max(shares[count - 1], kLeast);
        const double each = (kCommonBranch + (1 - none) * static_cast<double>(count)) / static_cast<double>(count);
        if (count == 1 || each >= least) continue;
        best = count;
        least = each;
    }
    return best;
}

}  // namespace

void Checks::write_runs(const std::string& name, const std::vector<std::uint32_t>& checks, const Selection& selection,
                        Mode mode, Runs& runs) {
    for (std::size_t word = 0; word < runs.of.size(); ++word) {
        if (runs.of[word] == 0) continue;
        const std::span<const std::uint32_t> of_word = std::span(checks).subspan(word * 64);
        runs.functions[word] = write_run(name + "_" + std::to_string(word), of_word, runs.of[word], selection, mode);
    }
}

// Runs those checks of one word of a selection that are in `of`. Each is asked by a branch of its own, whose habits a
// processor learns; some of which none is selected are passed by together, so those that are selected most often stand
// in front, one beside the other.
llvm::Function* Checks::write_run(const std::string& name, std::span<const std::uint32_t> checks, std::uint64_t of,
                                  const Selection& selection, Mode mode) {
    // Few are selected, so that their code stands apart; were it said that hardly any is, LLVM would not put short ones
    // in place.
    constexpr double kSelected = 0.05;
    const Code::Aside aside(c_);
    std::vector<llvm::Function*>& bodies = mode == Mode::Clean ? clean_bodies_ : exact_bodies_;
    llvm::Function* function = c_.begin_function(name, c_.b.getVoidTy(), {c_.i64()});
    c_.keep_apart(function, false);
    llvm::Value* selected = function->getArg(1);
    const auto has = [&](std::uint64_t bits) {
        return c_.b.CreateICmpNE(c_.b.CreateAnd(selected, c_.c64(bits)), c_.c64(0));
    };
    std::vector<std::uint64_t> by_likelihood;  // a bit each
    for (std::uint64_t left = of; left != 0; left &= left - 1) by_likelihood.push_back(left & (~left + 1));
    const auto check_of = [&](std::uint64_t bit) { return checks[static_cast<std::size_t>(std::countr_zero(bit))]; };
    std::stable_sort(by_likelihood.begin(), by_likelihood.end(), [&](std::uint64_t a, std::uint64_t b) {
        return likelihood_[check_of(a)] > likelihood_[check_of(b)];
    });
    std::vector<double> shares;
    for (const std::uint64_t bit : by_likelihood) shares.push_back(likelihood_[check_of(bit)]);
    for (std::size_t first = 0; first < by_likelihood.size();) {
        const std::size_t count = count_together(std::span(shares).subspan(first));
        const auto some = std::span(by_likelihood).subspan(first, count);
        first += count;
        const std::uint64_t together = std::accumulate(some.begin(), some.end(), std::uint64_t{0}, std::bit_or<>());
        llvm::BasicBlock* next_ones = c_.block("next_ones");
        if (count > 1 && together != of) c_.only_if(has(together), next_ones);
        for (const std::uint64_t bit : some) {
            const std::uint32_t check = check_of(bit);
            llvm::Function*& body = bodies[check];
            if (body == nullptr) body = write_body(check, mode == Mode::Clean ? clean_ : exact_);
            llvm::BasicBlock* next = c_.block("next");
            llvm::BasicBlock* is_selected = c_.block("is_selected");
            c_.go_by_share(has(bit), is_selected, next, kSelected);
            c_.go_to(is_selected);
            if (mode == Mode::Clean) {
                if (const auto source = source_that_decides(check, selection))
                    leave_without_source(check, *source, next);
            }
            c_.b.CreateCall(body, {c_.context});
            c_.go(next);
            c_.go_to(next);
        }
        c_.go(next_ones);
        c_.go_to(next_ones);
    }
    c_.b.CreateRetVoid();
    return function;
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
