#pragma once

#include <vector>

#include <jianhe/limits.h>
#include <jianhe/report.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/validator.h>

#include "compiler/driver/inputs.h"
#include "compiler/driver/run_history.h"
#include "compiler/driver/run_observer.h"
#include "compiler/driver/run_settings.h"

namespace jianhe::driver {

// As validate_run, slowly and obviously: one file after the other, held in memory as a whole, read by the reference
// reader. It judges the bulk path, and serves those who need the records themselves. A file that is larger than the
// limit is refused.
Result<Summary> reference_run(const std::vector<Input>& inputs, const SpecificationInfo& info, Validator& validator,
                              const RunSettings& settings, RunListener& report, RunObserver& observer,
                              const Limits& limits = {});
// With a history, whose validator judges. A file that was accepted before is not judged again; the observer is told.
Result<Summary> history_run(const std::vector<Input>& inputs, const SpecificationInfo& info, RunHistory& history,
                            const RunSettings& settings, RunListener& report, RunObserver& observer,
                            const Limits& limits = {});

}  // namespace jianhe::driver
