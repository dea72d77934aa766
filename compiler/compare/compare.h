#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/result.h>
#include <jianhe/result_file.h>
#include <jianhe/validator.h>

#include "compiler/driver/inputs.h"
#include "compiler/driver/run_observer.h"
#include "compiler/ir/module.h"

// `jianhe compare`: where the receiving authority's findings and ours differ. docs/comparing.md says how to read it.
namespace jianhe::compare {

// Where a finding stands: the record's number in the upload (0: the file itself) and the row of an order (0: none).
struct Position {
    std::uint64_t record = 0;
    std::uint32_t row = 0;

    auto operator<=>(const Position&) const = default;
};

// One field (or segment, or unknown name) with one code: who reports it where. Texts can be shown as they are.
struct Pair {
    std::string field;
    std::string code;
    Disposition disposition = Disposition::RejectRecord;  // the strongest of our findings, else the registry's
    std::vector<Position> both;                           // these three are sorted
    std::vector<Position> only_result;
    std::vector<Position> only_ours;
    std::string unchecked;  // why we could not have reported it; empty: we could

    bool differs() const noexcept { return !only_result.empty() || !only_ours.empty(); }
};

// A number of the result file's header beside ours.
struct Figure {
    std::string name;
    std::uint64_t result = 0;
    std::uint64_t ours = 0;
};

struct Comparison {
    std::string upload;  // as they were named
    std::string result;
    std::vector<Pair> pairs;  // those that differ first, the most different before; then by name
    std::uint64_t both = 0;
    std::uint64_t only_result = 0;
    std::uint64_t only_result_unchecked = 0;  // of only_result: of codes that we do not check
    std::uint64_t only_ours = 0;
    std::uint64_t own_advice = 0;  // findings of ours that no official result has; left out of everything above
    std::vector<Figure> figures;
    std::vector<std::pair<std::string, std::string>> other_headers;
    std::vector<std::string> warnings;
    std::uint64_t more_warnings = 0;  // that were not kept
    DateTime received_at;

    bool differs() const noexcept;
};

struct Request {
    driver::Input upload;
    std::string result_name;
    Supplied supplied;
    DateTime received_at;
    bool show_ids = false;
};

// Validates the upload by the interpreter and compares. Memory: our findings and theirs, 16 bytes each. The error is
// the machine's: the upload could not be read.
Result<Comparison> compare(const ir::Module& module, const ResultFile& file, const Request& request,
                           driver::RunObserver& observer);

// For people: lists of records are cut, and say by how much. For programs: JSON Lines (docs/json-lines.md), in full.
std::string to_text(const SpecificationInfo& info, const Comparison& comparison);
std::string to_json(const SpecificationInfo& info, const Comparison& comparison);

}  // namespace jianhe::compare
