#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/terminal.h"
#include "compiler/docgen/site.h"
#include "compiler/driver/write_site.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string specification;
    BundleOptions bundle;
    std::string folder;
};

ExitStatus write_documentation(const Options& options) {
    const OpenedSpecification opened =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    const std::vector<docgen::SitePage> site = docgen::make_site(*opened.module);
    if (const auto others = driver::files_of_others(site, options.folder); !others.empty()) {
        say(
            fmt::format("{} would be replaced, and `jianhe doc` did not write it; nothing was written, choose another "
                        "folder",
                        fmt::join(others, ", ")));
        return ExitStatus::Usage;
    }
    if (auto written = driver::write_site(site, options.folder); !written) {
        say(written.error().text);
        return ExitStatus::Machine;
    }
    say(fmt::format("{} pages; open {}/{}", site.size(), options.folder, site.front().file));
    return ExitStatus::Ok;
}

}  // namespace

void add_doc(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("doc", "Write a specification as web pages that need no network");
    command.footer(
        "Example:\n  jianhe doc specs/nhi-upload-2.0 -o site\n\n"
        "Pages: contents with a search box, fields, codes with their rules and examples, code sets, tables, scenarios, "
        "given values and report. Pages of an earlier run are replaced, other files of the folder stay.\n"
        "Exit status: 0 written, 2 the specification is wrong, 3 a file could not be read or written, 64 a page would "
        "replace a file of somebody else.");
    auto options = std::make_shared<Options>();
    command
        .add_option("spec", options->specification, "Folder or bundle of the specification; default: the built-in one")
        ->type_name("SPEC");
    add_bundle_options(command, options->bundle);
    command.add_option("-o,--out", options->folder, "Folder of the pages; created where it is missing")
        ->type_name("DIR")
        ->required();
    command.callback([options, &action] { action = [options] { return write_documentation(*options); }; });
}

}  // namespace jianhe::cli
