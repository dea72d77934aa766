#pragma once

#include <string>
#include <vector>

#include "compiler/diff/change.h"
#include "compiler/ir/module.h"

namespace jianhe::diff {

using Dispositions = std::vector<ir::DatedDisposition>;

// Day by day: stronger on some and weaker on none, the other way round, or both. No disposition is the weakest.
Effect effect_of(const Dispositions& before, const Dispositions& after);

// `notice → reject record from 114-01-01 (1140101)`: what stays until the change is left out.
std::string change_text(const Dispositions& before, const Dispositions& after);

// The same dispositions in the same order, on other days.
bool is_redated(const Dispositions& before, const Dispositions& after);

bool is_dated(const Dispositions& dispositions) noexcept;
Disposition strongest(const Dispositions& dispositions) noexcept;

}  // namespace jianhe::diff
