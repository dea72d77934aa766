#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace jianhe {

// Puts the clauses that derive behind those that derive what their values read; clauses of one field keep their order
// and stand together. Reports a field that follows from itself.
void order_derives(Context& context, const dsl::BuildDecl& decl, std::vector<ir::BuildClause>& clauses);

}  // namespace jianhe
