// The built-in provider `visit_id_composition`; private to runtime/provider.
#pragma once

#include <memory>
#include <span>
#include <string>

#include <jianhe/provider.h>

namespace jianhe::detail {

std::shared_ptr<const Provider> make_visit_id_provider(std::span<const std::string> part_names);

}  // namespace jianhe::detail
