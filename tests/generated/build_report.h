#pragma once

#include <string>

#include <jianhe/record_builder.h>

namespace jianhe::test {

// All that a builder said, and all that it filled in, for people to read and to compare whole outcomes.
std::string describe(const BuildOutcome& outcome);

// All that a request holds.
std::string describe(const BuildRequest& request);

std::string describe(const BuilderDescription& description);

}  // namespace jianhe::test
