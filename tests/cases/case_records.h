#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe::test {

// One record of a case, with what it is checked by.
struct CaseRecord {
    std::string title;
    Record record;
    Supplied supplied;
};

// Everything that a specification brings along: samples of masters, the runtime's own providers; no given values.
Supplied whole_supply(const ir::Module& module);

// Reads the text of a records.txt, whose form tests/cases/README.md explains. `layout` must outlive the records.
// What cannot be understood is said in `problem`.
std::vector<CaseRecord> read_records(const ir::Module& module, const RecordLayout& layout, std::string_view text,
                                     std::string& problem);

}  // namespace jianhe::test
