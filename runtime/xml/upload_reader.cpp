#include <algorithm>
#include <cassert>
#include <new>
#include <optional>

#include <jianhe/upload_reader.h>

#include "envelope_walker.h"
#include "input_text.h"
#include "joined.h"
#include "record_parser.h"

namespace jianhe {

class UploadReader::Impl {
public:
    Impl(const SpecificationInfo& info, std::string_view bytes, const Limits& limits)
        : layout_(info.layout),
          wanted_(info.wire_encoding),
          bytes_(bytes),
          limits_(limits),
          parser_(info.layout, limits),
          context_{layout_, limits_, [this](std::uint64_t offset) { return line_of(offset); }, faults_},
          out_of_memory_{EnvelopeRole::MalformedXml, true, info.layout.root(), 0, 1, "out of memory"} {
        faults_.reserve(4);  // a notice, two missing end tags, no memory: the last must not need any
    }

    bool next(Record& record) {
        assert(&record.layout() == &layout_ && "a record of another layout");
        record.clear();
        if (done_) return false;
        if (!walker_) start();
        done_ = done_ || walker_->next() != xml::EnvelopeWalker::Step::Record;
        if (done_) return false;
        const std::string_view problem = parser_.parse(walker_->element(), record);
        if (!problem.empty()) {
            walker_->refuse_record(EnvelopeRole::MalformedXml, problem);
            return stop(record);
        }
        ++records_;
        return true;
    }

    bool give_up(Record& record) noexcept {
        faults_.push_back(std::move(out_of_memory_));
        return stop(record);
    }

    const std::vector<EnvelopeFault>& faults() const noexcept { return faults_; }
    TextEncoding input_encoding() const noexcept { return input_ ? input_->encoding() : wanted_; }
    std::uint64_t records() const noexcept { return records_; }
    std::uint64_t position() const noexcept { return input_ ? input_->reached() : 0; }

private:
    // Not in the constructor: converting the input is work, and may need memory that is not there.
    void start() {
        if (bytes_.size() > limits_.max_file_bytes) {
            faults_.push_back({EnvelopeRole::MalformedXml, true, layout_.root(), 0, 1,
                               xml::joined("the file is larger than ", limits_.max_file_bytes, " bytes")});
            done_ = true;
            return;
        }
        const xml::WholeInput whole = xml::whole_input(bytes_, wanted_);
        input_.emplace(whole.window);
        if (const std::optional<std::uint64_t> at = whole.unwanted_utf8_at) {
            faults_.push_back(
                {EnvelopeRole::NotEncoded, false, layout_.root(), *at, line_of(*at), std::string{xml::kReadAsUtf8}});
        }
        walker_.emplace(context_, *input_);
    }

    std::uint64_t line_of(std::uint64_t offset) const {
        return 1 + static_cast<std::uint64_t>(
                       std::count(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    }

    bool stop(Record& record) noexcept {
        record.clear();
        done_ = true;
        return false;
    }

    const RecordLayout& layout_;
    TextEncoding wanted_;
    std::string_view bytes_;
    Limits limits_;
    xml::RecordParser parser_;
    xml::EnvelopeContext context_;
    EnvelopeFault out_of_memory_;
    std::vector<EnvelopeFault> faults_;
    std::optional<xml::InputText> input_;
    std::optional<xml::EnvelopeWalker> walker_;
    std::uint64_t records_ = 0;
    bool done_ = false;
};

UploadReader::UploadReader(const SpecificationInfo& info, std::string_view bytes, const Limits& limits)
    : impl_(std::make_unique<Impl>(info, bytes, limits)) {}
UploadReader::~UploadReader() = default;
UploadReader::UploadReader(UploadReader&&) noexcept = default;
UploadReader& UploadReader::operator=(UploadReader&&) noexcept = default;

bool UploadReader::next(Record& record) noexcept {
    try {
        return impl_->next(record);
    } catch (const std::bad_alloc&) {
        return impl_->give_up(record);
    }
}

const std::vector<EnvelopeFault>& UploadReader::faults() const noexcept { return impl_->faults(); }

bool UploadReader::refused() const noexcept {
    const std::vector<EnvelopeFault>& faults = impl_->faults();
    return std::any_of(faults.begin(), faults.end(), [](const EnvelopeFault& fault) { return fault.refuses; });
}

TextEncoding UploadReader::input_encoding() const noexcept { return impl_->input_encoding(); }
std::uint64_t UploadReader::records() const noexcept { return impl_->records(); }
std::uint64_t UploadReader::position() const noexcept { return impl_->position(); }

}  // namespace jianhe
