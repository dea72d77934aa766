#include "compiler/driver/history_merge.h"

#include <utility>

namespace jianhe::driver {
namespace {

bool has_nothing_to_say(const RecordResult& result) { return result.findings.empty() && result.blocked.empty(); }

void add(std::vector<NotChecked>& entries, Tally& tally) {
    for (NotChecked& entry : entries) ++tally.not_checked[std::move(entry)];
    entries.clear();
}

void take_away(std::vector<NotChecked>& entries, Tally& tally) {
    for (const NotChecked& entry : entries) tally.take_away(entry);
    entries.clear();
}

}  // namespace

HistoryMerge::HistoryMerge(RunHistory& history, const KeyHasher& hasher)
    : history_(history),
      judge_(history.judge()),
      without_(history.judge_without()),
      stands_alone_(history.stands_alone()),
      forecast_(history.make_forecast()),
      replay_(hasher),
      log_(hasher) {
    without_.set_file(&log_);
}

Result<void> HistoryMerge::settle(const Stretch& stretch, StretchOutcome& outcome, const StretchHistory& records,
                                  std::uint64_t first, FileQuestions& file, StretchJudging& judging, RecordSink& sink) {
    file_ = &file;
    next_question_ = 0;
    judging.begin_reading(stretch);
    if (!stands_alone_) outcome.tally.clear_not_checked();
    if (auto fetched = fetch(records); !fetched) return fetched;
    std::uint64_t ordinal = 0;
    for (const Entry& entry : records.entries()) {
        ++ordinal;
        const std::uint64_t position = first + ordinal - 1;
        const bool is_clean = file_agrees(outcome.questions, entry) && entry.is_clean;
        if (is_clean && entry.forecast != nullptr) {
            const auto done =
                history_.leave_as_foreseen(*entry.forecast, records.cells().subspan(entry.first_cell), position);
            if (!done) return done.error();
            if (*done) continue;
        }
        const Record& record = judging.read_again(entry.begin);
        if (is_clean) judge_.check_history(record, result_);
        if (!is_clean || !result_.not_checked.empty()) judge_anew(record, entry, outcome.tally);
        if (auto done = history_.take_effect(record, result_, position); !done) return done;
        report(record, entry, ordinal, sink);
    }
    return {};
}

Result<void> HistoryMerge::fetch(const StretchHistory& records) {
    keys_.clear();
    for (const Entry& entry : records.entries()) {
        if (entry.forecast == nullptr) continue;
        std::size_t at = entry.first_cell;
        for (const Forecast::Question& question : entry.forecast->questions) {
            keys_.push_back({question.relation, question.index, records.cells().subspan(at, question.cells)});
            at += question.cells;
        }
    }
    return history_.fetch(keys_);
}

// Asks the file what the record asked while all is as was taken for granted.
bool HistoryMerge::file_agrees(const std::vector<FileQuestion>& asked, const Entry& entry) {
    if (!stands_alone_) return false;
    replay_.begin(*file_);
    bool agrees = true;
    for (; next_question_ < asked.size() && asked[next_question_].at < entry.end; ++next_question_) {
        // What the rest of its questions would be is not known behind another answer.
        if (!agrees) continue;
        agrees = file_->answer(asked[next_question_]);
        replay_.add(asked[next_question_], agrees);
    }
    return agrees;
}

void HistoryMerge::judge_anew(const Record& record, const Entry& entry, Tally& tally) {
    if (stands_alone_) {
        // What could not be checked of it stands in the tally already.
        log_.begin(asked_again_);
        log_.set_record(entry.begin);
        without_.check(record, before_);
        take_away(before_.not_checked, tally);
    }
    judge_.set_file(stands_alone_ ? static_cast<FileQuestions*>(&replay_) : file_);
    judge_.check(record, result_);
    add(result_.not_checked, tally);
}

void HistoryMerge::report(const Record& record, const Entry& entry, std::uint64_t ordinal, RecordSink& sink) {
    if (!entry.is_clean) return sink.record({ordinal, false, record, result_});
    if (has_nothing_to_say(result_)) return;
    before_.clear();
    before_.orders = entry.orders;
    sink.record({ordinal, true, record, result_, &before_});
}

}  // namespace jianhe::driver
