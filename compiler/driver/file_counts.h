#pragma once

#include <cstdint>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/report.h>
#include <jianhe/specification_info.h>
#include <jianhe/upload_reader.h>

// How the records of a file, and what is wrong around them, become the verdict of the file.
namespace jianhe::driver {

void count_record(FileResult& file, const RecordResult& result);

bool rejects_file(const std::vector<Finding>& findings);

// The file's own findings. A code is reported once at a place, with the stronger disposition.
std::vector<Finding> findings_of(const std::vector<EnvelopeFault>& faults, const SpecificationInfo& info);

// `refused`: by its envelope, by a record's finding, or because it could not be read.
FileVerdict verdict_of(const FileResult& file, bool refused);

}  // namespace jianhe::driver
