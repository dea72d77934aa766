#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/at_least_one.h"
#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/supply_options.h"
#include "compiler/cli/terminal.h"
#include "compiler/diff/diff.h"
#include "compiler/diff/on_files.h"
#include "compiler/diff/report.h"
#include "compiler/diff/summary.h"
#include "compiler/driver/given_values.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;
using GivenTexts = std::vector<std::pair<std::string, std::string>>;

// The name by which messages call the specification that is part of the program.
constexpr const char* kBuiltIn = "built-in";

constexpr const char* kExamples = R"(Examples:
  jianhe diff built-in specs/nhi-upload-2.0            what my changes mean
  jianhe diff old/ new/ --on outbox/                   and which records they judge differently

OLD and NEW are folders, bundles, or `built-in` for the specification that is part of the program. docs/comparing.md says how to
read the answer.
Exit status: 0 no difference, 1 differences, 2 a specification is wrong, 3 a file could not be read, 64 wrong usage.)";

struct Options {
    std::string before;
    std::string after;
    BundleOptions bundle;
    std::vector<std::string> files;
    std::optional<std::string> received_at;
    SupplyOptions supplies;
    std::string format = "text";
    std::uint64_t max_records = 100;
    bool show_ids = false;
};

ExitStatus wrong_usage(const Error& error) { return cli::wrong_usage(error, "diff"); }

OpenedSpecification open(const std::string& name, const BundleOptions& bundle) {
    const bool is_built_in = name == kBuiltIn && !std::filesystem::exists(name);
    return open_specification(is_built_in ? "" : name, Warnings::Hidden, ir::Parts::All,
                              is_built_in ? BundleOptions{} : bundle);
}

bool has_given(const ir::Module& module, const std::string& name) {
    return std::any_of(module.givens.begin(), module.givens.end(),
                       [&](const ir::Given& given) { return given.name == name; });
}

// A value that only one of the two asks for goes to that one.
Result<GivenValues> givens_of(const ir::Module& module, const ir::Module& other, DateTime received_at,
                              const GivenTexts& texts) {
    GivenTexts own;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(own),
                 [&](const auto& text) { return has_given(module, text.first) || !has_given(other, text.first); });
    return driver::parse_given_values(module, received_at, own);
}

struct Outcome {
    std::vector<diff::Change> changes;
    std::optional<diff::FilesComparison> files;
};

ExitStatus report(const Options& options, const ir::Module& before, const ir::Module& after, const Outcome& outcome) {
    const bool json = options.format == "json";
    std::string text = json ? diff::to_json(outcome.changes) : diff::to_text(outcome.changes);
    if (outcome.files) text += json ? diff::to_json(*outcome.files) : diff::to_text(*outcome.files);
    if (json) text += diff::summary_json(before, after, outcome.changes, outcome.files ? &*outcome.files : nullptr);
    if (!print(text)) return ExitStatus::Machine;
    if (outcome.files && outcome.files->unreadable_files != 0) return ExitStatus::Machine;
    const bool judged_differently = outcome.files && outcome.files->differing + outcome.files->differing_files != 0;
    return !outcome.changes.empty() || judged_differently ? ExitStatus::Rejected : ExitStatus::Ok;
}

ExitStatus compare(const Options& options, const ir::Module& before, const ir::Module& after) {
    Outcome outcome{diff::diff(before, after), std::nullopt};
    if (options.files.empty()) return report(options, before, after, outcome);

    const auto received_at = moment_of_receipt(options.received_at);
    if (!received_at) return wrong_usage({fmt::format("--received-at: {}", received_at.error().text)});
    const auto texts = split_supplies(options.supplies);
    if (!texts) return wrong_usage(texts.error());
    // What only one of the two knows goes to that one.
    const driver::DividedRequest for_old = driver::divide_supplies(before, texts->request);
    const driver::DividedRequest for_new = driver::divide_supplies(after, texts->request);
    if (auto known = driver::check_supplies(after, for_old.unknown); !known) return wrong_usage(known.error());
    auto old_givens = givens_of(before, after, *received_at, texts->givens);
    if (!old_givens) return wrong_usage({fmt::format("for OLD: {}", old_givens.error().text)});
    auto new_givens = givens_of(after, before, *received_at, texts->givens);
    if (!new_givens) return wrong_usage({fmt::format("for NEW: {}", new_givens.error().text)});
    auto old_supplies = driver::load_supplies(before, std::move(*old_givens), for_old.known);
    if (!old_supplies) return failed({fmt::format("for OLD: {}", old_supplies.error().text)}, ExitStatus::Machine);
    auto new_supplies = driver::load_supplies(after, std::move(*new_givens), for_new.known);
    if (!new_supplies) return failed({fmt::format("for NEW: {}", new_supplies.error().text)}, ExitStatus::Machine);
    auto inputs = driver::collect_inputs(options.files);
    if (!inputs) return wrong_usage(inputs.error());
    for (const std::string& folder : inputs->empty_folders) say(fmt::format("there is no .xml file below {}", folder));

    TerminalObserver observer;
    auto files = diff::compare_on_files({before, std::move(*old_supplies)}, {after, std::move(*new_supplies)},
                                        {std::move(inputs->files), *received_at, options.max_records, options.show_ids},
                                        observer);
    observer.clear();
    if (!files) return failed(files.error(), ExitStatus::Machine);
    outcome.files = std::move(*files);
    return report(options, before, after, outcome);
}

ExitStatus run(const Options& options) {
    const bool on_standard_input = std::find(options.files.begin(), options.files.end(), "-") != options.files.end();
    if (on_standard_input) return wrong_usage({"--on reads each file twice, so it cannot read standard input"});
    if (options.files.empty() && (options.received_at || !options.supplies.empty())) {
        return wrong_usage({"--received-at, --given, --master, --provider and --reject go with --on"});
    }
    const OpenedSpecification before = open(options.before, options.bundle);
    if (!before.module) return before.status;
    const OpenedSpecification after = open(options.after, options.bundle);
    if (!after.module) return after.status;
    return compare(options, *before.module, *after.module);
}

}  // namespace

void add_diff(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("diff", "Say what two specifications mean differently");
    command.footer(kExamples);
    auto options = std::make_shared<Options>();
    command.add_option("old", options->before, "The specification as it was")->type_name("OLD")->required();
    command.add_option("new", options->after, "The specification as it is")->type_name("NEW")->required();
    add_bundle_options(command, options->bundle);
    command.add_option("--on", options->files, "Files and folders to validate by both; the last option of the line")
        ->type_name("FILE|DIR");
    command
        .add_option("--received-at", options->received_at,
                    "When the files count as received: 2025-10-15T20:00:00 or 1141015200000; default: now")
        ->type_name("TIME");
    add_supply_options(command, options->supplies);
    command.add_option("--max-records", options->max_records, "Records listed at most; counts are of all")
        ->type_name("N")
        ->check(at_least_one())
        ->capture_default_str();
    command.add_option("--format", options->format, "text (for people) or json (JSON Lines, for programs)")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--show-ids", options->show_ids, "Show private values instead of masking them");
    command.callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace jianhe::cli
