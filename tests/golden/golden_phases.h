#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::test {

// A phase of the compiler as the golden tests see it: it reads `rules_file` and whatever of `files` that names (path
// inside the specification's folder -> content), and reports.
struct GoldenPhase {
    std::string_view name;
    void (*run)(dsl::SourceSet& sources, dsl::FileId rules_file, const std::map<std::string, std::string>& files,
                dsl::Emitter& emitter);
};

// All phases that a golden file may name with `// RUN:`.
std::span<const GoldenPhase> golden_phases();

}  // namespace jianhe::test
