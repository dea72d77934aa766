#pragma once

#include <cstddef>
#include <string>

#include <jianhe/record_builder.h>
#include <jianhe/specification_info.h>

namespace jianhe::driver {

// What came of one request, `number` counted from 1. For people, some lines; for programs, one line of JSON.
// docs/building.md has the members. Private values are masked unless `show_ids`.
struct BuiltRecord {
    std::size_t number = 0;
    const BuildRequest& request;
    const BuildOutcome& outcome;
    bool show_ids = false;
};
std::string build_text(const SpecificationInfo& info, const BuiltRecord& built);
std::string build_json_line(const SpecificationInfo& info, const BuiltRecord& built);

// What is kept, as a request for the construction that it is kept for; never masked.
std::string kept_json_line(const BuildOutcome& outcome);

// The constructions of a specification: what each asks, takes and makes.
std::string constructions_text(const RecordLayout& layout, const BuilderDescription& description);

}  // namespace jianhe::driver
