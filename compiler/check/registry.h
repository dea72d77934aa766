#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "compiler/check/context.h"

// How the cells of the registry of result codes are read.
namespace jianhe {

// The words of a cell, each with its place.
std::vector<dsl::Name> words_of(const Context& context, const dsl::Name& cell);

// `notice until 1120831; reject_record from 1120901`, or one disposition that holds always. What cannot be read is
// reported and left out.
std::vector<ir::DatedDisposition> read_schedule(Context& context, const dsl::Name& cell);

// Whether the two have a day in common.
bool overlap(const ir::Span& a, const ir::Span& b);

// The status of a code; Unstated where the cell is empty or was reported.
ir::CodeStatus read_status(Context& context, const dsl::Name& cell);

}  // namespace jianhe
