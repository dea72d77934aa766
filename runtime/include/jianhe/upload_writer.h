#pragma once

#include <string>

#include <jianhe/encoding.h>
#include <jianhe/record.h>
#include <jianhe/result.h>
#include <jianhe/specification_info.h>

namespace jianhe {

// Writes records as an upload: one element a line, no indentation, LF, `<A></A>` for an element without text, as known
// clients write it (domain wire.md §1). The same records always give the same bytes.
//
//     UploadWriter writer(info, info.wire_encoding);
//     std::string out;
//     writer.begin(out);
//     if (Result<void> written = writer.record(record, out); !written) return written.error();
//     writer.end(out);
//
// What the reader then reads is the record again: absent fields are left out, blank ones are written as they are, and a
// CR becomes a character reference because a bare one would be read as LF. Structure faults of a record are not
// written. `info` must outlive the writer, which has no state otherwise and may be shared between threads.
class UploadWriter {
public:
    UploadWriter(const SpecificationInfo& info, TextEncoding encoding) noexcept;

    // The XML declaration and the root's start tag; the root's end tag.
    void begin(std::string& out) const;
    void end(std::string& out) const;
    // Fails where a field's text cannot stand in XML or has no form in the encoding written; the error names the field,
    // its row and the position of the character, never the text. `out` is unchanged then.
    Result<void> record(const Record& record, std::string& out) const;

private:
    const SpecificationInfo* info_;
    TextEncoding encoding_;
};

}  // namespace jianhe
