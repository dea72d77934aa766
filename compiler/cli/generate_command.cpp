#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/at_least_one.h"
#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/generate_files.h"
#include "compiler/driver/given_values.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string specification;
    BundleOptions bundle;
    generate::GenerateOptions records;
    driver::GenerateTarget target;
    std::string received_at;
};

ExitStatus wrong_usage(std::string_view text) {
    say(text);
    say("`jianhe generate --help` lists the options");
    return ExitStatus::Usage;
}

ExitStatus generate_uploads(Options options) {
    if (options.target.folder.empty() && options.records.files > 1) {
        return wrong_usage("several files need a folder to stand in: --out DIR");
    }
    if (!options.received_at.empty()) {
        const auto at = driver::parse_date_time(options.received_at);
        if (!at) return wrong_usage(fmt::format("--received-at: {}", at.error().text));
        options.records.received_at = *at;
    }
    const OpenedSpecification opened =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!opened.module) return opened.status;
    const auto made = driver::generate_files(*opened.module, options.records, options.target);
    if (!made) {
        say(made.error().text);
        return ExitStatus::Machine;
    }
    const std::string received_at = format_iso_datetime(made->received_at);
    if (!options.target.folder.empty()) {
        say(fmt::format("records: {}, files: {}; validate them with\n    jianhe validate {} --received-at {}",
                        options.records.records, made->files, options.target.folder, received_at));
    }
    return ExitStatus::Ok;
}

}  // namespace

void add_generate(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("generate", "Make realistic uploads of invented persons");
    command.footer(
        "Examples:\n"
        "  jianhe generate --count 10 > upload.xml\n"
        "  jianhe generate --count 5000 --files 20 --invalid 0.1 --out outbox/\n\n"
        "The same options and seed give the same bytes. manifest.jsonl says what each record was made for.");
    auto options = std::make_shared<Options>();
    command
        .add_option("spec,--spec", options->specification,
                    "Folder or bundle of the specification; default: the built-in one")
        ->type_name("SPEC");
    add_bundle_options(command, options->bundle);
    command.add_option("--count", options->records.records, "Records, in all files together")
        ->type_name("N")
        ->check(at_least_one())
        ->capture_default_str();
    command.add_option("--invalid", options->records.invalid, "Share of records with a finding, from 0 to 1")
        ->type_name("SHARE")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command.add_option("--seed", options->records.seed, "Another seed gives other records")
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--files", options->records.files, "Files to spread the records over")
        ->type_name("N")
        ->check(CLI::Range(1U, 9999U))
        ->capture_default_str();
    command.add_option("--received-at", options->received_at, "When the files are to be received")->type_name("TIME");
    command.add_option("--out", options->target.folder, "Folder of the files; without it one file to standard output")
        ->type_name("DIR");
    command.callback([options, &action] { action = [options] { return generate_uploads(*options); }; });
}

}  // namespace jianhe::cli
