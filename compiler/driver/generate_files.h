#pragma once

#include <cstdint>
#include <string>

#include <jianhe/result.h>

#include "compiler/generate/generate.h"
#include "compiler/ir/module.h"

namespace jianhe::driver {

// Where made records go: upload-0001.xml, upload-0002.xml … and manifest.jsonl in a folder, or one file to standard
// output, without a manifest.
struct GenerateTarget {
    std::string folder;  // empty: standard output
};

// What was made. The files are to be validated as received at that moment.
struct GeneratedFiles {
    std::uint32_t files = 0;
    DateTime received_at;
};

Result<GeneratedFiles> generate_files(const ir::Module& module, const generate::GenerateOptions& options,
                                      const GenerateTarget& target);

}  // namespace jianhe::driver
