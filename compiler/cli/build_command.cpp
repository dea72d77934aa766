#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <jianhe/output.h>

#include "compiler/cli/commands.h"
#include "compiler/cli/open_specification.h"
#include "compiler/cli/supply_options.h"
#include "compiler/cli/terminal.h"
#include "compiler/construct/reference_builder.h"
#include "compiler/driver/build_report.h"
#include "compiler/driver/build_requests.h"
#include "compiler/driver/build_run.h"
#include "compiler/driver/given_values.h"
#include "compiler/driver/read_file.h"

namespace jianhe::cli {
namespace {

using driver::ExitStatus;

struct Options {
    std::string specification;
    BundleOptions bundle;
    std::string from;
    std::string out;
    std::string kept;
    std::string encoding = "wire";
    std::string format = "text";
    std::optional<std::string> received_at;
    SupplyOptions supplies;
    bool list = false;
    bool partial = false;
    bool show_ids = false;
};

ExitStatus wrong_usage(const Error& error) { return cli::wrong_usage(error, "build"); }

Result<void> write_file(const std::string& path, std::string_view bytes) {
    auto sink = open_output_file(path);
    if (!sink) return sink.error();
    if (Result<void> written = (*sink)->write(bytes); !written) return written;
    return (*sink)->close();
}

// The report stands where the records do not: beside them on standard error, or alone on standard output.
bool show_report(const Options& options, const std::string& text) {
    if (!options.out.empty()) return print(text);
    print_error(text);
    return true;
}

ExitStatus build_records(const Options& options, const ir::Module& module, const Supplied& supplied,
                         std::vector<BuildRequest> requests) {
    for (BuildRequest& request : requests) request.show_ids = options.show_ids;
    const SpecificationInfo info = ir::make_info(module);
    const driver::BuildRun run = driver::build_all(module, info, supplied, requests);
    std::string report;
    std::string kept;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const driver::BuiltRecord built{i + 1, requests[i], run.outcomes[i], options.show_ids};
        report += options.format == "json" ? driver::build_json_line(info, built) : driver::build_text(info, built);
        if (run.outcomes[i].status == BuildStatus::Kept) kept += driver::kept_json_line(run.outcomes[i]);
    }
    const ExitStatus status = run.failed == 0 ? ExitStatus::Ok : ExitStatus::Rejected;
    const bool writes = run.built > 0 && (run.failed == 0 || options.partial);
    if (writes) {
        const TextEncoding encoding = options.encoding == "utf8" ? TextEncoding::Utf8 : info.wire_encoding;
        const auto upload = driver::upload_of(info, run, encoding);
        if (!upload) return failed(upload.error(), ExitStatus::Machine);
        if (options.out.empty()) {
            if (!print(*upload)) return ExitStatus::Machine;
        } else if (Result<void> written = write_file(options.out, *upload); !written) {
            return failed(written.error(), ExitStatus::Machine);
        }
    }
    if (!options.kept.empty() && !kept.empty() && (run.failed == 0 || options.partial)) {
        if (Result<void> written = write_file(options.kept, kept); !written) {
            return failed(written.error(), ExitStatus::Machine);
        }
    }
    if (!show_report(options, report)) return ExitStatus::Machine;
    if (run.failed > 0 && !options.partial) say("nothing was written, because not every record could be built");
    return status;
}

ExitStatus list_constructions(const ir::Module& module) {
    const SpecificationInfo info = ir::make_info(module);
    return print(driver::constructions_text(info.layout, describe_builder(module))) ? ExitStatus::Ok
                                                                                    : ExitStatus::Machine;
}

ExitStatus build(const Options& options) {
    if (!options.list && options.from.empty())
        return wrong_usage({"say what to build with --from FILE, or use --list"});
    const auto received_at = moment_of_receipt(options.received_at);
    if (!received_at) return wrong_usage({fmt::format("--received-at: {}", received_at.error().text)});
    const auto texts = split_supplies(options.supplies);
    if (!texts) return wrong_usage(texts.error());
    BundleOptions bundle = options.bundle;
    if (!options.list) bundle.on = date_of(*received_at);
    const OpenedSpecification opened =
        open_specification(options.specification, Warnings::Hidden, ir::Parts::Judging, bundle);
    if (!opened.module) return opened.status;
    const ir::Module& module = *opened.module;
    if (options.list) return list_constructions(module);
    const auto givens = driver::parse_given_values(module, *received_at, texts->givens);
    if (!givens) return wrong_usage({fmt::format("--given: {}", givens.error().text)});
    if (auto known = driver::check_supplies(module, texts->request); !known) return wrong_usage(known.error());
    const auto supplied = driver::load_supplies(module, *givens, texts->request);
    if (!supplied) return failed(supplied.error(), ExitStatus::Machine);
    const auto asked = driver::read_file(options.from);
    if (!asked) return failed(asked.error(), ExitStatus::Machine);
    const std::filesystem::path folder = std::filesystem::path(options.from).parent_path();
    bool is_unreadable = false;
    const auto read_buffer = [&](const std::string& path) -> Result<std::string> {
        auto file = driver::read_file((folder / path).string());
        is_unreadable = !file;
        if (!file) return file.error();
        return std::move(file->bytes);
    };
    auto requests = driver::parse_build_requests(module, asked->bytes, read_buffer);
    if (!requests) {
        const Error error{fmt::format("{}: {}", options.from, requests.error().text)};
        return is_unreadable ? failed(error, ExitStatus::Machine) : wrong_usage(error);
    }
    return build_records(options, module, *supplied, std::move(*requests));
}

}  // namespace

