#pragma once

#include <vector>

#include "compiler/ir/module.h"
#include "dsl/ast/ast.h"
#include "dsl/source/source.h"

namespace jianhe::lint {

// Where the parts of a module stand in the text. The IR keeps lines only, and a rule is many checks.
class Written {
public:
    Written(const ir::Module& module, const dsl::Specification& tree, const dsl::SourceSet& sources);

    // The declaration a rule came from; null: it came from no `rule`.
    const dsl::RuleDecl* rule(ir::RuleId id) const { return rules_[ir::index_of(id)]; }
    // The clause a check came from; its codes where the clause cannot be told.
    dsl::SourceRange clause(ir::CheckId id) const { return clauses_[ir::index_of(id)]; }

private:
    void add_clauses(const ir::Module& module, const ir::Rule& rule, const dsl::RuleDecl& decl,
                     const dsl::SourceFile& file);

    std::vector<const dsl::RuleDecl*> rules_;  // by RuleId
    std::vector<dsl::SourceRange> clauses_;    // by CheckId
};

// Where a check stands, as a finding would name it: the tag of a field or segment, the name of a chosen date.
const std::string& place_of(const ir::Module& module, const ir::Check& check);

}  // namespace jianhe::lint
