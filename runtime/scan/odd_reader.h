// What stands in a stretch and is no plain record: read by the reference reader's own parts, one piece at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <jianhe/upload_stream.h>

#include "runtime/xml/envelope_walker.h"
#include "runtime/xml/record_parser.h"

namespace jianhe {

// How far a stretch has been judged: a place between tokens and outside of records.
struct StretchPlace {
    std::size_t at = 0;
    EnvelopeState state;
    std::uint64_t records = 0;  // in front of it
};

class OddReader {
public:
    // Both must outlive the reader.
    OddReader(const RecordLayout& layout, const Limits& limits);

    enum class Found : std::uint8_t {
        Record,        // `place` is behind it
        BeforeRecord,  // what stood in front of a record has been passed over
        Cut,           // by the end of the stretch, and more follows
        Fault,         // that refuses
        End            // of the input
    };
    // Reads on from `place` to the next of these. Faults are added to `context.faults`.
    Found read(const xml::EnvelopeContext& context, const Stretch& stretch, StretchPlace& place, Record& record);
    // Of the record found last, in the stretch.
    std::size_t record_begin() const noexcept { return record_begin_; }

    // The bytes of a record's end tag as nearly all are written.
    const std::string& end_tag() const noexcept { return end_tag_; }

private:
    std::size_t plausible_end(std::string_view bytes, std::size_t from) const noexcept;

    std::string end_tag_;
    xml::RecordParser parser_;
    std::size_t record_begin_ = 0;
};

}  // namespace jianhe
