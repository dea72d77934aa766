#include "compiler/interp/blocked_places.h"

#include <algorithm>
#include <utility>

namespace jianhe {

// A rule at one row blocks fields of its row; one that stands outside of rows, or in rows of another segment, blocks
// the field wherever it stands.
void BlockedPlaces::add(const ir::Module& module, const ir::Check& check, std::uint32_t row, const std::string& by) {
    for (const ir::FieldId field : module.rules[ir::index_of(check.rule)].blocks) {
        const bool same_row = ir::is_some(check.row) && module.field(field).segment == check.row;
        places_.push_back({field, same_row ? row : Place::kEveryRow, by});
    }
}

void BlockedPlaces::sort() { std::sort(places_.begin(), places_.end()); }

const BlockedPlaces::Place* BlockedPlaces::find_place(ir::FieldId field, std::uint32_t row) const {
    for (const std::uint32_t at : {row, Place::kEveryRow}) {
        const auto found = std::lower_bound(places_.begin(), places_.end(), std::pair{field, at},
                                            [](const Place& place, const auto& wanted) {
                                                return std::pair{place.field, place.row} < wanted;
                                            });
        if (found != places_.end() && found->field == field && found->row == at) return &*found;
    }
    return nullptr;
}

}  // namespace jianhe
