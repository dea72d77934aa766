#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ir/module.h"
#include "tests/cases/case_records.h"
#include "tests/cases/engines.h"

namespace jianhe::test {

// One case folder: its compiled specification and its records. README.md says what stands in the folder.
struct Case {
    std::string problem;  // why it cannot be run, for people; empty: it can
    ir::Module module;
    std::unique_ptr<SpecificationInfo> info;  // never moved: records point to its layout
    std::vector<CaseRecord> records;
    std::string envelope;  // what the reader of upload.xml says of the file
};

Case load_case(const std::filesystem::path& folder);

// What one engine says of all records, as expected.txt has it; nothing where the engine does not run here.
// `as_wire`: the records are handed over in Big5 instead of UTF-8, which must not make a difference.
std::optional<std::string> run_case(const Case& loaded, const Engine& engine, bool as_wire);

std::string read_text(const std::filesystem::path& path);

// Every tests/cases/<feature>/<name>/ with a spec.rules, in bytewise order.
std::vector<std::filesystem::path> case_folders(const std::filesystem::path& folder);

}  // namespace jianhe::test
