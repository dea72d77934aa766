#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <jianhe/file_memory.h>
#include <jianhe/limits.h>
#include <jianhe/report.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/upload_stream.h>

#include "compiler/driver/run_observer.h"
#include "compiler/driver/run_settings.h"
#include "compiler/driver/stretch_queue.h"
#include "compiler/driver/validate_run.h"

namespace jianhe::driver {

// Puts judged stretches together in their order: answers what their records ask of their file, counts, and writes the
// report. One thread at a time.
class RunMerge {
public:
    RunMerge(const SpecificationInfo& info, const RunSettings& settings, const Limits& limits, ReportWriter& report,
             RunObserver& observer, RunContinuation continuation, const KeySeed& seed);

    // What the judges digest keys with.
    const KeyHasher& hasher() const noexcept { return memory_.hasher(); }

    // The tasks of all files in the order of their sequence. `judging` is free meanwhile, for what must be judged
    // again. The error ends the run.
    Result<void> add(StretchTask& task, StretchJudging& judging);
    // After the last task.
    Result<Summary> finish();

private:
    Result<void> begin_file(const StretchTask& task);
    Result<void> add_stretch(StretchTask& task, StretchJudging& judging);
    Result<void> report_records(const StretchTask& task, const StretchOutcome& outcome);
    Result<void> report_record(const StretchReport::Entry& entry);
    Result<void> end_file(OpenFile& file);
    Result<void> end_unreadable(OpenFile& file, std::string_view why);
    Result<void> finish_file();

    const SpecificationInfo& info_;
    Limits limits_;
    ReportWriter& report_;
    RunObserver& observer_;
    RunContinuation continuation_;
    FileMemory memory_;  // what the file at hand was asked about all its records
    Summary summary_;
    RunObserver::Progress progress_;

    // Of the file at hand.
    std::optional<UploadStitcher> stitcher_;
    bool is_open_ = false;
    bool refused_ = false;
    std::uint64_t file_bytes_ = 0;  // that progress_ has
    FileResult file_;
    Summary part_;
    StretchReport settled_;  // records of the stretch at hand that were judged again
};

}  // namespace jianhe::driver
