#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "compiler/ir/module.h"

// The registry of result codes set beside what the specification does with each: the one source of every page, listing
// and count that speaks of codes.
namespace jianhe::docgen {

// A check of the language that reports the code.
struct BuiltInUse {
    std::string role;                 // "missing", "the file ends inside a record"
    std::vector<ir::FieldId> fields;  // empty: it is about no field
};

struct CodeStanding {
    ir::CodeId code = ir::kNone<ir::CodeId>;
    std::vector<ir::RuleId> rules;  // those that have a check with this code, in order
    std::vector<BuiltInUse> built_in;
};

CodeStanding standing_of(const ir::Module& module, ir::CodeId code);
// All codes, in order.
std::vector<CodeStanding> code_table(const ir::Module& module);

struct StatusCounts {
    std::array<std::size_t, ir::kCodeStatusCount> by_status{};
    std::size_t codes = 0;
    std::size_t own = 0;                  // advice of the specification's authors
    std::size_t providers_with_rule = 0;  // of those that need a provider
};
StatusCounts count_statuses(const std::vector<CodeStanding>& table, const ir::Module& module);

// "missing: P12 P49", "missing: P12 … 86 fields in all". `max_fields` 0: all.
std::string describe(const ir::Module& module, const BuiltInUse& use, std::size_t max_fields);
// What a status means, in a few words.
std::string meaning_of(ir::CodeStatus status);

// For a terminal: a line for each status with its count; a line for each code.
std::string status_count_text(const ir::Module& module);
std::string code_table_text(const ir::Module& module);

}  // namespace jianhe::docgen
