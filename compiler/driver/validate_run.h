#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include <jianhe/bulk.h>
#include <jianhe/limits.h>
#include <jianhe/report.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>

#include "compiler/driver/inputs.h"
#include "compiler/driver/run_history.h"
#include "compiler/driver/run_observer.h"
#include "compiler/driver/run_settings.h"

namespace jianhe::driver {

// For a run that goes on with one before it, or that another may go on with.
struct RunContinuation {
    std::size_t first_input = 0;  // those before it are finished
    Summary before;               // of these
    // Told after each file what it adds to the summary; an error ends the run. May be empty.
    std::function<Result<void>(const Summary& part)> file_done;
    // Told before a history accepts the file with this digest; an error ends the run. May be empty.
    std::function<Result<void>(const std::string& digest)> file_accepting;
};

// Reads every input piece by piece, judges its records on several threads and writes the report, which has the same
// bytes however many threads there are, whatever the pieces are and whichever engine judges (docs/bulk.md). A file that
// cannot be read to its end is refused and counted as unreadable, and the others go on; so is one whose keys could not
// be remembered because the disk is full. The error is that the report could not be written.
//
// `info`, the engine and what it was made with are shared by the threads; the report and the observer are called by one
// thread at a time.
Result<Summary> validate_run(const std::vector<Input>& inputs, const SpecificationInfo& info, BulkEngine& engine,
                             const RunSettings& settings, ReportWriter& report, RunObserver& observer,
                             RunContinuation continuation = {}, const Limits& limits = {});
// With a history: records are asked in their order, file after file, what they ask of it, and take effect. A file that
// was accepted before is not judged; one at which the ledger fails is refused, counted as unreadable and leaves
// nothing. Files are read twice, since their digests are wanted first. `history` is used by one thread at a time.
Result<Summary> validate_run(const std::vector<Input>& inputs, const SpecificationInfo& info, BulkEngine& engine,
                             RunHistory& history, const RunSettings& settings, ReportWriter& report,
                             RunObserver& observer, RunContinuation continuation = {}, const Limits& limits = {});

}  // namespace jianhe::driver
