#pragma once

#include <string>

#include "dsl/ast/ast.h"

namespace jianhe::dsl {

// The part of ast_printer.h that shows relations and effects. Private to this folder.
void print_relation(std::string& out, const RelationDecl& decl);
// Its loops are printed by the caller, behind this line.
void print_effect_head(std::string& out, const EffectDecl& decl);
void print_effect_actions(std::string& out, const EffectDecl& decl);

}  // namespace jianhe::dsl
