#include "odd_reader.h"

#include <algorithm>
#include <cassert>

namespace jianhe {
namespace {

// Most records are shorter. In a small stretch a small part is tried first too, so that small tests see windows grow.
constexpr std::size_t kFirstLength = std::size_t{4} << 10;
constexpr std::size_t kFirstPart = 8;

}  // namespace

OddReader::OddReader(const xml::EnvelopeContext& context)
    : context_(context), end_tag_("</" + context.layout.record() + ">"), parser_(context.layout, context.limits) {}

void OddReader::begin_stretch(const Stretch& stretch) noexcept {
    stretch_ = &stretch;
    window_.reset();
}

bool OddReader::continues(const StretchPlace& place) const noexcept {
    return window_ && reached_ == place && place.at != window_end_;
}

std::size_t OddReader::usual_length() const noexcept {
    return std::min(kFirstLength, 1 + stretch_->bytes().size() / kFirstPart);
}

// Up to the end of one record, if it is near.
std::size_t OddReader::first_length(std::size_t at) const noexcept {
    const std::string_view bytes = stretch_->bytes().substr(at, usual_length());
    const std::size_t found = bytes.find(end_tag_);
    return found == std::string_view::npos ? bytes.size() : found + end_tag_.size();
}

void OddReader::open_window(const StretchPlace& place, std::size_t length) {
    const std::string_view bytes = stretch_->bytes();
    window_begin_ = place.at;
    window_end_ = place.at + std::min(length, bytes.size() - place.at);
    const bool ends_input = stretch_->is_last && window_end_ == bytes.size();
    window_.emplace(
        context_,
        xml::InputWindow{bytes.substr(window_begin_, window_end_ - window_begin_), stretch_->offset + window_begin_,
                         stretch_->encoding, ends_input, ends_input ? stretch_->invalid_at : std::nullopt},
        place);
}

OddReader::Found OddReader::read(StretchPlace& place, Record& record) {
    using Step = xml::EnvelopeWalker::Step;
    assert(stretch_ != nullptr && "begin_stretch comes first");
    if (!continues(place)) open_window(place, first_length(place.at));
    for (;;) {
        xml::EnvelopeWalker& walker = window_->walker;
        const Step step = walker.next_place();
        if (step == Step::Record) {
            record.clear();
            const std::string_view problem = parser_.parse(walker.element(), record);
            if (!problem.empty()) {
                walker.refuse_record(EnvelopeRole::MalformedXml, problem);
                return Found::Fault;
            }
            record_begin_ = static_cast<std::size_t>(walker.element_offset() - stretch_->offset);
            ++place.records;
        }
        if (step == Step::Done && !context_.faults.empty()) return Found::Fault;
        place.at = static_cast<std::size_t>(walker.offset() - stretch_->offset);
        place.state = walker.state();
        reached_ = place;
        switch (step) {
            case Step::Record: return Found::Record;
            case Step::BeforeRecord: return Found::BeforeRecord;
            case Step::Done: return Found::End;
            case Step::NeedsMore: break;
        }
        if (window_end_ == stretch_->bytes().size()) return Found::Cut;
        // Twice as much each time, so that the work stays linear. Less would do where a window got far.
        const std::size_t length = window_end_ - window_begin_;
        open_window(place, place.at == window_begin_ ? 2 * length : usual_length());
    }
}

}  // namespace jianhe
