#pragma once

#include <cstddef>
#include <cstdint>

namespace jianhe {

// Bounds on hostile or broken input, each with its reason. What exceeds one of the first five ends the reading as
// `malformed_xml`. All bytes are bytes of the input, before any conversion, so that every reader draws the same line.
struct Limits {
    // The reference reader holds the whole input and a converted copy of it; readers that stream have no such bound. A
    // real upload has a few megabytes (a published receipt: 500 records, 4.2 MB).
    std::uint64_t max_file_bytes = std::uint64_t{1} << 30;
    // One record is held and parsed as a whole; a real one has some kilobytes. Larger means an end tag far away. Bounds
    // a comment, an instruction or CDATA outside of records as well.
    std::uint64_t max_record_bytes = std::uint64_t{64} << 20;
    // Nested elements, the root included. Root, record, parent, segment, field are five.
    std::size_t max_depth = 8;
    // One start or end tag, `<` and `>` included. Bounds what a reader must hold to see a tag, and the attributes that
    // are compared with each other.
    std::size_t max_tag_length = std::size_t{64} << 10;
    // Rows of all segments of a record together. Far above what any specification accepts, so that too many rows are
    // a finding of that specification; this one is for memory only.
    std::uint32_t max_rows_per_record = 10'000;
    // Structure faults remembered of one record, the first ones. One is enough to reject it; people repair a few at a
    // time.
    std::size_t max_faults_per_record = 100;
};

}  // namespace jianhe
