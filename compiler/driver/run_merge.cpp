#include "compiler/driver/run_merge.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

#include <fmt/format.h>

namespace jianhe::driver {
namespace {

// What was added to the counts of findings before.
void take_back(Summary& summary, const Summary& before) {
    summary.notices -= before.notices;
    for (const auto& [finding, count] : before.findings) {
        const auto found = summary.findings.find(finding);
        found->second -= count;
        if (found->second == 0) summary.findings.erase(found);
    }
}

std::string not_kept(const std::string& path, const Error& fault) {
    return fmt::format("{}: {}; nothing of it was kept", path, fault.text);
}

}  // namespace

void SettledRecords::begin(const ReportWriter& writer, const std::string& path) {
    report_.begin(writer, path, std::numeric_limits<std::size_t>::max());
    before_ = {};
    summary_before_.clear();
}

void SettledRecords::record(const JudgedRecord& judged) {
    report_.record(judged);
    if (!judged.corrects) return;
    before_.add(*judged.before);
    summary_before_.add(*judged.before);
}

RunMerge::RunMerge(const SpecificationInfo& info, const RunSettings& settings, const Limits& limits,
                   ReportWriter& report, RunObserver& observer, RunContinuation continuation, const KeySeed& seed,
                   RunHistory* history)
    : info_(info),
      limits_(limits),
      report_(report),
      observer_(observer),
      continuation_(std::move(continuation)),
      history_(history),
      memory_(seed, {}),
      summary_(std::move(continuation_.before)) {
    if (history_ != nullptr) history_merge_.emplace(*history_, memory_.hasher());
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
    if (history_fault_) return end_not_kept(*task.file, not_kept(file_.path, *history_fault_));
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
    file_bytes_ = 0;
    file_ = {};
    counts_ = {};
    file_.path = task.file->input.shown;
    found_.clear();
    no_longer_found_.clear();
    part_ = {};
    memory_.next_file();
    stitcher_.reset();
    if (task.file->source) stitcher_.emplace(info_, limits_, *task.file->source);
    history_fault_.reset();
    if (auto done = report_.begin_file(file_.path); !done) return done;
    return history_ != nullptr && !task.fault ? begin_history(*task.file) : Result<void>{};
}

Result<void> RunMerge::begin_history(OpenFile& file) {
    const auto begun = history_->begin_file({file.known_digest, file_.path, summary_.received_at});
    if (!begun) return end_not_kept(file, fmt::format("{}: {}", file_.path, begun.error().text));
    if (!begun->already) return {};
    const LedgerFile& before = *begun->already;
    file.abandoned = true;
    observer_.message(already_received_text(file_.path, before));
    file_.digest = file.known_digest;
    file_.bytes = file.known_bytes;
    progress_.bytes += file_.bytes;
    file_.verdict = FileVerdict::AlreadyReceived;
    file_.received_before = {before.identity.name, before.identity.received_at};
    return finish_file();
}

Result<void> RunMerge::add_stretch(StretchTask& task, StretchJudging& judging) {
    using Taken = UploadStitcher::Taken;
    progress_.bytes += task.stretch.bytes().size();
    file_bytes_ += task.stretch.bytes().size();
    const Stretch* stretch = &task.stretch;
    Taken taken = stitcher_->take(*stretch, task.outcome);
    if (taken == Taken::Again) {
        stretch = &stitcher_->again();
        task.begin_report(report_, history_merge_ ? history_merge_->forecast() : nullptr);
        task.outcome = judging.judge(*stretch, task.sink());
        taken = stitcher_->take(*stretch, task.outcome);
    }
    if (taken == Taken::Held) return {};
    settled_.begin(report_, file_.path);
    if (!settle(*stretch, task, judging)) return {};
    count(task);
    return write_texts(*stretch, task, judging);
}

// False: nothing that was said of this stretch can be relied on.
bool RunMerge::settle(const Stretch& stretch, StretchTask& task, StretchJudging& judging) {
    if (history_ == nullptr) {
        judging.settle(stretch, task.outcome, memory_, settled_);
    } else {
        const std::uint64_t first = stitcher_->first_record() - 1;
        auto done = history_merge_->settle(stretch, task.outcome, task.history, first, memory_, judging, settled_);
        if (!done) history_fault_ = std::move(done.error());
    }
    return !memory_.error() && !history_fault_;
}

void RunMerge::count(StretchTask& task) {
    RecordCounts counts;
    counts.records = counts.accepted = task.outcome.tally.records;
    counts.orders = task.outcome.tally.orders;
    counts += task.report.counts();
    counts += settled_.report().counts();
    counts -= settled_.before();
    counts_ += counts;
    // Both are in one order, so each place is looked for behind the one before.
    auto place = part_.not_checked.begin();
    for (const auto& [entry, records] : task.outcome.tally.not_checked) {
        while (place != part_.not_checked.end() && place->first < entry) ++place;
        place = part_.not_checked.try_emplace(place, entry, 0);
        place->second += records;
    }
    count_numbered(task.outcome.tally);
    task.report.summary().move_to(found_);
    settled_.report().summary().move_to(found_);
    settled_.summary_before().move_to(no_longer_found_);
    progress_.records += counts.records;
    progress_.rejected += counts.rejected;
}

// What the engine has numbered gets its names when the file ends.
void RunMerge::count_numbered(const Tally& tally) {
    if (tally.by_number.empty()) return;
    if (tally.numbered != numbered_) name_numbered();
    numbered_ = tally.numbered;
    lacking_.resize(tally.by_number.size());
    std::transform(lacking_.begin(), lacking_.end(), tally.by_number.begin(), lacking_.begin(), std::plus<>());
}

void RunMerge::name_numbered() {
    for (std::size_t i = 0; i < lacking_.size(); ++i) {
        if (lacking_[i] != 0) part_.not_checked[(*numbered_)[i]] += lacking_[i];
    }
    lacking_.clear();
}

// Both lists go by the ordinal; what was judged again holds.
Result<void> RunMerge::write_texts(const Stretch& stretch, StretchTask& task, StretchJudging& judging) {
    StretchReport& report = task.report;
    const auto settled = settled_.report().entries();
    auto again = settled.begin();
    while (true) {
        for (const StretchReport::Entry& entry : report.entries()) {
            for (; again != settled.end() && again->ordinal < entry.ordinal; ++again) {
                if (auto done = write(*again); !done) return done;
            }
            const bool is_corrected = again != settled.end() && again->ordinal == entry.ordinal;
            if (auto done = write(is_corrected ? *again++ : entry); !done) return done;
        }
        if (!report.is_cut()) break;
        task.begin_rest(history_merge_ ? history_merge_->forecast() : nullptr);
        judging.judge(stretch, task.sink());
    }
    for (; again != settled.end(); ++again) {
        if (auto done = write(*again); !done) return done;
    }
    return {};
}

Result<void> RunMerge::write(const StretchReport::Entry& entry) {
    if (entry.text.bytes.empty()) return {};
    return report_.record(stitcher_->first_record() + entry.ordinal - 1, entry.text);
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
    bool refused = counts_.refusing != 0;
    for (const EnvelopeFault& fault : *faults) {
        observer_.message(fmt::format("{}:{}: {}", file_.path, fault.line, fault.text));
        refused = refused || fault.refuses;
    }
    file_.bytes = file.source->bytes();
    progress_.bytes += file_.bytes - std::min(file_.bytes, std::exchange(file_bytes_, 0));
    file_.digest = file.digest.finish();
    if (history_ != nullptr && file_.digest != file.known_digest) {
        return end_unreadable(file, fmt::format("cannot read {}: it changed while it was being read", file_.path));
    }
    file_.findings = findings_of(*faults, info_);
    if (history_ != nullptr) {
        // A file that leaves nothing is not remembered, so that it may come again on another day.
        if (refused || counts_.rejected == counts_.records) {
            history_->abandon_file();
        } else {
            if (history_->accepts() && continuation_.file_accepting) {
                if (auto told = continuation_.file_accepting(file_.digest); !told) return told;
            }
            if (auto kept = history_->keep_file(); !kept)
                return end_unreadable(file, not_kept(file_.path, kept.error()));
        }
    }
    set_counts(file_, counts_);
    file_.verdict = verdict_of(file_, refused);
    return finish_file();
}

// The ledger failed; the file itself could be read.
Result<void> RunMerge::end_not_kept(OpenFile& file, std::string_view why) {
    file_.digest = file.known_digest;
    file_.bytes = file.known_bytes;
    return end_unreadable(file, why);
}

// The machine failed this file: said at once, and counted.
Result<void> RunMerge::end_unreadable(OpenFile& file, std::string_view why) {
    file.abandoned = true;
    if (history_ != nullptr) history_->abandon_file();
    observer_.message(why);
    ++part_.unreadable_files;
    set_counts(file_, counts_);
    file_.verdict = FileVerdict::Refused;
    return finish_file();
}

Result<void> RunMerge::finish_file() {
    is_open_ = false;
    name_numbered();
    found_.move_to(part_);
    Summary before;
    no_longer_found_.move_to(before);
    take_back(part_, before);
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
