#include "compiler/driver/run_merge.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "compiler/driver/file_counts.h"

namespace jianhe::driver {

RunMerge::RunMerge(const SpecificationInfo& info, const RunSettings& settings, const Limits& limits,
                   ReportWriter& report, RunObserver& observer, RunContinuation continuation, const KeySeed& seed)
    : info_(info),
      limits_(limits),
      report_(report),
      observer_(observer),
      continuation_(std::move(continuation)),
      memory_(seed, {}),
      summary_(std::move(continuation_.before)) {
    summary_.received_at = settings.received_at;
    summary_.masters = settings.masters;
    summary_.raised = settings.raised;
}

Result<void> RunMerge::add(StretchTask& task, StretchJudging& judging) {
    if (task.is_first) {
        if (auto done = begin_file(task); !done) return done;
    }
    if (!is_open_) return {};  // what was read ahead of a file that has ended
    if (task.fault) return end_unreadable(*task.file, task.fault->text);
    if (auto done = add_stretch(task, judging); !done) return done;
    observer_.progress(progress_);
    if (memory_.error()) {
        return end_unreadable(*task.file, fmt::format("{}: {}", task.file->input.shown, memory_.error()->text));
    }
    return stitcher_->finished() || task.is_last ? end_file(*task.file) : Result<void>{};
}

Result<Summary> RunMerge::finish() {
    summary_.add_unchecked(info_);
    if (auto done = report_.end_run(summary_); !done) return done.error();
    return std::move(summary_);
}

Result<void> RunMerge::begin_file(const StretchTask& task) {
    is_open_ = true;
    refused_ = false;
    file_bytes_ = 0;
    file_ = {};
    file_.path = task.file->input.shown;
    part_ = {};
    memory_.next_file();
    stitcher_.reset();
    if (task.file->source) stitcher_.emplace(info_, limits_, *task.file->source);
    return report_.begin_file(file_.path);
}

Result<void> RunMerge::add_stretch(StretchTask& task, StretchJudging& judging) {
    using Taken = UploadStitcher::Taken;
    progress_.bytes += task.stretch.bytes().size();
    file_bytes_ += task.stretch.bytes().size();
    const Stretch* stretch = &task.stretch;
    Taken taken = stitcher_->take(*stretch, task.outcome);
    if (taken == Taken::Again) {
        stretch = &stitcher_->again();
        task.report.clear();
        task.outcome = judging.judge(*stretch, task.report);
        taken = stitcher_->take(*stretch, task.outcome);
    }
    if (taken == Taken::Held) return {};
    settled_.clear();
    judging.settle(*stretch, task.outcome, memory_, settled_);
    if (memory_.error()) return {};  // nothing that was said of this stretch can be relied on
    return report_records(task, task.outcome);
}

Result<void> RunMerge::report_records(const StretchTask& task, const StretchOutcome& outcome) {
    const std::uint64_t rejected_before = file_.rejected;
    file_.records += outcome.tally.records;
    file_.accepted += outcome.tally.records;
    file_.orders += outcome.tally.orders;
    for (const auto& [entry, records] : outcome.tally.not_checked) part_.not_checked[entry] += records;
    // Both lists go by the ordinal; what was judged again holds.
    auto again = settled_.entries().begin();
    const auto again_end = settled_.entries().end();
    for (const StretchReport::Entry& entry : task.report.entries()) {
        for (; again != again_end && again->ordinal < entry.ordinal; ++again) {
            if (auto done = report_record(*again); !done) return done;
        }
        const bool is_corrected = again != again_end && again->ordinal == entry.ordinal;
        if (auto done = report_record(is_corrected ? *again++ : entry); !done) return done;
    }
    for (; again != again_end; ++again) {
        if (auto done = report_record(*again); !done) return done;
    }
    progress_.records += outcome.records;
    progress_.rejected += file_.rejected - rejected_before;
    return {};
}

Result<void> RunMerge::report_record(const StretchReport::Entry& entry) {
    count_record(file_, entry.result);
    refused_ = refused_ || rejects_file(entry.result.findings);
    part_.add(entry.result);
    return report_.record(stitcher_->first_record() + entry.ordinal - 1, entry.record, entry.result);
}

Result<void> RunMerge::end_file(OpenFile& file) {
    file.abandoned = true;
    std::string unreadable;
    {
        const std::lock_guard lock(file.reading);
        if (auto done = file.source->finish(); !done) unreadable = done.error().text;
    }
    if (!unreadable.empty()) return end_unreadable(file, unreadable);
    const auto faults = stitcher_->faults();
    if (!faults) return end_unreadable(file, faults.error().text);
    bool refused = refused_;
    for (const EnvelopeFault& fault : *faults) {
        observer_.message(fmt::format("{}:{}: {}", file_.path, fault.line, fault.text));
        refused = refused || fault.refuses;
    }
    file_.bytes = file.source->bytes();
    progress_.bytes += file_.bytes - std::min(file_.bytes, std::exchange(file_bytes_, 0));
    file_.digest = file.digest.finish();
    file_.findings = findings_of(*faults, info_);
    file_.verdict = verdict_of(file_, refused);
    return finish_file();
}

// The machine failed this file: said at once, and counted.
Result<void> RunMerge::end_unreadable(OpenFile& file, std::string_view why) {
    file.abandoned = true;
    observer_.message(why);
    ++part_.unreadable_files;
    file_.verdict = FileVerdict::Refused;
    return finish_file();
}

Result<void> RunMerge::finish_file() {
    is_open_ = false;
    part_.add(file_);
    if (auto done = report_.end_file(file_); !done) return done;
    if (continuation_.file_done) {
        if (auto done = continuation_.file_done(part_); !done) return done;
    }
    summary_.add(part_);
    ++progress_.files;
    observer_.progress(progress_);
    return {};
}

}  // namespace jianhe::driver
