#include "odd_reader.h"

#include <algorithm>

namespace jianhe {

OddReader::OddReader(const RecordLayout& layout, const Limits& limits)
    : end_tag_("</" + layout.record() + ">"), parser_(layout, limits) {}

std::size_t OddReader::plausible_end(std::string_view bytes, std::size_t from) const noexcept {
    const std::size_t found = bytes.find(end_tag_, std::min(from, bytes.size()));
    return found == std::string_view::npos ? bytes.size() : found + end_tag_.size();
}

OddReader::Found OddReader::read(const xml::EnvelopeContext& context, const Stretch& stretch, StretchPlace& place,
                                 Record& record) {
    using Step = xml::EnvelopeWalker::Step;
    const std::string_view bytes = stretch.bytes();
    for (std::size_t end = plausible_end(bytes, place.at);;) {
        const bool reaches_end = end == bytes.size();
        xml::InputWindow window{bytes.substr(place.at, end - place.at), stretch.offset + place.at, stretch.encoding,
                                stretch.is_last && reaches_end, std::nullopt};
        if (window.ends_input) window.invalid_at = stretch.invalid_at;
        xml::InputText text(window);
        xml::EnvelopeWalker walker(context, text, place.state, place.records);
        const Step step = walker.next_place();
        if (step == Step::Record) {
            record.clear();
            const std::string_view problem = parser_.parse(walker.element(), record);
            if (!problem.empty()) {
                walker.refuse_record(EnvelopeRole::MalformedXml, problem);
                return Found::Fault;
            }
            record_begin_ = static_cast<std::size_t>(walker.element_offset() - stretch.offset);
            ++place.records;
        }
        if (step == Step::Done && !context.faults.empty()) return Found::Fault;
        const std::size_t length = end - place.at;
        place.at = static_cast<std::size_t>(walker.offset() - stretch.offset);
        place.state = walker.state();
        switch (step) {
            case Step::Record: return Found::Record;
            case Step::BeforeRecord: return Found::BeforeRecord;
            case Step::Done: return Found::End;
            case Step::NeedsMore: break;
        }
        if (reaches_end) return Found::Cut;
        // An end tag inside a comment or CDATA was none. Twice as much each time, so that the work stays linear.
        end = plausible_end(bytes, place.at + 2 * length);
    }
}

}  // namespace jianhe
