#include <algorithm>
#include <cassert>
#include <new>
#include <span>
#include <utility>

#include <jianhe/upload_stream.h>

#include "odd_reader.h"
#include "question_log.h"
#include "runtime/scan/plain_scanner.h"

namespace jianhe {
namespace {

std::uint64_t no_line(std::uint64_t) { return 0; }

bool is_quiet(const RecordResult& result) noexcept { return result.findings.empty() && result.blocked.empty(); }

std::size_t with_some_more(std::size_t count) noexcept { return count + count / 8; }

std::uint64_t count_of(std::string_view text, std::string_view wanted) noexcept {
    std::uint64_t count = 0;
    for (std::size_t at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + wanted.size())) {
        ++count;
    }
    return count;
}

}  // namespace

class StretchJudging::Impl {
public:
    Impl(const SpecificationInfo& info, const Limits& limits, std::unique_ptr<StretchJudge> judge,
         const KeyHasher& hasher)
        : limits_(limits),
          judge_(std::move(judge)),
          context_{info.layout, limits_, no_line, faults_},
          odd_(context_),
          plain_(info.layout, limits_),
          record_(info.layout),
          log_(hasher),
          replay_(hasher),
          file_blocks_(info.file_blocks) {}

    void report_every_record(bool every) noexcept { every_ = every; }
    void set_judge(std::unique_ptr<StretchJudge> judge) noexcept { judge_ = std::move(judge); }

    StretchOutcome judge(const Stretch& stretch, RecordSink& sink, StretchOutcome used) {
        StretchOutcome outcome;
        outcome.questions = std::move(used.questions);
        outcome.marks = std::move(used.marks);
        outcome.marks.clear();
        place_ = {0, stretch.start, 0};
        reported_ = 0;
        faults_.clear();
        odd_.begin_stretch(stretch);
        log_.begin(outcome.questions, with_some_more(questions_before_));
        try {
            judge_->begin_stretch(stretch.encoding, &log_, every_);
            while (judge_plain(stretch, outcome, sink) && judge_odd(outcome, sink)) {
            }
        } catch (const std::bad_alloc&) {
            outcome.out_of_memory = true;
        }
        log_.end();
        questions_before_ = outcome.questions.size();
        outcome.records = place_.records;
        outcome.consumed = place_.at;
        outcome.end = place_.state;
        return outcome;
    }

    void settle(const Stretch& stretch, StretchOutcome& outcome, FileQuestions& file, RecordSink& sink) {
        const std::vector<FileQuestion>& asked = outcome.questions;
        odd_.begin_stretch(stretch);
        counted_ = {};
        next_mark_ = 0;
        const auto affirm_from = [&](std::size_t place) {
            return place + file.affirm(std::span(asked).subspan(place));
        };
        for (std::size_t denied = affirm_from(0); denied != asked.size();) {
            // What the rest of this record's questions would be is not known; the next record's are.
            const std::uint64_t at = asked[denied].at;
            replay_.begin(file);
            std::size_t before = denied;
            while (before != 0 && asked[before - 1].at == at) --before;
            for (; before != denied; ++before) replay_.add(asked[before], true);
            replay_.add(asked[denied], false);
            std::size_t next = denied + 1;
            while (next != asked.size() && asked[next].at == at) ++next;
            correct(stretch, outcome, static_cast<std::size_t>(at), sink);
            denied = affirm_from(next);
        }
    }

    void begin_reading(const Stretch& stretch) {
        read_ = &stretch;
        odd_.begin_stretch(stretch);
        plain_.set_encoding(stretch.encoding);
    }

    const Record& read_again(std::size_t begin) {
        const std::string_view bytes = read_->bytes();
        std::size_t at = std::min(bytes.find_first_not_of(" \t\r\n", begin), bytes.size());
        record_.clear();
        if (plain_.scan(bytes, at, record_)) return record_;
        StretchPlace place{begin, kBetweenRecords, 0};
        read_at(place);
        return record_;
    }

private:
    // Plain records from here on. False: the stretch is done.
    bool judge_plain(const Stretch& stretch, StretchOutcome& outcome, RecordSink& sink) {
        const std::string_view bytes = stretch.bytes();
        // Judges know nothing of this bound. Only a stretch that was put together is ever as long.
        if (place_.state.part != EnvelopeState::Part::InRoot || bytes.size() > limits_.max_record_bytes) return true;
        log_.set_record(std::nullopt);
        for (;;) {
            const std::size_t begin = place_.at;
            const StretchJudge::Stop stop = judge_->run(bytes, place_.at, outcome.tally);
            place_.records = outcome.tally.records + reported_;
            if (stop == StretchJudge::Stop::Unusual) return true;
            if (stop == StretchJudge::Stop::End) return stretch.is_last;  // which lacks the end of the root
            report(outcome, judge_->record(), judge_->result(), begin, sink);
        }
    }

