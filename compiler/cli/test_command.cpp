#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/terminal.h"
#include "compiler/docgen/code_table.h"
#include "compiler/driver/run_examples.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string folder;
    BundleOptions bundle;
    bool coverage = false;
    bool codes = false;
};

std::string text_of(const driver::ExampleRun& run, const std::string& folder) {
    std::string text;
    for (const driver::ExampleFailure& failure : run.failures) {
        const std::string prefix = folder.empty() || folder.ends_with('/') ? folder : folder + "/";
        text += fmt::format("{}{}:{}: \"{}\"\n", prefix, failure.location.file, failure.location.line, failure.label);
        for (const std::string& problem : failure.problems) text += fmt::format("    {}\n", problem);
    }
    return text + fmt::format("{} examples, {} failed\n", run.count, run.failures.size());
}

ExitStatus test(const Options& options) {
    const OpenedSpecification opened =
        open_specification(options.folder, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    const driver::ExampleRun run = driver::run_examples(*opened.module);
    std::string text = text_of(run, options.folder);
    if (options.coverage) text += run.coverage.text();
    if (options.coverage || options.codes) text += docgen::status_count_text(*opened.module);
    if (options.codes) text += docgen::code_table_text(*opened.module);
    if (!print(text)) return ExitStatus::Machine;
    return run.failures.empty() ? ExitStatus::Ok : ExitStatus::Specification;
}

}  // namespace

void add_test(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("test", "Run the examples of a specification");
    command.footer(
        "Example:\n  jianhe test specs/nhi-upload-2.0 --coverage\n\n"
        "Exit status: 0 every example holds, 2 one does not or the specification is wrong, 3 a file could not be "
        "read.");
    auto options = std::make_shared<Options>();
    command.add_option("spec", options->folder, "Folder or bundle of the specification; default: the built-in one")
        ->type_name("SPEC");
    add_bundle_options(command, options->bundle);
    command.add_flag("--coverage", options->coverage,
                     "List the rules never seen to fire or to pass, and the presence cells never in force; count the "
                     "codes by what becomes of them");
    command.add_flag("--codes", options->codes,
                     "List every code of the registry: its status, the rules that report it, what it needs, why");
    command.callback([options, &action] { action = [options] { return test(*options); }; });
}

}  // namespace jianhe::cli
