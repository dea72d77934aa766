#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "compiler/cli/at_least_one.h"
#include "compiler/cli/commands.h"
#include "compiler/cli/history_options.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/supply_options.h"
#include "compiler/cli/terminal.h"
#include "compiler/driver/engines.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/identify_run.h"
#include "compiler/driver/inputs.h"
#include "compiler/driver/resume_journal.h"
#include "compiler/driver/run_history.h"
#include "compiler/driver/run_report.h"
#include "compiler/driver/supplied.h"
#include "compiler/driver/trace_record.h"
#include "compiler/driver/validate_run.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

// More threads than any machine has cores; a slip of the finger should not ask the system for a million.
constexpr std::size_t kMostJobs = 1024;

constexpr const char* kExamples = R"(Examples:
  jianhe validate upload.xml                      judge one file, for people
  jianhe validate outbox/ --format json           every *.xml below the folder, one JSON object a line
  jianhe validate outbox/ --format nhi --out results/    result files in the layout of the authority
  gpg -d upload.xml.gpg | jianhe validate -       standard input
  jianhe validate upload.xml --trace 12           why record 12 was judged as it was
  jianhe validate archive/ --format json --out results/ --resume    go on where an earlier run was ended
  jianhe validate upload.xml --history history.db --accept    ask what earlier uploads did, and keep what this one does

Exit status: 0 nothing rejected, 1 something rejected or refused, 2 the specification is wrong, 3 a file could not be
read or written, 64 wrong usage.)";

