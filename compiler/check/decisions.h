#pragma once

#include <optional>
#include <vector>

#include "compiler/check/context.h"

namespace jianhe {

// The condition of one cell, as an expression about `read`; none for `*`.
std::optional<dsl::Expr> cell_condition(const Context& context, const dsl::DecisionCell& cell, const dsl::Expr& read);

// Whether the row is `others`: it holds where no other row does.
bool is_others(const dsl::DecisionRow& row);

// The days on which a row holds; reports dates that are none.
ir::Span span_of(Context& context, const dsl::DecisionRow& row);

// Checks the rows of a decision table and reports gaps and overlaps.
void check_decision(Context& context, const dsl::TableDecl& decl);

}  // namespace jianhe
