#pragma once

#include <string>

#include <jianhe/report_writers.h>

namespace jianhe::detail {

// The last block of the report for people: counts, the most frequent findings, what was not checked and why, and by
// which specification and time it was judged.
std::string summary_text(const SpecificationInfo& info, const Summary& summary, Colours colours);

}  // namespace jianhe::detail
