#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/file_memory.h>
#include <jianhe/limits.h>
#include <jianhe/report.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>
#include <jianhe/summary_counts.h>
#include <jianhe/upload_stream.h>

#include "compiler/driver/file_counts.h"
#include "compiler/driver/history_merge.h"
#include "compiler/driver/run_history.h"
#include "compiler/driver/run_observer.h"
#include "compiler/driver/run_settings.h"
#include "compiler/driver/stretch_queue.h"
#include "compiler/driver/stretch_report.h"
#include "compiler/driver/validate_run.h"

namespace jianhe::driver {

// Records that were judged again with what their file answered.
class SettledRecords final : public RecordSink {
public:
    void begin(const ReportWriter& writer, const std::string& path);
    void record(const JudgedRecord& judged) override;

    StretchReport& report() noexcept { return report_; }
    // What was counted before of the same records and no longer holds.
    const RecordCounts& before() const noexcept { return before_; }
    SummaryCounts& summary_before() noexcept { return summary_before_; }

private:
    StretchReport report_;
    RecordCounts before_;
    SummaryCounts summary_before_;
};

// Puts judged stretches together in their order: answers what their records ask of their file and of the history,
// counts, and writes the report. One thread at a time.
class RunMerge {
public:
    // `history` may be null.
    RunMerge(const SpecificationInfo& info, const RunSettings& settings, const Limits& limits, ReportWriter& report,
             RunObserver& observer, RunContinuation continuation, const KeySeed& seed, RunHistory* history);

    // What the judges digest keys with.
    const KeyHasher& hasher() const noexcept { return memory_.hasher(); }

    // The tasks of all files in the order of their sequence. `judging` is free meanwhile, for what must be judged
    // again. The error ends the run.
    Result<void> add(StretchTask& task, StretchJudging& judging);
    // After the last task.
    Result<Summary> finish();

private:
    Result<void> begin_file(const StretchTask& task);
    Result<void> begin_history(OpenFile& file);
    bool settle(const Stretch& stretch, StretchTask& task, StretchJudging& judging);
    Result<void> add_stretch(StretchTask& task, StretchJudging& judging);
    void count(StretchTask& task);
    void count_numbered(const Tally& tally);
    void name_numbered();
    Result<void> write_texts(const Stretch& stretch, StretchTask& task, StretchJudging& judging);
    Result<void> write(const StretchReport::Entry& entry);
    Result<void> end_file(OpenFile& file);
    Result<void> end_not_kept(OpenFile& file, std::string_view why);
    Result<void> end_unreadable(OpenFile& file, std::string_view why);
    Result<void> finish_file();

    const SpecificationInfo& info_;
    Limits limits_;
    ReportWriter& report_;
    RunObserver& observer_;
    RunContinuation continuation_;
    RunHistory* history_;
    FileMemory memory_;  // what the file at hand was asked about all its records
    std::optional<HistoryMerge> history_merge_;
    Summary summary_;
    RunObserver::Progress progress_;

    // Of the file at hand.
    std::optional<UploadStitcher> stitcher_;
    bool is_open_ = false;
    std::uint64_t file_bytes_ = 0;  // that progress_ has
    FileResult file_;
    RecordCounts counts_;
    SummaryCounts found_;
    SummaryCounts no_longer_found_;  // what is to be taken back of them
    Summary part_;
    const std::vector<NotChecked>* numbered_ = nullptr;  // the engine's
    std::vector<std::uint64_t> lacking_;                 // of them, so many records of the file
    SettledRecords settled_;                             // of the stretch at hand
    std::optional<Error> history_fault_;
};

}  // namespace jianhe::driver
