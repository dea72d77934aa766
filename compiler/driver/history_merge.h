#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <jianhe/file_keys.h>
#include <jianhe/result.h>
#include <jianhe/upload_stream.h>
#include <jianhe/validator.h>

#include "compiler/driver/run_history.h"
#include "compiler/driver/stretch_history.h"
#include "compiler/interp/interpreter.h"
#include "runtime/scan/question_log.h"

namespace jianhe::driver {

// The history's part of the merge: one record after the other is asked what it asks the history, and takes effect. A
// record of which nothing is to be said without the history is asked nothing else; all others are judged anew as a
// whole, so that what is said of a record is always said by one judge.
class HistoryMerge {
public:
    // `hasher` is that of the file's questions. All must outlive it. One thread.
    HistoryMerge(RunHistory& history, const KeyHasher& hasher);

    // For stretches that are judged by who merges.
    HistoryForecast* forecast() noexcept { return forecast_.get(); }

    // Instead of StretchJudging::settle(), to which `judging` is lent. `first` is the position of the stretch's first
    // record in its file, from 0. Reports to `sink`: records that are clean without the history as corrected where they
    // are not with it, and all others. An error is the ledger's: the file cannot be gone on with.
    Result<void> settle(const Stretch& stretch, StretchOutcome& outcome, const StretchHistory& records,
                        std::uint64_t first, FileQuestions& file, StretchJudging& judging, RecordSink& sink);

private:
    using Entry = StretchHistory::Entry;

    Result<void> fetch(const StretchHistory& records);
    bool file_agrees(const std::vector<FileQuestion>& asked, const Entry& entry);
    void judge_anew(const Record& record, const Entry& entry, Tally& tally);
    void report(const Record& record, const Entry& entry, std::uint64_t ordinal, RecordSink& sink);

    RunHistory& history_;
    Interpreter& judge_;    // with the history
    Interpreter& without_;  // and without it
    bool stands_alone_;
    std::unique_ptr<HistoryForecast> forecast_;
    std::vector<LedgerKey> keys_;
    QuestionReplay replay_;  // what the file has answered about the record at hand
    QuestionLog log_;
    FileQuestions* file_ = nullptr;
    std::size_t next_question_ = 0;
    RecordResult result_;
    RecordResult before_;
    std::vector<FileQuestion> asked_again_;
};

}  // namespace jianhe::driver
