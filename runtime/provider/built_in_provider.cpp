#include "runtime/provider/visit_id_provider.h"

namespace jianhe {

std::shared_ptr<const Provider> find_built_in_provider(std::string_view name, std::span<const std::string> part_names) {
    if (name == "visit_id_composition") return detail::make_visit_id_provider(part_names);
    return nullptr;
}

}  // namespace jianhe
