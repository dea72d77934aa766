#pragma once

#include <string>
#include <vector>

#include <jianhe/result.h>

#include "compiler/docgen/site.h"

namespace jianhe::driver {

// Files of the folder that a page would replace and that `jianhe doc` did not write; empty where nothing would be lost.
std::vector<std::string> files_of_others(const std::vector<docgen::SitePage>& site, const std::string& folder);

// Writes the pages into the folder, which is created. All are written under temporary names before the first gets its
// own. Other files of the folder stay. The error is the machine's.
Result<void> write_site(const std::vector<docgen::SitePage>& site, const std::string& folder);

}  // namespace jianhe::driver
