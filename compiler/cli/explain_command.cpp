#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/terminal.h"
#include "compiler/docgen/explain.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string name;
    std::string folder;
    BundleOptions bundle;
    bool all = false;
};

ExitStatus explain(const Options& options) {
    const OpenedSpecification opened =
        open_specification(options.folder, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    docgen::ExplainOptions limits;
    if (options.all) limits = {.max_members = 0, .max_places = 0, .max_examples = 0};
    if (const auto page = docgen::explain(*opened.module, options.name, limits)) {
        return print(*page) ? ExitStatus::Ok : ExitStatus::Machine;
    }
    say(fmt::format("the specification has no code, field, code set, scenario or construction `{}`", options.name));
    const auto names = docgen::closest_names(*opened.module, options.name);
    if (!names.empty()) say(fmt::format("did you mean {}?", fmt::join(names, ", ")));
    return ExitStatus::Usage;
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand(
        "explain", "Say what a result code, a field, a code set, a scenario or a construction means");
    command.footer(
        "Examples:\n  jianhe explain CODE\n  jianhe explain FIELD --all\n  jianhe explain CODE_SET --spec "
        "my-specification\n  jianhe explain SCENARIO");
    auto options = std::make_shared<Options>();
    command.add_option("name", options->name, "Result code, field (tag or name), code set, scenario or construction")
        ->type_name("NAME")
        ->required();
    command.add_option("--spec", options->folder, "Folder or bundle of the specification; default: the built-in one")
        ->type_name("SPEC");
    add_bundle_options(command, options->bundle);
    command.add_flag("--all", options->all, "Long lists in full");
    command.callback([options, &action] { action = [options] { return explain(*options); }; });
}

}  // namespace jianhe::cli
