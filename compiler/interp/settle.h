#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <jianhe/finding.h>

#include "compiler/ir/module.h"

// What every engine does once it knows which checks fired: dispositions by day, who speaks, order.
namespace jianhe {

// A place in the record, and the finding of a check that fired there.
struct Fired {
    ir::CheckId check;
    Finding finding;
};

Date day_of(std::int64_t content, ir::Type type) noexcept;

// The disposition that holds on the deciding day; none: the rule is silent on that day. Without a usable day the
// mildest one holds, because nothing says that the stronger one does. `raised`: codes whose notices count as the
// rule's `may reject` says.
std::optional<Disposition> disposition_on(const ir::Module& module, const ir::Check& check, std::optional<Date> day,
                                          const std::set<std::string, std::less<>>& raised);

Place place_of(const ir::Module& module, ir::FieldId field, std::uint32_t row) noexcept;
Place place_of(ir::SegmentId segment) noexcept;

// The finding of a check that fired; `field` is none where it stands at a segment.
Finding finding_of(const ir::Module& module, const ir::Check& check, ir::FieldId field, std::uint32_t row,
                   Disposition disposition);
// Of a built-in check of a field, and of a segment with too few or too many rows.
Finding finding_of(const ir::Module& module, ir::FieldId field, std::uint32_t row, ir::FieldRole role);
Finding finding_of_rows(const ir::Module& module, ir::SegmentId segment);

// Who speaks (docs/language.md §8), then one finding a code and place, in reporting order, into `findings`.
// `built_in` yields to what fired at the same place, `structural` never does. All three are used up.
void settle(const ir::Module& module, std::vector<Fired>& fired, std::vector<Finding>& built_in,
            std::vector<Finding>& structural, std::vector<Finding>& findings);

}  // namespace jianhe
