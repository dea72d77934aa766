#include "compiler/jit/llvm/likelihood.h"

#include <algorithm>
#include <cmath>

namespace jianhe::jit {
namespace {

constexpr double kRows = 4;  // of a record, more or less

// How often a field is given where its cell says so; what is seen in uploads, roughly.
double share_of(ir::Mark mark) {
    switch (mark) {
        case ir::Mark::Required: return 0.95;
        case ir::Mark::Optional: return 0.2;
        case ir::Mark::Forbidden: return 0.02;
    }
    return 0;
}

double share_of(const ir::Cell& cell) {
    double sum = share_of(cell.otherwise);
    for (const ir::Cell::Choice& choice : cell.choices) sum += share_of(choice.mark);
    return sum / static_cast<double>(cell.choices.size() + 1);
}

}  // namespace

double share_given(const ir::Module& module, const ir::Field& field) {
    if (field.cells.empty()) return share_of(ir::Mark::Optional);
    double sum = 0;
    for (const ir::CellId cell : field.cells) sum += share_of(module.cells[ir::index_of(cell)]);
    return sum / static_cast<double>(field.cells.size());
}

double Likelihood::of_speaking(const ir::Check& check) const {
    double share = 1;
    for (const std::uint32_t field : needs_.of(check)) share *= share_given(m_, m_.fields[field]);
    Fields reads;
    for (const ir::InstId root : {check.when, check.expect}) {
        if (ir::is_some(root)) needs_.add_reads(root, reads);
    }
    for (const std::uint32_t field : reads) {
        const bool in_rows = m_.segments[plan_.fields[field].segment].repeated();
        share *= in_rows ? of_rows(check, field) : of_word(check, field);
    }
    return share;
}

double Likelihood::of_word(const ir::Check& check, std::uint32_t field) const {
    const std::vector<Word>& words = plan_.fields[field].words;
    if (words.empty()) return 1;
    const auto count = std::count_if(words.begin(), words.end(), [&](const Word& word) {
        return speaking_.may_speak(check, {field, &word, true});
    });
    return static_cast<double>(count) / static_cast<double>(words.size());
}

// Of tests that some row must pass: each passes with one word in so many.
double Likelihood::of_rows(const ir::Check& check, std::uint32_t field) const {
    const FieldPlan& plan = plan_.fields[field];
    double share = 1;
    for (std::uint32_t bit = 0; bit < plan.atoms.size() && !plan.words.empty(); ++bit) {
        if (speaking_.may_speak(check, {field, nullptr, false, bit, false})) continue;
        const auto passing = std::count_if(plan.words.begin(), plan.words.end(),
                                           [&](const Word& word) { return (word.atoms >> bit & 1U) != 0; });
        const double none_of_them = 1 - static_cast<double>(passing) / static_cast<double>(plan.words.size());
        share *= 1 - std::pow(none_of_them, kRows);
    }
    return share;
}

}  // namespace jianhe::jit
