#pragma once

#include "compiler/docgen/html.h"
#include "compiler/ir/history.h"

namespace jianhe::docgen {

// The states of a life cycle as boxes in a line, and an arrow for each change, named by the events that lead to it:
// forward above the boxes, back below them. An SVG inside the page.
void add_life_cycle_picture(Html& html, const ir::Relation& relation);

}  // namespace jianhe::docgen
