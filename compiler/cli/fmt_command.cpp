#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/format_specification.h"
#include "compiler/driver/load_specification.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;
using driver::FormatMode;

struct Options {
    std::string path;
    bool check = false;
};

ExitStatus format(const Options& options) {
    const auto outcome =
        driver::format_specification(options.path, options.check ? FormatMode::Check : FormatMode::Write);
    if (!outcome) {
        say(outcome.error().text);
        return ExitStatus::Machine;
    }
    if (outcome->file_count == 0) {
        say(fmt::format("{} holds no .rules file, so it is no specification", options.path));
        return ExitStatus::Specification;
    }
    for (const std::string& file : outcome->changed) {
        say(fmt::format("{} {}", file, options.check ? "is not in the common layout" : "was changed"));
    }
    if (!outcome->diagnostics.empty()) {
        print_error(driver::render_diagnostics(outcome->diagnostics, outcome->sources, colours_for_errors()));
        return ExitStatus::Specification;
    }
    return options.check && !outcome->changed.empty() ? ExitStatus::Rejected : ExitStatus::Ok;
}

}  // namespace

void add_fmt(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("fmt", "Bring a specification into the common layout, tables aligned");
    command.footer(
        "Examples:\n  jianhe fmt specs/nhi-upload-2.0\n  jianhe fmt --check my.rules\n\n"
        "Exit status: 0 done, 1 --check found a file that would change, 2 a file cannot be read as rules.");
    auto options = std::make_shared<Options>();
    command.add_option("spec", options->path, "Folder of the specification, or one .rules file")
        ->type_name("DIR|FILE")
        ->required();
    command.add_flag("--check", options->check, "Change nothing, only say which files would change");
    command.callback([options, &action] { action = [options] { return format(*options); }; });
}

}  // namespace jianhe::cli
