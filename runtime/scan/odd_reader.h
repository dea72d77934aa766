// What stands in a stretch and is no plain record: read by the reference reader's own parts, one piece at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

    bool operator==(const StretchPlace&) const = default;
};

class OddReader {
public:
    // All of these must outlive the reader. Faults go to `context.faults`.
    explicit OddReader(const xml::EnvelopeContext& context);

    enum class Found : std::uint8_t {
        Record,        // `place` is behind it
        BeforeRecord,  // what stood in front of a record has been passed over
        Cut,           // by the end of the stretch, and more follows
        Fault,         // that refuses
        End            // of the input
    };
    // Before the first read() of a stretch, and whenever its bytes are others.
    void begin_stretch(const Stretch& stretch) noexcept;
    // Reads on from `place` to the next of these.
    Found read(StretchPlace& place, Record& record);
    // Of the record found last, in the stretch.
    std::size_t record_begin() const noexcept { return record_begin_; }

    // The bytes of a record's end tag as nearly all are written.
    const std::string& end_tag() const noexcept { return end_tag_; }

private:
    // A part of the stretch in UTF-8, as small as may do. Kept while odd pieces follow each other.
    struct Window {
        Window(const xml::EnvelopeContext& context, const xml::InputWindow& bytes, const StretchPlace& place)
            : text(bytes), walker(context, text, place.state, place.records) {}

        xml::InputText text;
        xml::EnvelopeWalker walker;
    };

    bool continues(const StretchPlace& place) const noexcept;
    void open_window(const StretchPlace& place, std::size_t length);
    std::size_t usual_length() const noexcept;
    std::size_t first_length(std::size_t at) const noexcept;

    const xml::EnvelopeContext& context_;
    std::string end_tag_;
    xml::RecordParser parser_;
    const Stretch* stretch_ = nullptr;
    std::optional<Window> window_;
    std::size_t window_begin_ = 0;  // in the stretch
    std::size_t window_end_ = 0;
    StretchPlace reached_;  // by the window's walker
    std::size_t record_begin_ = 0;
};

}  // namespace jianhe
