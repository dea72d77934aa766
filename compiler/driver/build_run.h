#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <jianhe/record_builder.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>

#include "compiler/ir/module.h"

namespace jianhe::driver {

// What came of several requests whose records stand in one upload.
struct BuildRun {
    std::vector<BuildOutcome> outcomes;  // by request
    std::size_t built = 0;
    std::size_t failed = 0;  // refused, or something is missing
};

// Builds them one by one; a record that the file's own rules reject, because of one before it, is refused too. `info`
// must outlive the outcomes.
BuildRun build_all(const ir::Module& module, const SpecificationInfo& info, const Supplied& supplied,
                   const std::vector<BuildRequest>& requests);

// The built records as an upload. The error names a text that cannot stand in it.
Result<std::string> upload_of(const SpecificationInfo& info, const BuildRun& run, TextEncoding encoding);

}  // namespace jianhe::driver
