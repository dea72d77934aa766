#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/cppgen/cppgen.h"
#include "compiler/cppgen/expressions.h"
#include "compiler/cppgen/names.h"
#include "compiler/cppgen/sharing.h"
#include "compiler/cppgen/writer.h"
#include "compiler/ir/module.h"

// The parts of emit_cpp, one function a file or kind of files.
namespace jianhe::cppgen {

struct Emission {
    const ir::Module& module;
    const Names& names;
    const Sharing& sharing;
    Expressions& expressions;

    std::string file(std::string_view part) const { return names.space + std::string(part); }
};

// What every file begins with: what made it of what, and what the file is.
void begin_file(Writer& out, const Emission& emission, std::string_view what);
// The mark of a function's parameters that it does not use.
std::string parameters(const Written& body);

// Functions of what is shared, and of the parts of conditions (reasons). Those that only constructions use stand in the
// builder's files, so that a program that only validates does not link them.
enum class UsedBy : std::uint8_t { Rules, Constructions };
bool is_condition(const Emission& emission, ir::InstId id, UsedBy by);
void declare_condition(Writer& out, const Emission& emission, ir::InstId id);
void emit_condition(Writer& out, const Emission& emission, ir::InstId id);
bool has_reason_function(const Emission& emission, ir::InstId id);
void declare_reason(Writer& out, const Emission& emission, ir::InstId id);
void emit_reason(Writer& out, const Emission& emission, ir::InstId id);
// A function of a condition or value that a table points to.
std::string function_of(const Emission& emission, ir::InstId id);

// For the user
CppFile emit_user_header(const Emission& emission);    // NAME.h
CppFile emit_codes_header(const Emission& emission);   // NAME_codes.h
CppFile emit_codes_source(const Emission& emission);   // NAME_codes.cpp
CppFile emit_record_header(const Emission& emission);  // NAME_record.h
CppFile emit_record_source(const Emission& emission);  // NAME_record.cpp
CppFile emit_validator_header(const Emission& emission);
CppFile emit_validator_source(const Emission& emission);

// What the validator is made of
CppFile emit_rules_header(const Emission& emission);          // NAME_rules.h
std::vector<CppFile> emit_rules(const Emission& emission);    // a source for each file of the specification
CppFile emit_conditions(const Emission& emission);            // what rules share
CppFile emit_code_sets(const Emission& emission);             // code sets, sets and tables
CppFile emit_tables(const Emission& emission);                // fields, codes, checks
CppFile emit_selection(const Emission& emission);             // which checks can say anything
std::vector<CppFile> emit_reasons(const Emission& emission);  // why a rule could not be judged

// The builder; nothing for a specification without constructions
std::vector<CppFile> emit_builder(const Emission& emission);
CppFile emit_builder_header(const Emission& emission);   // NAME_builder.h, for the user
CppFile emit_builder_source(const Emission& emission);   // NAME_builder.cpp
CppFile emit_building_header(const Emission& emission);  // NAME_building.h: what its parts know of each other
CppFile emit_constructions(const Emission& emission);    // buffers and clauses
CppFile emit_parts(const Emission& emission);            // what conditions read, and why they hold
// Whether the check follows the state of a group of the file.
bool follows_state(const ir::Module& module, ir::CheckId check);
}  // namespace jianhe::cppgen
