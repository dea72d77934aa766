#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <jianhe/result_file.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/supply_options.h"
#include "compiler/cli/terminal.h"
#include "compiler/compare/compare.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/read_file.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

constexpr const char* kExamples = R"(Examples:
  jianhe compare upload.xml result.txt                 what the authority found beside what jianhe finds
  jianhe compare upload.xml result.txt --format json   the same for programs, every record named

RESULT is the text file of the authority, out of its archive. docs/comparing.md says how to read the answer.
Exit status: 0 equal, 1 they differ, 2 the specification is wrong, 3 a file could not be read, or RESULT is not a whole
result file, 64 wrong usage.)";

struct Options {
    std::string upload;
    std::string result;
    std::string specification;
    BundleOptions bundle;
    std::string report;
    std::optional<std::string> received_at;
    SupplyOptions supplies;
    std::string format = "text";
    bool show_ids = false;
};

ExitStatus wrong_usage(const Error& error) { return cli::wrong_usage(error, "compare"); }

// The template to read by: the one that is named, or the only one.
Result<std::string> template_of(const SpecificationInfo& info, const std::string& name) {
    if (info.report_templates.empty()) return Error{"the specification declares no layout of a result file"};
    if (name.empty() && info.report_templates.size() == 1) return info.report_templates.begin()->second;
    const auto found = info.report_templates.find(name);
    if (found != info.report_templates.end()) return found->second;
    std::string known;
    for (const auto& [other, text] : info.report_templates) known += (known.empty() ? "" : ", ") + other;
    return Error{fmt::format("name the layout of RESULT with --report; the specification has: {}", known)};
}

// What was asked for goes before what the result file says, and that before now.
Result<DateTime> receipt(const Options& options, const ResultFile& file) {
    if (!options.received_at && file.received_at) return *file.received_at;
    if (!options.received_at) say("the result file does not say when it was received; dates are judged as of now");
    return moment_of_receipt(options.received_at);
}

ExitStatus report(const Options& options, const SpecificationInfo& info, const compare::Comparison& comparison) {
    const bool json = options.format == "json";
    if (!print(json ? compare::to_json(info, comparison) : compare::to_text(info, comparison))) {
        return ExitStatus::Machine;
    }
    return comparison.differs() ? ExitStatus::Rejected : ExitStatus::Ok;
}

ExitStatus run(const Options& options) {
    const auto texts = split_supplies(options.supplies);
    if (!texts) return wrong_usage(texts.error());
    const OpenedSpecification specification =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::All, options.bundle);
    if (!specification.module) return specification.status;
    const ir::Module& module = *specification.module;
    if (auto known = driver::check_supplies(module, texts->request); !known) return wrong_usage(known.error());
    const SpecificationInfo info = ir::make_info(module);
    const auto layout = template_of(info, options.report);
    if (!layout) return wrong_usage(layout.error());
    if (auto right = check_readable(info, *layout); !right) return failed(right.error(), ExitStatus::Specification);

    const auto bytes = driver::read_file(options.result);
    if (!bytes) return failed(bytes.error(), ExitStatus::Machine);
    const auto file = read_result_file(info, *layout, bytes->bytes);
    if (!file) return failed({fmt::format("{}: {}", options.result, file.error().text)}, ExitStatus::Machine);
    const auto received_at = receipt(options, *file);
    if (!received_at) return wrong_usage({fmt::format("--received-at: {}", received_at.error().text)});
    auto givens = driver::parse_given_values(module, *received_at, texts->givens);
    if (!givens) return wrong_usage({fmt::format("--given: {}", givens.error().text)});
    auto supplied = driver::load_supplies(module, std::move(*givens), texts->request);
    if (!supplied) return failed(supplied.error(), ExitStatus::Machine);

    TerminalObserver observer;
    const auto comparison = compare::compare(module, *file,
                                             {{options.upload, options.upload, std::nullopt},
                                              options.result,
                                              std::move(*supplied),
                                              *received_at,
                                              options.show_ids},
                                             observer);
    observer.clear();
    if (!comparison) return failed(comparison.error(), ExitStatus::Machine);
    return report(options, info, *comparison);
}

ExitStatus check_and_run(const Options& options) {
    if (options.upload == "-" && options.result == "-") return wrong_usage({"standard input can be read only once"});
    if (options.received_at && !driver::parse_date_time(*options.received_at)) {
        return wrong_usage(
            {fmt::format("--received-at: {}", driver::parse_date_time(*options.received_at).error().text)});
    }
    return run(options);
}

}  // namespace

void add_compare(CLI::App& app, Action& action) {
    CLI::App& command =
        *app.add_subcommand("compare", "Set the authority's result file beside our findings of the same upload");
    command.footer(kExamples);
    auto options = std::make_shared<Options>();
    command.add_option("upload", options->upload, "The file that was uploaded")->type_name("UPLOAD")->required();
    command.add_option("result", options->result, "The authority's result file for it")
        ->type_name("RESULT")
        ->required();
    command
        .add_option("--spec", options->specification,
                    "Folder or bundle of the specification; default: the built-in one")
        ->type_name("DIR");
    add_bundle_options(command, options->bundle);
    command
        .add_option("--report", options->report,
                    "The specification's report whose layout RESULT has; default: its only one")
        ->type_name("NAME");
    command
        .add_option("--received-at", options->received_at,
                    "When the upload was received; default: what RESULT says, else now")
        ->type_name("TIME");
    add_supply_options(command, options->supplies);
    command.add_option("--format", options->format, "text (for people) or json (JSON Lines, for programs)")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--show-ids", options->show_ids, "Show private values instead of masking them");
    command.callback([options, &action] { action = [options] { return check_and_run(*options); }; });
}

}  // namespace jianhe::cli
