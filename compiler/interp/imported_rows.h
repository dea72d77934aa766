#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <jianhe/ledger.h>
#include <jianhe/result.h>

#include "compiler/ir/module.h"

namespace jianhe {

// Contents of a list's columns, as the wire has them in UTF-8; an empty text: there is none.
using ImportedRow = std::vector<std::string>;

// Reads a CSV whose first line names columns of the list, in any order; columns that it does not name stay empty. Every
// content must be one that its field can hold. `file` is the name that errors show.
Result<std::vector<ImportedRow>> read_imported_rows(const ir::Module& module, const ir::Relation& list,
                                                    std::string_view csv, std::string_view file);

// Adds the rows to the ledger, in which a file has begun, as what one record did.
Result<void> add_imported_rows(const ir::Module& module, ir::RelationId list, const std::vector<ImportedRow>& rows,
                               Ledger& ledger);

}  // namespace jianhe
