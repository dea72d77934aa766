#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "compiler/driver/exit_status.h"
#include "compiler/ir/module.h"
#include "compiler/ir/serialise.h"

namespace jianhe::cli {

// The specification a command works with, or the status it ends with; what is wrong has been said.
struct OpenedSpecification {
    std::optional<ir::Module> module;
    driver::ExitStatus status = driver::ExitStatus::Ok;
    std::size_t warning_count = 0;
};

// Shown: the lints run, and every warning is printed.
enum class Warnings : std::uint8_t { Hidden, Shown };

// An empty folder stands for the built-in specification, which is there compiled, unless its warnings are asked for.
// `parts`: what of it is needed at least.
OpenedSpecification open_specification(const std::string& folder, Warnings warnings, ir::Parts parts = ir::Parts::All);

}  // namespace jianhe::cli
