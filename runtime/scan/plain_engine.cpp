#include <algorithm>
#include <utility>
#include <vector>

#include <jianhe/bulk.h>

#include "question_log.h"
#include "runtime/scan/plain_scanner.h"

namespace jianhe {
namespace {

// Says which record asks, which a validator does not know.
class AskingRecord final : public FileQuestions {
public:
    void begin(FileQuestions* asked) noexcept { asked_ = asked; }
    void set_record(std::uint64_t at) noexcept { at_ = at; }

    bool answer(const FileQuestion& question) override {
        FileQuestion asked = question;
        asked.at = at_;
        return asked_->answer(asked);
    }
    const KeyHasher& hasher() const noexcept override { return asked_->hasher(); }

private:
    FileQuestions* asked_ = nullptr;
    std::uint64_t at_ = 0;
};

// What could not be checked of records. Mostly the same of each, so that equal ones are counted before they are put
// into the tally.
class NotCheckedCount {
public:
    void add(std::vector<NotChecked>& entries, Tally& tally) {
        if (entries != entries_) {
            flush(tally);
            entries_.swap(entries);
        }
        ++records_;
    }
    void flush(Tally& tally) {
        if (records_ == 0) return;
        for (const NotChecked& entry : entries_) tally.not_checked[entry] += records_;
        records_ = 0;
    }

private:
    std::vector<NotChecked> entries_;
    std::uint64_t records_ = 0;
};

class PlainJudge final : public StretchJudge {
public:
    PlainJudge(const SpecificationInfo& info, const Limits& limits, std::unique_ptr<Validator> validator)
        : limits_(limits), scanner_(info.layout, limits_), validator_(std::move(validator)), record_(info.layout) {}

    void begin_stretch(TextEncoding encoding, FileQuestions* questions, bool every_record) override {
        scanner_.set_encoding(encoding);
        asking_.begin(questions);
        validator_->set_file(questions == nullptr ? nullptr : &asking_);
        every_ = every_record;
    }

    Stop run(std::string_view stretch, std::size_t& at, Tally& tally) override {
        const Stop stop = run_until_report(stretch, at, tally);
        not_checked_.flush(tally);
        return stop;
    }

    bool run_one(std::string_view stretch, std::size_t& at, std::vector<NotChecked>* not_checked) override {
        record_.clear();
        asking_.set_record(at);
        if (!scanner_.scan(stretch, at, record_)) return false;
        validator_->check(record_, result_);
        if (not_checked != nullptr) not_checked->swap(result_.not_checked);
        result_.not_checked.clear();
        return true;
    }

    const Record& record() const override { return record_; }
    const RecordResult& result() const override { return result_; }

    void check(const Record& record, RecordResult& result) override { validator_->check(record, result); }

private:
    Stop run_until_report(std::string_view stretch, std::size_t& at, Tally& tally) {
        for (;;) {
            at = std::min(stretch.find_first_not_of(" \t\r\n", at), stretch.size());
            if (at == stretch.size()) return Stop::End;
            record_.clear();
            asking_.set_record(at);
            if (!scanner_.scan(stretch, at, record_)) return Stop::Unusual;
            validator_->check(record_, result_);
            not_checked_.add(result_.not_checked, tally);
            result_.not_checked.clear();
            if (every_ || !result_.findings.empty() || !result_.blocked.empty()) return Stop::Report;
            ++tally.records;
            tally.orders += result_.orders;
        }
    }

    Limits limits_;
    PlainScanner scanner_;
    std::unique_ptr<Validator> validator_;
    AskingRecord asking_;
    Record record_;
    RecordResult result_;
    NotCheckedCount not_checked_;
    bool every_ = false;
};

class PlainEngine final : public BulkEngine {
public:
    PlainEngine(const SpecificationInfo& info, std::function<std::unique_ptr<Validator>()> make, const Limits& limits)
        : info_(info), make_(std::move(make)), limits_(limits) {}

    std::unique_ptr<StretchJudge> make_judge() override {
        return std::make_unique<PlainJudge>(info_, limits_, make_());
    }
    std::uint32_t generation() const noexcept override { return 0; }

private:
    const SpecificationInfo& info_;
    std::function<std::unique_ptr<Validator>()> make_;
    Limits limits_;
};

}  // namespace

std::unique_ptr<BulkEngine> make_plain_engine(const SpecificationInfo& info,
                                              std::function<std::unique_ptr<Validator>()> make, const Limits& limits) {
    return std::make_unique<PlainEngine>(info, std::move(make), limits);
}

}  // namespace jianhe
