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
#include "compiler/driver/given_values.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/run_report.h"
#include "compiler/driver/supplied.h"
#include "compiler/driver/trace_record.h"
#include "compiler/driver/validate_run.h"
#include "compiler/interp/interpreter.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

constexpr const char* kExamples = R"(Examples:
  jianhe validate upload.xml                      judge one file, for people
  jianhe validate outbox/ --format json           every *.xml below the folder, one JSON object a line
  jianhe validate outbox/ --format nhi --out results/    result files in the layout of the authority
  gpg -d upload.xml.gpg | jianhe validate -       standard input
  jianhe validate upload.xml --trace 12           why record 12 was judged as it was

Exit status: 0 nothing rejected, 1 something rejected or refused, 2 the specification is wrong, 3 a file could not be
read or written, 64 wrong usage.)";

struct Options {
    std::vector<std::string> inputs;
    std::string specification;
    std::string engine = "auto";
    std::optional<std::string> received_at;
    SupplyOptions supplies;
    driver::RunReportRequest report;
    std::string fail_on = "reject";
    std::uint64_t trace = 0;
};

ExitStatus wrong_usage(const Error& error) { return cli::wrong_usage(error, "validate"); }

ExitStatus explain_record(const Options& options, const ir::Module& module, const Supplied& supplied,
                          const driver::Inputs& inputs) {
    if (inputs.files.size() != 1) {
        return wrong_usage({fmt::format("--trace explains a record of one file, not of {}", inputs.files.size())});
    }
    const driver::Input& input = inputs.files.front();
    if (input.fault) return failed(*input.fault, ExitStatus::Machine);
    auto trace = driver::trace_record(module, supplied, input.path, {options.trace, options.report.options.show_ids});
    if (!trace) return failed(trace.error(), ExitStatus::Machine);
    if (!trace->is_found) {
        return failed({fmt::format("there is no record {} to trace: {} has {} that can be read", options.trace,
                                   input.shown, trace->records)},
                      ExitStatus::Usage);
    }
    if (!print(trace->text)) return ExitStatus::Machine;
    return trace->result.verdict >= RecordVerdict::AcceptedInPart ? ExitStatus::Rejected : ExitStatus::Ok;
}

std::string outcome_of(const Summary& summary, const std::string& folder) {
    return fmt::format("files: {}, refused: {}; records: {}, rejected: {}, accepted in part: {}; the report is in {}",
                       summary.files, summary.refused_files, summary.records, summary.rejected,
                       summary.accepted_in_part, folder);
}

ExitStatus run(const Options& options, const ir::Module& module, const Supplied& supplied,
               const driver::Inputs& inputs) {
    const SpecificationInfo info = ir::make_info(module);
    if (auto right = driver::check_request(options.report, info, inputs.files); !right)
        return wrong_usage(right.error());
    if (auto right = driver::check_templates(info); !right) return failed(right.error(), ExitStatus::Specification);
    auto report = driver::RunReport::open(options.report, info);
    if (!report) return failed(report.error(), ExitStatus::Machine);
    Interpreter validator(module, supplied);
    TerminalObserver observer;
    driver::RunSettings settings(options.report.received_at);
    settings.masters = driver::master_names(module, supplied);
    settings.raised.assign(supplied.raised.begin(), supplied.raised.end());
    auto summary = driver::validate_run(inputs.files, info, validator, settings, report->writer(), observer);
    observer.clear();
    if (!summary) return failed(summary.error(), ExitStatus::Machine);
    if (auto closed = report->close(); !closed) return failed(closed.error(), ExitStatus::Machine);
    if (!options.report.folder.empty()) say(outcome_of(*summary, options.report.folder));
    return driver::exit_status(*summary, options.fail_on == "notice" ? driver::FailOn::Notice : driver::FailOn::Reject);
}

ExitStatus validate(Options options) {
    const auto received_at = moment_of_receipt(options.received_at);
    if (!received_at) return wrong_usage({fmt::format("--received-at: {}", received_at.error().text)});
    options.report.received_at = *received_at;
    const auto texts = split_supplies(options.supplies);
    if (!texts) return wrong_usage(texts.error());

    const OpenedSpecification specification =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::Judging);
    if (!specification.module) return specification.status;
    const ir::Module& module = *specification.module;
    const auto givens = driver::parse_given_values(module, *received_at, texts->givens);
    if (!givens) return wrong_usage({fmt::format("--given: {}", givens.error().text)});
    if (auto known = driver::check_supplies(module, texts->request); !known) return wrong_usage(known.error());
    const auto supplied = driver::load_supplies(module, *givens, texts->request);
    if (!supplied) return failed(supplied.error(), ExitStatus::Machine);

    const auto inputs = driver::collect_inputs(options.inputs);
    if (!inputs) return wrong_usage(inputs.error());
    for (const std::string& folder : inputs->empty_folders) say(fmt::format("there is no .xml file below {}", folder));
    if (options.trace != 0) return explain_record(options, module, *supplied, *inputs);
    return run(options, module, *supplied, *inputs);
}

void add_report_options(CLI::App& command, Options& options) {
    command
        .add_option("--format", options.report.format,
                    "text (for people), json (JSON Lines, for programs), or a report that the specification declares, "
                    "such as nhi")
        ->type_name("FORMAT")
        ->capture_default_str();
    command.add_option("--out", options.report.folder, "Write the report into this folder")->type_name("DIR");
    command.add_flag("--all-records", options.report.options.all_records,
                     "Report every record, not only those with findings");
    command
        .add_option("--max-findings", options.report.options.max_findings, "Findings reported of one record at most")
        ->type_name("N")
        ->check(at_least_one());
    command.add_option("--fail-on", options.fail_on, "What makes the exit status 1")
        ->check(CLI::IsMember({"reject", "notice"}))
        ->capture_default_str();
    command.add_flag("--show-ids", options.report.options.show_ids, "Show private values instead of masking them");
}

}  // namespace

void add_validate(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("validate", "Judge upload files");
    command.footer(kExamples);
    auto options = std::make_shared<Options>();
    command.add_option("input", options->inputs, "Files, folders, or - for standard input")
        ->type_name("FILE|DIR")
        ->required();
    command.add_option("--spec", options->specification, "Folder of the specification; default: the built-in one")
        ->type_name("DIR");
    command.add_option("--engine", options->engine, "What judges the records; interp is the reference engine")
        ->check(CLI::IsMember({"auto", "interp"}))
        ->capture_default_str();
    command
        .add_option("--received-at", options->received_at,
                    "When the files count as received: 2025-10-15T20:00:00 or 1141015200000; default: now")
        ->type_name("TIME");
    add_supply_options(command, options->supplies);
    add_report_options(command, *options);
    command
        .add_option("--trace", options->trace,
                    "Explain the record at this position: each check, its outcome and the values it read")
        ->type_name("RECORD")
        ->check(at_least_one())
        ->excludes("--format")
        ->excludes("--out");
    command.callback([options, &action] {
        options->report.colours = options->report.folder.empty() ? colours_for_output() : Colours::Off;
        action = [options] { return validate(*options); };
    });
}

}  // namespace jianhe::cli
