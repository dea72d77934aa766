#pragma once

#include "compiler/ir/module.h"
#include "compiler/jit/needs.h"
#include "compiler/jit/plan.h"
#include "compiler/jit/speaking.h"

// How often things stand in uploads, as far as a specification lets expect it. It decides what is tried first and what
// stands together, and never what is found.
namespace jianhe::jit {

// The share of records, or of rows, in which a field is given, of all columns of its presence table alike.
double share_given(const ir::Module& module, const ir::Field& field);

class Likelihood {
public:
    // All three must outlive it; the words of the plan's fields are filled.
    Likelihood(const ir::Module& module, const Plan& plan, const Needs& needs)
        : m_(module), plan_(plan), needs_(needs), speaking_(module, plan, needs) {}

    // The share of records of which a check can say anything: its fields are given, and their words are such as its
    // conditions want, of all words of a field alike.
    double of_speaking(const ir::Check& check) const;

private:
    double of_word(const ir::Check& check, std::uint32_t field) const;
    double of_rows(const ir::Check& check, std::uint32_t field) const;

    const ir::Module& m_;
    const Plan& plan_;
    const Needs& needs_;
    Speaking speaking_;
};

}  // namespace jianhe::jit
