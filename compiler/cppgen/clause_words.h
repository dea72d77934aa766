#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::cppgen {

// What a clause gives, as written: "1", "M11 followed by 0000", "position of order padded 3"; empty: nothing.
std::string value_words(const ir::BuildClause& clause);

// The whole clause on a line, as a specification has it: "derive  D01 := M11 for each order".
std::string clause_words(const ir::Module& module, const ir::BuildClause& clause);

// All clauses of a construction; what one line of the specification asks for stands on one line.
std::vector<std::string> clause_lines(const ir::Module& module, const ir::Construction& construction);

}  // namespace jianhe::cppgen
