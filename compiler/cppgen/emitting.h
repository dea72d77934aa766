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
std::vector<CppFile> emit_reasons(const Emission& emission);  // why a rule could not be judged
// Whether the check follows the state of a group of the file.
bool follows_state(const ir::Module& module, ir::CheckId check);
}  // namespace jianhe::cppgen
