#pragma once

#include <string>

#include "compiler/ir/module.h"

namespace jianhe::csharpgen {

// C# source of a class whose properties are the fields of a record: dates as DateTime, whole numbers as long,
// everything else as text. It derives from RecordValues (compiler/embed/csharp), which keeps the texts. The same module
// gives the same text.
std::string typed_record(const ir::Module& module);

// The file's name: `sample_upload` is in `SampleUpload.cs`.
std::string file_name(const ir::Module& module);

}  // namespace jianhe::csharpgen
