#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <jianhe/date.h>
#include <jianhe/result.h>

#include "compiler/driver/supplied.h"

namespace jianhe::cli {

// What the caller of a command supplies to the specification: the options `--given`, `--master`, `--provider` and
// `--reject`, which every command has that judges records.
struct SupplyOptions {
    std::vector<std::string> givens;
    std::string master_folder;
    std::vector<std::string> providers;
    std::vector<std::string> raised;

    bool empty() const noexcept {
        return givens.empty() && master_folder.empty() && providers.empty() && raised.empty();
    }
};

void add_supply_options(CLI::App& command, SupplyOptions& options);

// The options taken apart; the error is wrong usage.
struct SupplyTexts {
    std::vector<std::pair<std::string, std::string>> givens;
    driver::SupplyRequest request;
};
Result<SupplyTexts> split_supplies(const SupplyOptions& options);

// The argument of `--received-at`; without it the computer's time. An empty text is a mistake (an unset variable of a
// script), not "now".
Result<DateTime> moment_of_receipt(const std::optional<std::string>& text);

}  // namespace jianhe::cli