    // The next piece that is something else. False: the stretch is done.
    bool judge_odd(StretchOutcome& outcome, RecordSink& sink) {
        switch (odd_.read(place_, record_)) {
            case OddReader::Found::Record: check_odd(outcome, sink); return true;
            case OddReader::Found::BeforeRecord:
                outcome.marks.push_back({place_.at, place_.records, false});
                return true;
            case OddReader::Found::Fault: outcome.fault = true; return false;
            case OddReader::Found::Cut:
            case OddReader::Found::End: return false;
        }
        return false;
    }

    void check_odd(StretchOutcome& outcome, RecordSink& sink) {
        log_.set_record(odd_.record_begin());
        judge_->check(record_, result_);
        for (NotChecked& entry : result_.not_checked) ++outcome.tally.not_checked[std::move(entry)];
        result_.not_checked.clear();
        if (every_ || !is_quiet(result_)) return report(outcome, record_, result_, odd_.record_begin(), sink);
        ++outcome.tally.records;
        outcome.tally.orders += result_.orders;
        outcome.marks.push_back({place_.at, place_.records, false});
    }

    void report(StretchOutcome& outcome, const Record& record, const RecordResult& result, std::size_t begin,
                RecordSink& sink) {
        ++reported_;
        place_.records = outcome.tally.records + reported_;
        outcome.marks.push_back({place_.at, place_.records, true});
        sink.record({place_.records, false, record, result, nullptr, begin, place_.at});
    }

    // The record at `at` is judged again with the answers that are known now.
    void correct(const Stretch& stretch, StretchOutcome& outcome, std::size_t at, RecordSink& sink) {
        log_.begin(asked_again_);
        log_.set_record(at);
        if (!correct_plain(stretch, outcome, at, sink)) correct_odd(stretch, outcome, at, sink);
    }

    // False: it is no plain record; nothing has happened.
    bool correct_plain(const Stretch& stretch, StretchOutcome& outcome, std::size_t at, RecordSink& sink) {
        const std::string_view bytes = stretch.bytes();
        if (bytes.size() > limits_.max_record_bytes) return false;
        std::size_t end = at;
        judge_->begin_stretch(stretch.encoding, &replay_, true);
        if (!judge_->run_one(bytes, end, file_blocks_ ? &lacking_ : nullptr)) return false;
        const bool corrects = count_up_to(bytes, outcome.marks, {at, end});
        if (!corrects && !file_blocks_) {
            // There was nothing to say of it, and what could not be checked of it is what it was.
            report_again(outcome, corrects, judge_->record(), judge_->result(), sink);
            return true;
        }
        result_ = judge_->result();
        end = at;
        judge_->begin_stretch(stretch.encoding, &log_, true);
        [[maybe_unused]] const bool is_plain = judge_->run_one(bytes, end, file_blocks_ ? &lacking_before_ : nullptr);
        assert(is_plain && "a record is not what it was");
        before_ = judge_->result();
        if (file_blocks_) recount(outcome.tally);
        report_again(outcome, corrects, judge_->record(), result_, sink);
        return true;
    }

    void correct_odd(const Stretch& stretch, StretchOutcome& outcome, std::size_t at, RecordSink& sink) {
        StretchPlace place{at, kBetweenRecords, 0};
        read_at(place);
        judge_->begin_stretch(stretch.encoding, &log_, every_);
        judge_->check(record_, before_);
        judge_->begin_stretch(stretch.encoding, &replay_, every_);
        judge_->check(record_, result_);
        move_out(before_.not_checked, lacking_before_);
        move_out(result_.not_checked, lacking_);
        recount(outcome.tally);
        const bool corrects = count_up_to(stretch.bytes(), outcome.marks, {at, place.at});
        report_again(outcome, corrects, record_, result_, sink);
    }

