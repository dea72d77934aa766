#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <jianhe/date.h>

#include "compiler/driver/exit_status.h"
#include "compiler/ir/module.h"
#include "compiler/ir/serialise.h"

namespace jianhe::cli {

// The specification a command works with, or the status it ends with; what is wrong has been said.
struct OpenedSpecification {
    std::optional<ir::Module> module;
    driver::ExitStatus status = driver::ExitStatus::Ok;
    std::size_t warning_count = 0;
    std::string bundle;  // the digest of the bundle that it came from; empty: from its text, or built in
};

// Shown: the lints run, and every warning is printed.
enum class Warnings : std::uint8_t { Hidden, Shown };

// What a command asks of a bundle; the options `--trusted-key` and `--spec-at-least`, which every command has that
// takes a specification. Both are wrong usage where the specification is no bundle.
struct BundleOptions {
    std::vector<std::string> trusted_keys;  // files
    std::string at_least;
    std::optional<Date> on;  // the day for which it must be effective; none: it is not used to judge, only looked at
};
void add_bundle_options(CLI::App& command, BundleOptions& options);

// An empty path stands for the built-in specification, which is there compiled, unless its warnings are asked for.
// Otherwise it is a folder of texts, or the file of a bundle, which has no warnings. `parts`: what of it is needed at
// least.
OpenedSpecification open_specification(const std::string& path, Warnings warnings, ir::Parts parts = ir::Parts::All,
                                       const BundleOptions& options = {});

}  // namespace jianhe::cli