void add_build(CLI::App& app, Action& action) {
    CLI::App& command = *app.add_subcommand("build", "Build records from what a reader returned and what is known");
    command.footer(
        "Examples:\n"
        "  jianhe build --list\n"
        "  jianhe build --from visit.json -o upload.xml\n"
        "  jianhe build --from - --format json < visits.jsonl > upload.xml\n\n"
        "visit.json: {\"construction\": \"NAME\", \"values\": {\"FIELD\": \"TEXT\"}, \"rows\": {\"ROW\": [{…}]},\n"
        "             \"buffers\": {\"NAME\": {\"base64\": \"…\"}}}\n\n"
        "Exit status: 0 every record is built, 1 one is refused or lacks something, 2 the specification is wrong, 3 a "
        "file could not be read or written, 64 wrong usage.");
    auto options = std::make_shared<Options>();
    command
        .add_option("spec,--spec", options->specification,
                    "Folder or bundle of the specification; default: the built-in one")
        ->type_name("DIR");
    add_bundle_options(command, options->bundle);
    command.add_option("--from", options->from, "What to build: JSON, or - for standard input")->type_name("FILE");
    command.add_option("-o,--out", options->out, "Write the records into this file; default: standard output")
        ->type_name("FILE");
    command.add_option("--kept", options->kept, "Write what is to be kept into this file, as requests for later")
        ->type_name("FILE");
    command.add_option("--encoding", options->encoding, "Of the records: that of the wire, or utf8")
        ->check(CLI::IsMember({"wire", "utf8"}))
        ->capture_default_str();
    command.add_option("--format", options->format, "Of what is said about each record: text, or json, a line each")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    command.add_flag("--partial", options->partial, "Write the records that are built although others are not");
    command.add_flag("--list", options->list, "Show the constructions: what each takes, asks and fills in");
    command.add_flag("--show-ids", options->show_ids, "Show private values instead of masking them");
    command
        .add_option("--received-at", options->received_at,
                    "When the upload counts as received: 2025-10-15T20:00:00 or 1141015200000; default: now")
        ->type_name("TIME");
    add_supply_options(command, options->supplies);
    command.callback([options, &action] { action = [options] { return build(*options); }; });
}

}  // namespace jianhe::cli
