#pragma once

#include <cstdint>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/report.h>
#include <jianhe/specification_info.h>
#include <jianhe/upload_reader.h>

// How the records of a file, and what is wrong around them, become the verdict of the file.
namespace jianhe::driver {

// What a file's records add to its counts.
struct RecordCounts {
    std::uint64_t records = 0;
    std::uint64_t accepted = 0;
    std::uint64_t accepted_with_notices = 0;
    std::uint64_t accepted_in_part = 0;
    std::uint64_t rejected = 0;
    std::uint64_t orders = 0;
    std::uint64_t rejected_orders = 0;  // orders with a reject_order finding of their own
    std::uint64_t refusing = 0;         // records for which the whole file is refused

    void add(const RecordResult& result);
    RecordCounts& operator+=(const RecordCounts& more);
    RecordCounts& operator-=(const RecordCounts& less);  // some that were added
};
void set_counts(FileResult& file, const RecordCounts& counts);

// The file's own findings. A code is reported once at a place, with the stronger disposition.
std::vector<Finding> findings_of(const std::vector<EnvelopeFault>& faults, const SpecificationInfo& info);

// `refused`: by its envelope, by a record's finding, or because it could not be read.
FileVerdict verdict_of(const FileResult& file, bool refused);

}  // namespace jianhe::driver
