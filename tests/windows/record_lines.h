// Records with what is supplied for them as lines of text, so that a program on another system judges the same ones,
// and what is said of each. Nothing here takes more than the portable part of the runtime.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/upload_writer.h>
#include <jianhe/validator.h>

namespace jianhe::test {

struct LinedRecord {
    std::string title;
    GivenValues givens;
    bool with_masters = false;
    Record record;
};

std::string to_lines(const LinedRecord& one);

// `layout` must outlive the records, `given_count` is how many given values the specification declares. Lines that are
// not of to_lines are a defect of the test: an exception.
std::vector<LinedRecord> read_lines(const RecordLayout& layout, std::size_t given_count, std::string_view lines);

// What the validator finds, and the upload that the record makes, by size and digest, or why it makes none.
std::string say(const LinedRecord& one, Validator& validator, const UploadWriter& writer);

}  // namespace jianhe::test
