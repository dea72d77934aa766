#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <jianhe/result.h>

#include "compiler/driver/specification_source.h"
#include "compiler/ir/module.h"
#include "dsl/diag/diagnostic.h"
#include "dsl/source/source.h"

namespace jianhe::driver {

// A specification after compiling. Without a module, `diagnostics` has an error.
struct LoadedSpecification {
    std::optional<ir::Module> module;
    std::vector<dsl::Diagnostic> diagnostics;  // sorted
    std::size_t error_count = 0;
    std::size_t warning_count = 0;
    dsl::SourceSet sources;  // what the diagnostics point into, with paths as the caller gave them
};

enum class Lints : std::uint8_t { Off, On };

// Parses, checks and lowers; with lints, warns of what is allowed and probably not meant. The error is the machine's: a
// file that could not be read.
Result<LoadedSpecification> load_specification(SpecificationSource source, Lints lints = Lints::Off);

// Diagnostics as text for people.
std::string render_diagnostics(std::span<const dsl::Diagnostic> diagnostics, const dsl::SourceSet& sources, bool color);

}  // namespace jianhe::driver
