#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diff/dispositions.h"
#include "compiler/ir/module.h"

namespace jianhe::diff {

// One check with what its rule says besides, in words: the unit that rules are compared by.
struct ClauseView {
    const ir::Check* check = nullptr;
    std::string when;
    std::string expect;
    std::string besides;      // "supersedes R9, blocks record"
    std::string switched_by;  // the day that decides on dated dispositions

    std::string text() const;      // "when P12 = 4 expect P52 = LOST"
    std::string location() const;  // "30-rules.rules:12"
};

// Where checks stand: code, place. A code at a place may have several clauses.
using ClauseKey = std::pair<std::string, std::string>;
std::map<ClauseKey, std::vector<ClauseView>> clauses_of(const ir::Module& module);

// Clauses of the same code at the same place that belong together; the rest is gone or new. Clauses that are the same
// in all are left out.
struct ClausePairs {
    std::vector<std::pair<const ClauseView*, const ClauseView*>> changed;
    std::vector<const ClauseView*> removed;
    std::vector<const ClauseView*> added;
};
ClausePairs pair_clauses(const std::vector<ClauseView>& before, const std::vector<ClauseView>& after);

}  // namespace jianhe::diff
