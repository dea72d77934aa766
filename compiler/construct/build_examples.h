#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record_builder.h>

#include "compiler/ir/module.h"

// Examples of constructions, for tests and documentation.
namespace jianhe {

// A buffer as the device would return it: its parts in the wire encoding, everything else blank.
std::string buffer_bytes(const ir::Module& module, const ir::BuildExample::Given& given);

// What the caller of an example hands over.
BuildRequest request_of(const ir::Module& module, const ir::BuildExample& example);

// Builds it. Given values that the example does not say come from the specification's `example` expressions, asked of
// the record.
void build_example(const ir::Module& module, const ir::BuildExample& example, BuildOutcome& outcome);

// In what the outcome differs from what the example promises; empty: in nothing.
std::vector<std::string> problems_of(const ir::Module& module, const ir::BuildExample& example,
                                     const BuildOutcome& outcome);

std::string_view to_string(ir::BuildExample::Result result) noexcept;  // built, kept, needs, refused

}  // namespace jianhe
