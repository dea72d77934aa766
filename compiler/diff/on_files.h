#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>
#include <jianhe/validator.h>

#include "compiler/driver/inputs.h"
#include "compiler/driver/run_observer.h"
#include "compiler/ir/module.h"

namespace jianhe::diff {

// A finding as it is compared: by place and code. The field can be shown as it is.
struct Item {
    std::string field;
    std::uint32_t row = 0;
    std::string code;
    Disposition disposition = Disposition::RejectRecord;
};

// A record (or, with record 0, a file as a whole) that the two specifications judge differently.
struct RecordChange {
    std::string file;
    std::uint64_t record = 0;
    std::vector<std::pair<std::string, std::string>> key;  // of the new specification, masked unless ids are shown
    std::string old_verdict;
    std::string new_verdict;
    std::uint64_t old_records = 0;  // of a file as a whole: how many records could be read
    std::uint64_t new_records = 0;
    std::vector<Item> gone;
    std::vector<Item> added;
    std::vector<std::pair<Item, Disposition>> changed;  // as it is now, and the disposition before
};

struct FilesComparison {
    std::uint64_t files = 0;
    std::uint64_t unreadable_files = 0;
    std::uint64_t records = 0;                                              // that both read
    std::uint64_t differing = 0;                                            // records
    std::uint64_t differing_files = 0;                                      // whose own findings or verdict differ
    std::map<std::pair<std::string, std::string>, std::uint64_t> verdicts;  // of differing records, old and new
    std::map<std::string, std::uint64_t> gone;                              // "P52:R054" → how many
    std::map<std::string, std::uint64_t> added;
    std::map<std::string, std::uint64_t> changed;
    std::vector<RecordChange> listed;  // at most as many as asked for, files as a whole besides
    DateTime received_at;
};

// One specification with the values it is given.
struct Side {
    const ir::Module& module;
    Supplied supplied;
};

struct FilesRequest {
    std::vector<driver::Input> inputs;  // not standard input: each file is read twice
    DateTime received_at;
    std::uint64_t max_records = 100;
    bool show_ids = false;
};

// Validates every file by the old specification, then by the new one. Memory: a file, and 24 bytes for each finding
// that the old one has in it. Files that cannot be read are counted. The error: a file changed between the readings.
Result<FilesComparison> compare_on_files(const Side& before, const Side& after, const FilesRequest& request,
                                         driver::RunObserver& observer);

std::string to_text(const FilesComparison& comparison);
std::string to_json(const FilesComparison& comparison);  // a line for each record listed, without a summary

}  // namespace jianhe::diff
