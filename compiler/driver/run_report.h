#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/output.h>
#include <jianhe/report_writers.h>
#include <jianhe/result.h>

#include "compiler/driver/inputs.h"
#include "compiler/driver/resume_journal.h"

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

// The document that a run writes into the folder of the request; empty where there is no folder, or where each input
// has a document of its own.
std::string report_path(const RunReportRequest& request);

// The writer of one run together with where it writes to. `text` and `json` are one document, report.txt or
// report.jsonl in the folder; a report of the specification is one document an input, `NAME.result.txt`, in folders
// like those of the inputs. A run with a journal can be continued when it ends early.
class RunReport {
public:
    // `info` must outlive the report. The request and the templates were found right before; the error is the
    // machine's.
    static Result<RunReport> open(const RunReportRequest& request, const SpecificationInfo& info);
    // The same with a journal in the folder of the request; `unfinished`: goes on with what that run has left.
    static Result<RunReport> open(const RunReportRequest& request, const SpecificationInfo& info,
                                  const RunIdentity& identity, const std::optional<UnfinishedRun>& unfinished);

    ReportWriter& writer() noexcept { return *writer_; }
    // What was written of the file that has just ended is final; `part` is the summary of this file.
    Result<void> file_done(const Summary& part);
    // A history is about to accept the file at hand, which has this digest.
    Result<void> accepting(const std::string& digest);
    // Without it nothing that was written counts.
    Result<void> close();

private:
    // Where a document of one input was written last.
    struct LastResult {
        std::string folder;
        std::string path;  // below the folder; empty: none was written
    };
    Result<void> open_writer(const RunReportRequest& request, const SpecificationInfo& info, std::uint64_t kept_bytes);
    Result<void> open_own_writer(const RunReportRequest& request, const SpecificationInfo& info);

    using Clock = std::chrono::steady_clock;

    std::optional<ResumeJournal> journal_;
    Clock::time_point synced_ = Clock::now();
    std::unique_ptr<OutputSink> output_;    // null where each input has its own
    ContinuedOutput* continued_ = nullptr;  // output_, where there is a journal
    std::shared_ptr<LastResult> last_result_ = std::make_shared<LastResult>();
    std::unique_ptr<ReportWriter> writer_;
};

}  // namespace jianhe::driver
