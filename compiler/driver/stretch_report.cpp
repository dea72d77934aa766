#include "compiler/driver/stretch_report.h"

namespace jianhe::driver {
namespace {

// Entries are used again for the memory of their texts; more than an ordinary stretch needs are given back.
constexpr std::size_t kEntriesKept = 1024;
// The same of a text that is longer than an ordinary one: a report should hold what it says, not what the longest
// record of the run once had to say in each place.
constexpr std::size_t kTextKept = std::size_t{4} << 10;

}  // namespace

void StretchReport::begin(const ReportWriter& writer, const std::string& path, std::size_t most_bytes) {
    writer_ = &writer;
    path_ = &path;
    most_bytes_ = most_bytes;
    drop_texts();
    last_ordinal_ = 0;
    counted_ordinal_ = 0;
    counts_ = {};
    summary_.clear();
}

void StretchReport::begin_rest() { drop_texts(); }

void StretchReport::drop_texts() noexcept {
    if (entries_.size() > kEntriesKept) entries_.clear();
    size_ = 0;
    bytes_ = 0;
    is_cut_ = false;
}

void StretchReport::record(const JudgedRecord& judged) {
    if (judged.ordinal > counted_ordinal_) {
        counted_ordinal_ = judged.ordinal;
        counts_.add(judged.result);
        summary_.add(judged.result);
    }
    if (judged.ordinal <= last_ordinal_) return;
    if (bytes_ > most_bytes_) {
        is_cut_ = true;
        return;
    }
    if (size_ == entries_.size()) entries_.emplace_back();
    Entry& entry = entries_[size_];
    writer_->render(*path_, judged.record, judged.result, entry.text);
    last_ordinal_ = judged.ordinal;
    if (entry.text.bytes.empty() && !judged.corrects) return;
    entry.ordinal = judged.ordinal;
    if (entry.text.bytes.capacity() > kTextKept + 2 * entry.text.bytes.size()) entry.text.bytes.shrink_to_fit();
    bytes_ += sizeof(Entry) + entry.text.bytes.capacity();
    ++size_;
}

}  // namespace jianhe::driver
