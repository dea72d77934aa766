#pragma once

#include <string>
#include <vector>

#include "compiler/diff/change.h"
#include "compiler/diff/on_files.h"
#include "compiler/ir/module.h"

namespace jianhe::diff {

// The last line of the JSON Lines. `files` is null when no files were validated.
std::string summary_json(const ir::Module& before, const ir::Module& after, const std::vector<Change>& changes,
                         const FilesComparison* files);

}  // namespace jianhe::diff
