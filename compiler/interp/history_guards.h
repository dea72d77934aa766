#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe {

// What decides on which questions a record asks the history and on which effects it has, as long as no key that it asks
// for is known: the contents of few fields. Either of what is asked once of a record, or of what is asked at each row
// of one segment.
struct HistoryGuards {
    ir::SegmentId row = ir::kNone<ir::SegmentId>;  // none: asked once
    std::vector<ir::CheckId> checks;
    std::vector<const ir::Effect*> effects;
    std::vector<ir::FieldId> contents;  // whose contents decide; sorted, each there once
    std::vector<ir::FieldId> states;    // of which it decides only whether they hold a value; likewise, and no others
    // False: more decides than contents of fields, so that nothing can be said beforehand.
    bool is_complete = true;
};

// Of all that asks or changes the history: first what is asked once, then by segment.
std::vector<HistoryGuards> history_guards(const ir::Module& module);

}  // namespace jianhe