    struct Extent {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    void report_again(StretchOutcome& outcome, bool corrects, const Record& record, const RecordResult& result,
                      RecordSink& sink) {
        if (!corrects) {
            --outcome.tally.records;
            outcome.tally.orders -= result.orders;
        }
        sink.record({counted_.records, corrects, record, result, corrects ? &before_ : nullptr});
    }

    void read_at(StretchPlace& place) {
        faults_.clear();
        [[maybe_unused]] const OddReader::Found found = odd_.read(place, record_);
        assert(found == OddReader::Found::Record && "a record is not where it was");
    }

    static void move_out(std::vector<NotChecked>& from, std::vector<NotChecked>& to) {
        to.swap(from);
        from.clear();
    }

    // Where a rule blocks others, they may have been left unchecked before, or be so now.
    void recount(Tally& tally) const {
        if (lacking_ == lacking_before_) return;
        for (const NotChecked& entry : lacking_before_) tally.take_away(entry);
        for (const NotChecked& entry : lacking_) ++tally.not_checked[entry];
    }

    // Moves counted_ behind the record. True: it was reported before.
    bool count_up_to(std::string_view bytes, const std::vector<StretchOutcome::Mark>& marks, Extent record) {
        const auto [begin, end] = record;
        for (; next_mark_ < marks.size() && marks[next_mark_].offset <= begin; ++next_mark_) {
            if (marks[next_mark_].offset > counted_.offset) counted_ = marks[next_mark_];
        }
        if (next_mark_ < marks.size() && marks[next_mark_].offset == end) {
            counted_ = marks[next_mark_];
            return counted_.reported;
        }
        const std::string_view plain = bytes.substr(counted_.offset, end - counted_.offset);
        counted_ = {end, counted_.records + count_of(plain, odd_.end_tag()), false};
        return false;
    }

    Limits limits_;
    std::unique_ptr<StretchJudge> judge_;
    bool every_ = false;
    std::vector<EnvelopeFault> faults_;  // nobody reads them: the stitcher finds them again with numbers and lines
    xml::EnvelopeContext context_;
    OddReader odd_;
    PlainScanner plain_;
    const Stretch* read_ = nullptr;  // again
    Record record_;
    RecordResult result_;
    RecordResult before_;  // of a record that is corrected
    std::vector<NotChecked> lacking_before_;
    std::vector<NotChecked> lacking_;
    std::vector<FileQuestion> asked_again_;  // by it
    QuestionLog log_;
    QuestionReplay replay_;
    StretchPlace place_;
    bool file_blocks_ = true;
    std::uint64_t reported_ = 0;
    std::size_t questions_before_ = 0;  // of the last stretch: the next one asks about as many
    StretchOutcome::Mark counted_;      // while settling: how many records there are up to where
    std::size_t next_mark_ = 0;         // the first mark that may lie behind
};

StretchJudging::StretchJudging(const SpecificationInfo& info, const Limits& limits, std::unique_ptr<StretchJudge> judge,
                               const KeyHasher& hasher)
    : impl_(std::make_unique<Impl>(info, limits, std::move(judge), hasher)) {}
StretchJudging::~StretchJudging() = default;
StretchJudging::StretchJudging(StretchJudging&&) noexcept = default;
StretchJudging& StretchJudging::operator=(StretchJudging&&) noexcept = default;

void StretchJudging::report_every_record(bool every) noexcept { impl_->report_every_record(every); }
void StretchJudging::set_judge(std::unique_ptr<StretchJudge> judge) noexcept { impl_->set_judge(std::move(judge)); }

StretchOutcome StretchJudging::judge(const Stretch& stretch, RecordSink& sink, StretchOutcome used) {
    return impl_->judge(stretch, sink, std::move(used));
}

void StretchJudging::settle(const Stretch& stretch, StretchOutcome& outcome, FileQuestions& file, RecordSink& sink) {
    impl_->settle(stretch, outcome, file, sink);
}

void StretchJudging::begin_reading(const Stretch& stretch) { impl_->begin_reading(stretch); }
const Record& StretchJudging::read_again(std::size_t begin) { return impl_->read_again(begin); }

}  // namespace jianhe
