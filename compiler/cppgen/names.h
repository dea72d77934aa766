#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::cppgen {

// The C++ name of everything in a module, by its id. Made once, so that all files use the same.
struct Names {
    std::string space;  // the namespace

    // Of the rules, in SPACE::detail.
    std::vector<std::string> fields;     // constants: the tag
    std::vector<std::string> segments;   // kMB2
    std::vector<std::string> givens;     // kReceivedAt
    std::vector<std::string> masters;    // kDrugs
    std::vector<std::string> providers;  // kVisitIdentity
    std::vector<std::string> sets;       // sets::teeth
    std::vector<std::string> code_sets;  // code_sets::backfill_mark
    std::vector<std::string> tables;     // tables::…
    std::vector<std::string> chosen;     // visit_time: the function that gives the value
    std::vector<std::string> checks;     // R054_at_P52

    // Of the record, in SPACE.
    std::vector<std::string> setters;                   // backfill_mark
    std::vector<std::string> rows;                      // Order; empty for a segment that does not repeat
    std::vector<std::string> row_functions;             // order
    std::vector<std::string> enums;                     // BackfillMark; empty where a code set has none
    std::vector<std::vector<std::string>> enumerators;  // by code set, by row; empty where the row has none

    // Of the builder, in SPACE.
    std::vector<std::string> constructions;   // Backfill
    std::vector<std::string> buffers;         // SeqNumber
    std::vector<std::string> from_buffers;    // from_seq_number
    std::vector<std::string> request_givens;  // received_at
};

Names make_names(const ir::Module& module, const std::string& name_space);

// Whether the field is read from a row.
bool is_in_row(const ir::Module& module, ir::FieldId field);
// The field's number inside its segment.
std::uint32_t number_in_segment(const ir::Module& module, ir::FieldId field);

}  // namespace jianhe::cppgen
