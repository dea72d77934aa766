#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/limits.h>
#include <jianhe/report.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/validator.h>

#include "compiler/driver/inputs.h"

namespace jianhe::driver {

// Told of a run while it lasts. What it is told holds no value of a private field.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    // A file that could not be read, and where in a file its envelope is broken.
    virtual void message(std::string_view text) = 0;
    struct Progress {
        std::uint64_t files = 0;
        std::uint64_t records = 0;
        std::uint64_t bytes = 0;
    };
    // Called often; it should be cheap.
    virtual void progress(const Progress& progress) = 0;
};

// What a run was made with; the summary repeats it.
struct RunSettings {
    RunSettings(DateTime at) : received_at(at) {}  // NOLINT(google-explicit-constructor): all that most runs need

    DateTime received_at;
    std::vector<std::string> masters{};  // that were given
    std::vector<std::string> raised{};   // codes whose notices count as rejections
};

// Reads every input, judges its records and writes the report. A file that cannot be read to its end is refused and
// counted as unreadable, and the others go on; so is one whose keys could not be remembered because the disk is full.
// The error is that the report could not be written.
Result<Summary> validate_run(const std::vector<Input>& inputs, const SpecificationInfo& info, Validator& validator,
                             const RunSettings& settings, RunListener& report, RunObserver& observer,
                             const Limits& limits = {});

}  // namespace jianhe::driver
