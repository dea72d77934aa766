#pragma once

#include "compiler/ir/module.h"
#include "dsl/ast/ast.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::lint {

// Warns of what is allowed and probably not meant: rules that never fire, sets that nothing uses, examples that prove
// nothing (docs/language.md §16). `module` is what check_specification made of `tree` without an error, and `sources`
// holds the texts of both. A waiver in the tree silences a lint; one that silences nothing is reported. Pure but for
// the emitter; nothing is kept.
void lint(const ir::Module& module, const dsl::Specification& tree, const dsl::SourceSet& sources,
          dsl::Emitter& emitter);

}  // namespace jianhe::lint
