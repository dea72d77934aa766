#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/driver/coverage.h"
#include "compiler/ir/module.h"

namespace jianhe::driver {

struct ExampleFailure {
    ir::Location location;
    std::string label;                  // of the example, or the declared record it changes
    std::vector<std::string> problems;  // `F02:E7 was not found`
};

struct ExampleRun {
    std::size_t count = 0;
    std::vector<ExampleFailure> failures;  // in the order of the specification
    Coverage coverage;
};

// Judges every example of a specification by the interpreter and compares with what the example says.
ExampleRun run_examples(const ir::Module& module);

}  // namespace jianhe::driver
