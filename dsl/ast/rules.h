#pragma once

#include <optional>
#include <vector>

#include "dsl/ast/expr.h"
#include "dsl/ast/name.h"

// Rules, and the loops they share with effects: part of the syntax tree (ast.h).
namespace jianhe::dsl {

// notice · reject record · reject order · reject file · notice until 1120831 · reject record from 1120901
// may reject record: what the operator may make of the notice
struct DispositionExpr {
    SourceRange range;
    Name kind;               // notice, record, order or file
    bool is_choice = false;  // `may`
    std::optional<Name> from;
    std::optional<Name> until;
};

// for each order · for each (kind, count) in prescription_count · for each (a, b) in { (x, y), (z, w) }
struct ForEach {
    SourceRange range;
    std::optional<Name> row_name;  // the first form
    std::vector<Name> variables;   // the others
    std::optional<Name> table;
    std::vector<std::vector<Name>> tuples;
};

// when C expect E, each optional (not both absent), with dispositions of its own.
struct Clause {
    SourceRange range;
    std::optional<Expr> when;
    std::optional<Expr> expect;
    std::vector<DispositionExpr> dispositions;
};

// rule R054 at P52 for each order "…" notice … when … expect …
struct RuleDecl {
    SourceRange range;
    std::vector<Name> codes;
    std::vector<Name> targets;  // fields, segments, a name of `dates`, a loop variable
    std::vector<ForEach> loops;
    std::optional<Name> message;
    std::vector<DispositionExpr> dispositions;
    std::optional<Name> switched_by;  // by received_at
    std::vector<Name> supersedes;
    std::vector<Name> needs;
    std::vector<Name> blocks;  // record, or fields
    std::vector<Waiver> waivers;
    std::vector<Clause> clauses;
};

}  // namespace jianhe::dsl
