#include <algorithm>
#include <cassert>
#include <new>
#include <utility>

#include <jianhe/upload_stream.h>

#include "byte_words.h"
#include "odd_reader.h"

namespace jianhe {

class UploadStitcher::Impl {
public:
    Impl(const SpecificationInfo& info, const Limits& limits, const UploadSource& source)
        : layout_(info.layout),
          limits_(limits),
          source_(source),
          context_{layout_, limits_, [this](std::uint64_t offset) { return line_of(offset); }, faults_},
          odd_(context_),
          record_(layout_),
          out_of_memory_{EnvelopeRole::MalformedXml, true, layout_.root(), 0, 1, "out of memory"} {
        faults_.reserve(4);  // two missing end tags, no memory: the last must not need any
    }

    Taken take(const Stretch& stretch, const StretchOutcome& outcome) {
        assert(!finished_ && "nothing follows the end");
        current_ = &stretch;
        if (&stretch != &pending_) {
            drop_judged();
            if (!pending_.bytes().empty() || stretch.start != state_) return put_together(stretch);
        }
        first_record_ = records_ + 1;
        records_ += outcome.records;
        try {
            go_on(stretch, outcome);
        } catch (const std::bad_alloc&) {
            give_up();
        }
        return Taken::Whole;
    }

    const Stretch& again() const noexcept { return pending_; }
    bool finished() const noexcept { return finished_; }
    std::uint64_t first_record() const noexcept { return first_record_; }
    std::uint64_t records() const noexcept { return records_; }

    Result<std::vector<EnvelopeFault>> faults() const {
        if (error_) return *error_;
        std::vector<EnvelopeFault> all;
        if (const std::optional<std::uint64_t> at = source_.unwanted_utf8_at()) {
            const Result<std::uint64_t> lines = source_.lines_before(*at);
            if (!lines) return lines.error();
            all.push_back(
                {EnvelopeRole::NotEncoded, false, layout_.root(), *at, 1 + *lines, std::string{xml::kReadAsUtf8}});
        }
        all.insert(all.end(), faults_.begin(), faults_.end());
        return all;
    }

private:
    // What was judged of pending_ stood until now, because it was still to be settled.
    void drop_judged() {
        if (pending_.lines_before) *pending_.lines_before += words::count_lines(pending_.bytes().substr(0, judged_));
        pending_.remove_front(std::exchange(judged_, 0));
    }

    Taken put_together(const Stretch& stretch) {
        try {
            add_to_pending(stretch);
        } catch (const std::bad_alloc&) {
            give_up();
            return Taken::Held;
        }
        // Twice as much each time, so that the work stays linear. A piece larger than a record may be is decided.
        const std::size_t size = pending_.bytes().size();
        const bool due = stretch.is_last || size / 2 >= tried_ || size > limits_.max_record_bytes;
        return due ? Taken::Again : Taken::Held;
    }

    void add_to_pending(const Stretch& stretch) {
        if (pending_.bytes().empty()) {
            pending_.offset = stretch.offset;
            pending_.lines_before = stretch.lines_before;
            tried_ = 0;
        }
        pending_.start = state_;
        pending_.encoding = stretch.encoding;  // what was read before this was known is ASCII
        pending_.is_last = stretch.is_last;
        pending_.invalid_at = stretch.invalid_at;
        pending_.append(stretch.bytes());
    }

    void go_on(const Stretch& stretch, const StretchOutcome& outcome) {
        const bool is_new_declaration = outcome.end.late_declaration && !state_.late_declaration;
        state_ = outcome.end;
        if (is_new_declaration) late_line_ = line_in_current(*state_.late_declaration);
        if (outcome.out_of_memory) return give_up();
        if (outcome.fault) find_fault(stretch, outcome);
        finished_ = outcome.fault || stretch.is_last;
        if (!finished_) keep_rest(stretch, outcome.consumed);
    }

