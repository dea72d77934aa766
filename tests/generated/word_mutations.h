#pragma once

#include <optional>
#include <random>
#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::test {

// Examples of a specification in which single fields are left out, or have a word that a rule or a code set names:
// records that are well formed and meet many rules. The same seed makes the same ones.
class WordMutations {
public:
    // `module` must outlive it, and must have examples.
    WordMutations(const ir::Module& module, std::uint64_t seed);

    // Of any example; mostly another one each time.
    ir::RecordValues next();

private:
    void add_words(std::uint32_t field, const std::vector<ir::WordRange>& ranges);
    std::size_t below(std::size_t count) { return random_() % count; }
    std::optional<std::string> word(std::uint32_t field);

    const ir::Module& module_;
    std::mt19937_64 random_;
    std::vector<std::vector<std::string>> words_;  // by field
};

}  // namespace jianhe::test
