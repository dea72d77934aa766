#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/run_report.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string folder;
    BundleOptions bundle;
    bool warnings_as_errors = false;
};

ExitStatus check(const Options& options) {
    const OpenedSpecification opened =
        open_specification(options.folder, Warnings::Shown, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    const ir::Module& module = *opened.module;
    if (auto right = driver::check_templates(ir::make_info(module)); !right) {
        say(right.error().text);
        return ExitStatus::Specification;
    }
    const std::string line =
        fmt::format("{} {} is right: {} fields, {} rules, {} examples, {} warnings\n{}\n", module.name, module.version,
                    module.fields.size(), module.rules.size(), module.examples.size() + module.build_examples.size(),
                    opened.warning_count, module.digest);
    if (!print(line)) return ExitStatus::Machine;
    const bool fails = options.warnings_as_errors && opened.warning_count > 0;
    return fails ? ExitStatus::Specification : ExitStatus::Ok;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("check", "Compile a specification and say what is wrong with it");
    command.footer(
        "Example:\n  jianhe check specs/nhi-upload-2.0\n\n"
        "Warnings are lints: what is allowed and probably not meant. docs/errors/ explains each, and how to waive "
        "it.\n\n"
        "Exit status: 0 right, 2 wrong, 3 a file could not be read.");
    auto options = std::make_shared<Options>();
    command.add_option("spec", options->folder, "Folder or bundle of the specification; default: the built-in one")
        ->type_name("SPEC");
    add_bundle_options(command, options->bundle);
    command.add_flag("--warnings-as-errors", options->warnings_as_errors, "Exit status 2 where there is a warning");
    command.callback([options, &action] { action = [options] { return check(*options); }; });
}

}  // namespace jianhe::cli
