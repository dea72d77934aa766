#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/limits.h>
#include <jianhe/record.h>
#include <jianhe/specification_info.h>

namespace jianhe {

// Something wrong around or between the records of a file.
struct EnvelopeFault {
    EnvelopeRole role = EnvelopeRole::MalformedXml;
    bool refuses = true;       // false: a notice, and reading went on
    std::string element;       // the element the finding is attached to: the root's tag
    std::uint64_t offset = 0;  // in bytes of the input
    std::uint64_t line = 1;    // of the input, counted by LF
    std::string text;          // what was seen, for people; holds no content of fields
};

// The reference reader: splits an upload into records, slowly and obviously, and judges its envelope
// (docs/language.md §12). Faster readers must give the same records and the same faults.
//
//     UploadReader reader(info, bytes);
//     Record record(info.layout);
//     while (reader.next(record)) check(record);
//     for (const EnvelopeFault& fault : reader.faults()) …
//
// How it decides what a document may leave open:
//   - The first fault that refuses ends the reading; the records that end before it were delivered. An input that ends
//     inside a record lacks two end tags and has two faults, `no_end_of_record` and `no_end_of_file`.
//   - Well-formed means XML 1.0, fifth edition, without DOCTYPE. Line ends inside a value are read as LF.
//   - Container means the root, a record, a segment or the parent of one, by name. Directly inside a container nothing
//     but white space may stand beside elements, and a reference is not white space.
//   - A record is judged by its first Limits::max_record_bytes bytes: what is wrong in them is wrong, else a longer one
//   is
//     too large, whatever follows. Likewise a tag by Limits::max_tag_length, and outside of records a comment, an
//     instruction or CDATA by Limits::max_record_bytes. White space outside of records may be of any length, and any
//     other character there is refused for itself. So a reader that streams need not hold more.
//   - Inside a record, an element without a place is a StructureFault of that record, and nothing in it is looked at.
//     A name that the layout does not know is UnknownTag wherever it stands, a name it knows is WrongPlace, a second
//     field of one name in one row is RepeatedTag. Below a field its child elements are judged the same way.
//
// `info` and `bytes` must outlive the reader. A record delivered is UTF-8, keeps its own texts and outlives both.
// Belongs to one thread. No exception leaves next(): running out of memory ends the reading with a fault that says so.
class UploadReader {
public:
    UploadReader(const SpecificationInfo& info, std::string_view bytes, const Limits& limits = {});
    ~UploadReader();
    UploadReader(UploadReader&&) noexcept;
    UploadReader& operator=(UploadReader&&) noexcept;

    // Reads the next complete record into `record`, which must have the layout of `info` and is cleared first. False
    // at the end and at the first fault that ends the reading; the record is empty then.
    bool next(Record& record) noexcept;

    // Final once next() has returned false.
    const std::vector<EnvelopeFault>& faults() const noexcept;
    bool refused() const noexcept;
    // The input was read as this. Known once next() has been called.
    TextEncoding input_encoding() const noexcept;
    // Records delivered, and how far the reading has come in bytes of the input.
    std::uint64_t records() const noexcept;
    std::uint64_t position() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace jianhe