    void give_up() noexcept {
        faults_.push_back(std::move(out_of_memory_));
        finished_ = true;
    }

    void keep_rest(const Stretch& stretch, std::size_t consumed) {
        const std::string_view rest = stretch.bytes().substr(consumed);
        tried_ = rest.size();
        if (&stretch == &pending_) {
            judged_ = consumed;
            return;
        }
        if (rest.empty()) return;
        pending_.offset = stretch.offset + consumed;
        pending_.lines_before = stretch.lines_before;
        if (pending_.lines_before) *pending_.lines_before += words::count_lines(stretch.bytes().substr(0, consumed));
        pending_.append(rest);
    }

    // Once more from the last good place on, now that records and lines can be counted.
    void find_fault(const Stretch& stretch, const StretchOutcome& outcome) {
        StretchPlace place{outcome.consumed, outcome.end, records_};
        odd_.begin_stretch(stretch);
        while (faults_.empty()) {
            const OddReader::Found found = odd_.read(place, record_);
            if (found == OddReader::Found::Cut || found == OddReader::Found::End) break;
        }
        assert(!faults_.empty() && "a fault is gone when looked at again");
    }

    std::uint64_t line_of(std::uint64_t offset) {
        return offset == state_.late_declaration ? late_line_ : line_in_current(offset);
    }

    std::uint64_t line_in_current(std::uint64_t offset) {
        const std::uint64_t begin = current_->offset;
        assert(offset >= begin && "a fault stands in front of what was looked at");
        if (!lines_before_current(begin)) return 1;
        return 1 + lines_ + words::count_lines(current_->bytes().substr(0, static_cast<std::size_t>(offset - begin)));
    }

    // Into lines_; asked a few times a file.
    bool lines_before_current(std::uint64_t begin) {
        if (current_->lines_before) {
            lines_ = *current_->lines_before;
        } else if (lines_at_ != begin) {
            const Result<std::uint64_t> counted = source_.lines_before(begin);
            if (!counted) error_ = counted.error();
            if (!counted) return false;
            lines_ = *counted;
            lines_at_ = begin;
        }
        return true;
    }

    const RecordLayout& layout_;
    Limits limits_;
    const UploadSource& source_;
    std::vector<EnvelopeFault> faults_;
    xml::EnvelopeContext context_;
    OddReader odd_;
    Record record_;
    EnvelopeFault out_of_memory_;

    EnvelopeState state_;
    std::uint64_t records_ = 0;
    std::uint64_t first_record_ = 1;
    bool finished_ = false;

    Stretch pending_;         // read, and not yet judged to its end
    std::size_t judged_ = 0;  // of pending_
    std::size_t tried_ = 0;   // so many bytes did not suffice
    const Stretch* current_ = nullptr;

    std::uint64_t late_line_ = 1;
    std::optional<std::uint64_t> lines_at_;
    std::uint64_t lines_ = 0;
    std::optional<Error> error_;
};

UploadStitcher::UploadStitcher(const SpecificationInfo& info, const Limits& limits, const UploadSource& source)
    : impl_(std::make_unique<Impl>(info, limits, source)) {}
UploadStitcher::~UploadStitcher() = default;
UploadStitcher::UploadStitcher(UploadStitcher&&) noexcept = default;
UploadStitcher& UploadStitcher::operator=(UploadStitcher&&) noexcept = default;

UploadStitcher::Taken UploadStitcher::take(const Stretch& stretch, const StretchOutcome& outcome) {
    return impl_->take(stretch, outcome);
}
const Stretch& UploadStitcher::again() const noexcept { return impl_->again(); }
bool UploadStitcher::finished() const noexcept { return impl_->finished(); }
std::uint64_t UploadStitcher::first_record() const noexcept { return impl_->first_record(); }
std::uint64_t UploadStitcher::records() const noexcept { return impl_->records(); }
Result<std::vector<EnvelopeFault>> UploadStitcher::faults() const { return impl_->faults(); }

}  // namespace jianhe
