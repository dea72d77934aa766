#pragma once

#include <memory>
#include <string>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/output.h>
#include <jianhe/report_writers.h>
#include <jianhe/result.h>

#include "compiler/driver/inputs.h"

namespace jianhe::driver {

struct RunReportRequest {
    std::string format = "text";  // text, json, or a report that the specification declares
    std::string folder;           // where it is written; empty: standard output
    Colours colours = Colours::Off;
    DateTime received_at;
    ReportOptions options;
};

// Whether a run with these inputs can be reported so; the error is the caller's mistake and says what to do instead.
Result<void> check_request(const RunReportRequest& request, const SpecificationInfo& info,
                           const std::vector<Input>& inputs);

// Whether the templates of the specification's reports can be used; the error is their author's.
Result<void> check_templates(const SpecificationInfo& info);

// The writer of one run together with where it writes to. `text` and `json` are one document, report.txt or
// report.jsonl in the folder; a report of the specification is one document an input, `NAME.result.txt`, in folders
// like those of the inputs.
class RunReport {
public:
    // `info` must outlive the report. The request and the templates were
    // found right before; the error is the machine's.
    static Result<RunReport> open(const RunReportRequest& request, const SpecificationInfo& info);

    ReportWriter& writer() noexcept { return *writer_; }
    // Without it nothing that was written counts.
    Result<void> close();

private:
    std::unique_ptr<OutputSink> output_;  // null where each input has its own
    std::unique_ptr<ReportWriter> writer_;
};

}  // namespace jianhe::driver
