#include "compiler/driver/stretch_queue.h"

#include <utility>

#include "compiler/driver/input_known_before.h"

namespace jianhe::driver {

void StretchTask::begin_report(const ReportWriter& writer, HistoryForecast* forecast) {
    report.begin(writer, file->input.shown);
    if (has_history) history.begin(report, forecast);
}

void StretchTask::begin_rest(HistoryForecast* forecast) {
    report.begin_rest();
    if (has_history) history.begin(report, forecast);
}

StretchQueue::StretchQueue(const std::vector<Input>& inputs, std::size_t first_input, const SpecificationInfo& info,
                           std::size_t stretch_bytes, DigestKind digest, DigestFirst digest_first)
    : inputs_(inputs),
      info_(info),
      stretch_bytes_(stretch_bytes),
      digest_(digest),
      digest_first_(digest_first),
      next_input_(first_input) {}

bool StretchQueue::next(StretchTask& task) {
    while (file_ != nullptr || next_input_ < inputs_.size()) {
        if (file_ == nullptr) open_next();
        if (!fill(task)) {
            file_.reset();
            continue;
        }
        task.file = file_;
        task.sequence = next_sequence_++;
        task.is_first = std::exchange(is_first_, false);
        if (task.is_last) file_.reset();
        return true;
    }
    return false;
}

void StretchQueue::open_next() {
    const Input& input = inputs_[next_input_++];
    file_ = std::make_shared<OpenFile>(input, digest_);
    is_first_ = true;
    fault_ = input.fault;
    if (fault_) return;
    SourceSettings settings;
    settings.chunk_bytes = stretch_bytes_;
    settings.digest = &file_->digest;
    auto source = open(input, settings);
    if (source)
        file_->source.emplace(std::move(*source));
    else
        fault_ = source.error();
}

Result<UploadSource> StretchQueue::open(const Input& input, const SourceSettings& settings) {
    if (digest_first_ == DigestFirst::No) return UploadSource::open(input.path, info_, settings);
    auto known = open_known_before(input.path, digest_);
    if (!known) return known.error();
    file_->known_digest = std::move(known->digest);
    file_->known_bytes = known->bytes;
    return UploadSource(known->descriptor, input.path, info_, settings);
}

// False: the file has nothing more to give.
bool StretchQueue::fill(StretchTask& task) {
    task.fault = std::exchange(fault_, std::nullopt);
    task.is_last = task.fault.has_value();
    if (task.fault) return true;
    const std::lock_guard lock(file_->reading);
    if (file_->abandoned) return false;
    auto more = file_->source->next(task.stretch);
    if (!more) task.fault = more.error();
    task.is_last = !more || task.stretch.is_last;
    return !more || *more;
}

}  // namespace jianhe::driver
