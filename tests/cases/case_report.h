#pragma once

#include <string>

#include <jianhe/finding.h>

namespace jianhe::test {

// All that an engine said of one record, for people to read:
//   WEIGHT[2] reject_order: T01 F02
//   blocked by WEIGHT: F03 T03
//   not checked without today: T04
//   accepted_in_part, 2 rows
// Findings keep their order; those that follow each other at one place with one disposition share a line.
std::string describe(const RecordResult& result);

}  // namespace jianhe::test
