#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/module.h"

// Whether an expression of the new specification is true (or its value greater) more often than one of the old.
namespace jianhe::diff {

enum class Direction : std::uint8_t { Same, Up, Down, Unclear };
Direction reversed(Direction direction) noexcept;
Direction combined(Direction a, Direction b) noexcept;

// What can be told from the shape: conditions added or left out, sets grown or shrunk, limits moved; whatever else
// differs is unclear. Named sets are compared by name: what changes in them is a difference of its own.
Direction direction(const ir::Module& old_module, ir::InstId old_id, const ir::Module& new_module, ir::InstId new_id);

// Up: every old member is a member still, and there are more.
Direction direction(const std::vector<ir::WordRange>& old_members, const std::vector<ir::WordRange>& new_members);

}  // namespace jianhe::diff