struct Options {
    std::vector<std::string> inputs;
    std::string specification;
    BundleOptions bundle;
    std::string engine = "auto";
    bool no_cache = false;
    driver::RunSettings run{DateTime{}};
    std::string digest = "xxh3";
    bool resume = false;
    std::optional<std::string> received_at;
    SupplyOptions supplies;
    HistoryOptions history;
    bool accept = false;
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

bool reads_standard_input(const std::vector<std::string>& inputs) {
    return std::find(inputs.begin(), inputs.end(), "-") != inputs.end();
}

// A run into a folder keeps a journal, by which another can go on if this one is ended. Standard input is read once.
bool keeps_journal(const Options& options) {
    return !options.report.folder.empty() && !reads_standard_input(options.inputs);
}

Result<void> check_resume(const Options& options) {
    if (options.resume && options.report.folder.empty()) {
        return Error{"--resume goes on with a report in a folder; say which with --out DIR"};
    }
    if (options.resume && reads_standard_input(options.inputs)) {
        return Error{"--resume needs files, which can be read again; standard input cannot"};
    }
    return {};
}

// What is judged and how: all that the commands' options have led to.
struct Judged {
    const ir::Module& module;
    const Supplied& supplied;
    const driver::Inputs& inputs;
    const std::string& bundle;  // empty: the specification came from no bundle
    driver::RunIdentity identity;
    std::optional<driver::UnfinishedRun> unfinished;
};

driver::RunSettings settings_of(const Options& options, const Judged& judged) {
    driver::RunSettings settings = options.run;
    settings.received_at = options.report.received_at;
    settings.masters = driver::master_names(judged.module, judged.supplied);
    settings.raised.assign(judged.supplied.raised.begin(), judged.supplied.raised.end());
    settings.every_record = options.report.options.all_records;
    return settings;
}

ExitStatus end_run(const Options& options, const Result<Summary>& summary, driver::RunReport& report) {
    if (!summary) return failed(summary.error(), ExitStatus::Machine);
    if (auto closed = report.close(); !closed) return failed(closed.error(), ExitStatus::Machine);
    if (!options.report.folder.empty()) say(outcome_of(*summary, options.report.folder));
    return driver::exit_status(*summary, options.fail_on == "notice" ? driver::FailOn::Notice : driver::FailOn::Reject);
}

// `history` may be null.
ExitStatus run_and_report(const Options& options, const SpecificationInfo& info, const Judged& judged,
                          driver::RunReport& report, driver::RunHistory* history) {
    driver::EngineOptions choice;
    if (options.engine == "interp") choice.choice = driver::EngineChoice::Interpreter;
    if (options.engine == "jit") choice.choice = driver::EngineChoice::MachineCode;
    choice.input_bytes = driver::total_bytes(judged.inputs.files);
    choice.cache = !options.no_cache;
    const auto engine = driver::make_engine(choice, judged.module, info, judged.supplied);
    if (!engine) return failed(engine.error(), ExitStatus::Machine);
    driver::RunContinuation continuation;
    if (judged.unfinished) {
        continuation.first_input = judged.unfinished->files;
        continuation.before = judged.unfinished->summary;
    }
    continuation.file_done = [&report](const Summary& part) { return report.file_done(part); };
    continuation.file_accepting = [&report](const std::string& digest) { return report.accepting(digest); };
    if (history != nullptr && judged.unfinished) history->go_on(judged.unfinished->accepting);
    TerminalObserver observer;
    if (observer.shows_progress()) {
        observer.expect(driver::total_bytes(std::span(judged.inputs.files).subspan(continuation.first_input)));
    }
    const driver::RunSettings settings = settings_of(options, judged);
    auto summary = history == nullptr ? driver::validate_run(judged.inputs.files, info, **engine, settings,
                                                             report.writer(), observer, std::move(continuation))
                                      : driver::validate_run(judged.inputs.files, info, **engine, *history, settings,
                                                             report.writer(), observer, std::move(continuation));
    observer.clear();
    return end_run(options, summary, report);
}

// Says what becomes of a run that was left unfinished in the same folder.
Result<void> check_unfinished(const Options& options, const Judged& judged) {
    if (!options.resume) {
        if (driver::ResumeJournal::is_there(options.report.folder)) {
            say(fmt::format("an earlier run into {} was not finished; all begins anew, since --resume is not given",
                            options.report.folder));
        }
        return {};
    }
    if (!judged.unfinished) return {};
    if (auto what = driver::difference(judged.unfinished->identity, judged.identity)) {
        return Error{
            fmt::format("the run that was left unfinished in {} cannot go on: {}; without --resume all begins "
                        "anew",
                        options.report.folder, *what)};
    }
    say(fmt::format("going on with the run in {}: {} of {} files are finished", options.report.folder,
                    judged.unfinished->files, judged.inputs.files.size()));
    return {};
}

// Who asks a history before anything was accepted is told how one is made.
Error not_opened(Error fault, const Options& options) {
    std::error_code ignored;
    const bool is_file = options.history.url.find("://") == std::string::npos;
    if (is_file && !options.accept && !std::filesystem::exists(options.history.url, ignored)) {
        fault.text += "; with --accept it is made";
    }
    return fault;
}

// The report is written by one run or goes on with another; `history` may be null.
ExitStatus run_into_report(const Options& options, const SpecificationInfo& info, const Judged& judged,
                           driver::RunHistory* history) {
    auto report = keeps_journal(options)
                      ? driver::RunReport::open(options.report, info, judged.identity, judged.unfinished)
                      : driver::RunReport::open(options.report, info);
    if (!report) return failed(report.error(), ExitStatus::Machine);
    const ExitStatus status = run_and_report(options, info, judged, *report, history);
    if (keeps_journal(options) && driver::ResumeJournal::is_there(options.report.folder)) {
        say("the run was ended early; the same command with --resume goes on behind the last finished file");
    }
    return status;
}

ExitStatus run(const Options& options, const SupplyTexts& texts, Judged judged) {
    const bool has_history = !options.history.url.empty();
    SpecificationInfo info = ir::make_info(judged.module, has_history ? ir::HistoryUse::With : ir::HistoryUse::Without);
    info.bundle = judged.bundle;
    if (auto right = driver::check_request(options.report, info, judged.inputs.files); !right)
        return wrong_usage(right.error());
    if (auto right = driver::check_templates(info); !right) return failed(right.error(), ExitStatus::Specification);
    std::unique_ptr<Ledger> ledger;
    driver::HistoryRequest request;
    if (has_history) {
        auto opened = open_history(judged.module, options.history, options.accept ? MayCreate::Yes : MayCreate::No);
        if (!opened) return failed(not_opened(opened.error(), options), ExitStatus::Machine);
        ledger = std::move(*opened);
        request = {ledger->name(), options.accept};
    }
    if (keeps_journal(options)) {
        judged.identity = driver::identify_run("jianhe " JIANHE_VERSION, info, options.report, options.run.digest,
                                               texts.givens, texts.request, request, judged.inputs.files);
        if (auto right = check_unfinished(options, judged); !right) return wrong_usage(right.error());
    }
    if (!has_history) return run_into_report(options, info, judged, nullptr);
    driver::RunHistory history(judged.module, judged.supplied, *ledger,
                               options.accept ? LedgerMode::Accept : LedgerMode::Check);
    return run_into_report(options, info, judged, &history);
}

ExitStatus validate(Options options) {
    if (options.digest == "sha256") options.run.digest = driver::DigestKind::Sha256;
    if (auto right = check_resume(options); !right) return wrong_usage(right.error());
    std::optional<driver::UnfinishedRun> unfinished;
    if (options.resume) {
        auto found = driver::ResumeJournal::find(options.report.folder, driver::report_path(options.report));
        if (!found) return failed(found.error(), ExitStatus::Machine);
        unfinished = std::move(*found);
    }
    auto received_at = moment_of_receipt(options.received_at);
    if (!received_at) return wrong_usage({fmt::format("--received-at: {}", received_at.error().text)});
    // "Now" of a run that goes on is when it began.
    if (unfinished && !options.received_at) received_at = unfinished->identity.received_at;
    options.report.received_at = *received_at;
    const auto texts = split_supplies(options.supplies);
    if (!texts) return wrong_usage(texts.error());

    // Effective when the files are received.
    options.bundle.on = date_of(*received_at);
    // Left to the end of the process, which gives its thousand pieces back at once.
    static const OpenedSpecification& specification = *new OpenedSpecification(
        open_specification(options.specification, Warnings::Hidden, ir::Parts::Judging, options.bundle));
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
    return run(options, *texts, {module, *supplied, *inputs, specification.bundle, {}, std::move(unfinished)});
}

void add_run_options(CLI::App& command, Options& options) {
    command
        .add_option("--engine", options.engine,
                    "What judges the records: auto takes machine code for much input or where it is cached, jit always "
                    "compiles it, interp is the interpreter, the reference. The report is the same")
        ->check(CLI::IsMember({"auto", "interp", "jit"}))
        ->capture_default_str();
    command.add_flag("--no-cache", options.no_cache,
                     "Neither take compiled code from the user's cache nor keep it there");
    command
        .add_option("--jobs", options.run.jobs,
                    "Threads that judge; default: one for each core, or a single one for a few megabytes. The report "
                    "is the same")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, kMostJobs));
    command.add_flag("--resume", options.resume,
                     "Go on with the run into --out DIR that was ended before it was complete");
    // For tests: how much is read at once changes nothing of the report.
    command.add_option("--stretch-bytes", options.run.stretch_bytes)->check(at_least_one())->group("");
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
    command
        .add_option("--digest", options.digest,
                    "What files are identified by in the report: xxh3, or sha256, which nobody can forge and which "
                    "takes longer than the judging")
        ->check(CLI::IsMember({"xxh3", "sha256"}))
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
    command
        .add_option("--spec", options->specification,
                    "Folder or bundle of the specification; default: the built-in one")
        ->type_name("DIR");
    add_bundle_options(command, options->bundle);
    add_run_options(command, *options);
    command
        .add_option("--received-at", options->received_at,
                    "When the files count as received: 2025-10-15T20:00:00 or 1141015200000; default: now")
        ->type_name("TIME");
    add_supply_options(command, options->supplies);
    add_history_options(command, options->history);
    command
        .add_flag("--accept", options->accept,
                  "Keep in the history what accepted records did; each file as a whole, and once")
        ->needs("--history");
    add_report_options(command, *options);
    command
        .add_option("--trace", options->trace,
                    "Explain the record at this position: each check, its outcome and the values it read")
        ->type_name("RECORD")
        ->check(at_least_one())
        ->excludes("--format")
        ->excludes("--out")
        ->excludes("--resume")
        ->excludes("--history");
    command.callback([options, &action] {
        options->report.colours = options->report.folder.empty() ? colours_for_output() : Colours::Off;
        action = [options] { return validate(*options); };
    });
}

}  // namespace jianhe::cli
