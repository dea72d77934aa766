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

ExitStatus check(const std::string& folder) {
    const OpenedSpecification opened = open_specification(folder, Warnings::Shown);
    if (!opened.module) return opened.status;
    const ir::Module& module = *opened.module;
    if (auto right = driver::check_templates(ir::make_info(module)); !right) {
        say(right.error().text);
        return ExitStatus::Specification;
    }
    const std::string line = fmt::format("{} {} is right: {} fields, {} rules, {} examples, {} warnings\n{}\n",
                                         module.name, module.version, module.fields.size(), module.rules.size(),
                                         module.examples.size(), opened.warning_count, module.digest);
    return print(line) ? ExitStatus::Ok : ExitStatus::Machine;
}

}  // namespace

void add_check(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("check", "Compile a specification and say what is wrong with it");
    command.footer(
        "Example:\n  jianhe check specs/nhi-upload-2.0\n\nExit status: 0 right, 2 wrong, 3 a file could not be read.");
    auto folder = std::make_shared<std::string>();
    command.add_option("spec", *folder, "Folder of the specification; default: the built-in one")->type_name("DIR");
    command.callback([folder, &action] { action = [folder] { return check(*folder); }; });
}

}  // namespace jianhe::cli
