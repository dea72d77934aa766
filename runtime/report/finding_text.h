// One finding as people and the authority write it.
#pragma once

#include <string>

#include <jianhe/finding.h>

#include "runtime/report/printable.h"

namespace jianhe::detail {

// `F02`, or `R05[1]` for a field of the first row.
inline std::string field_with_row(const Finding& finding) {
    std::string text = printable(finding.field);
    if (finding.place.row != 0) text.append("[").append(std::to_string(finding.place.row)).append("]");
    return text;
}

}  // namespace jianhe::detail
