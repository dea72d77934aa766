#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/check/context.h"

// What the parts of the checker that know relations share.
namespace jianhe {

// What keeps texts of this field comparable when they are hidden: its type where persons or visits are hidden by it,
// else its own tag. Empty: the field is not private.
std::string private_domain(const ir::Module& module, ir::FieldId field);
std::string private_domain(const ir::Module& module, ir::FieldType type);

// The look-up by these columns, in whatever order; none after a report.
std::optional<ir::LookUpId> find_look_up(Context& context, ir::RelationId relation, std::vector<std::uint32_t> columns,
                                         dsl::SourceRange range);
// The one look-up of a life cycle.
ir::LookUpId life_cycle_look_up(const ir::Module& module, ir::RelationId relation);

}  // namespace jianhe
