#include "compiler/driver/run_report.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

// A power cut costs so much work and what was done of the file at hand.
constexpr auto kTimeBetweenSyncs = std::chrono::seconds(2);

bool is_built_in(const std::string& format) { return format == "text" || format == "json"; }

Error cannot_create(const fs::path& folder, const std::error_code& error) {
    return Error{fmt::format("cannot create the folder {}: {}", folder.string(), error.message())};
}

Result<void> create_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return cannot_create(folder, error);
    return {};
}

// Where the result of an input stands below the output folder. Parts that would lead out of it are left out.
fs::path result_path(const std::string& shown) {
    fs::path path;
    for (const fs::path& part : fs::path(shown == "-" ? "standard-input" : shown).relative_path()) {
        if (part != "." && part != "..") path /= part;
    }
    path += ".result.txt";
    return path;
}

Result<void> check_result_paths(const std::vector<Input>& inputs) {
    std::vector<fs::path> paths;
    for (const Input& input : inputs) paths.push_back(result_path(input.shown));
    std::sort(paths.begin(), paths.end());
    const auto twice = std::adjacent_find(paths.begin(), paths.end());
    if (twice == paths.end()) return {};
    return Error{fmt::format("two inputs would both write {}; validate them in two runs with two --out folders",
                             twice->string())};
}

std::string known_formats(const SpecificationInfo& info) {
    std::string names = "text, json";
    for (const auto& [name, text] : info.report_templates) names += ", " + name;
    return names;
}

}  // namespace

Result<void> check_request(const RunReportRequest& request, const SpecificationInfo& info,
                           const std::vector<Input>& inputs) {
    if (is_built_in(request.format)) return {};
    if (!info.report_templates.contains(request.format)) {
        return Error{
            fmt::format("there is no format `{}`; this specification has: {}", request.format, known_formats(info))};
    }
    if (request.options.all_records || request.options.max_findings != 0) {
        return Error{fmt::format("the layout of `{}` is fixed: --all-records and --max-findings go with text and json",
                                 request.format)};
    }
    if (!request.folder.empty()) return check_result_paths(inputs);
    if (inputs.size() <= 1) return {};
    return Error{fmt::format("`{}` writes one file for each of {} inputs; say where with --out DIR", request.format,
                             inputs.size())};
}

Result<void> check_templates(const SpecificationInfo& info) {
    for (const auto& [name, text] : info.report_templates) {
        if (auto report = make_template_report(info, {}, {}, text, {}); !report) {
            return Error{fmt::format("the template of the report `{}`, {}", name, report.error().text)};
        }
    }
    return {};
}

std::string report_path(const RunReportRequest& request) {
    if (request.folder.empty() || !is_built_in(request.format)) return {};
    return (fs::path(request.folder) / (request.format == "json" ? "report.jsonl" : "report.txt")).string();
}

Result<RunReport> RunReport::open(const RunReportRequest& request, const SpecificationInfo& info) {
    RunReport report;
    if (!request.folder.empty()) {
        if (auto done = create_folder(request.folder); !done) return done.error();
    }
    if (auto done = report.open_writer(request, info, 0); !done) return done.error();
    return report;
}

// The journal is opened first: it keeps another run away from the documents.
Result<RunReport> RunReport::open(const RunReportRequest& request, const SpecificationInfo& info,
                                  const RunIdentity& identity, const std::optional<UnfinishedRun>& unfinished) {
    RunReport report;
    if (auto done = create_folder(request.folder); !done) return done.error();
    auto journal =
        unfinished ? ResumeJournal::go_on(request.folder, *unfinished) : ResumeJournal::begin(request.folder, identity);
    if (!journal) return journal.error();
    report.journal_ = std::move(*journal);
    if (auto done = report.open_writer(request, info, unfinished ? unfinished->report_bytes : 0); !done) {
        return done.error();
    }
    return report;
}

Result<void> RunReport::open_writer(const RunReportRequest& request, const SpecificationInfo& info,
                                    std::uint64_t kept_bytes) {
    if (!is_built_in(request.format)) return open_own_writer(request, info);
    const std::string path = report_path(request);
    if (path.empty()) {
        output_ = standard_output();
    } else if (journal_) {
        auto output = open_continued_output(path, kept_bytes);
        if (!output) return output.error();
        continued_ = output->get();
        output_ = std::move(*output);
    } else {
        auto output = open_output_file(path);
        if (!output) return output.error();
        output_ = std::move(*output);
    }
    writer_ = request.format == "json" ? make_json_report(info, request.options, *output_)
                                       : make_text_report(info, request.options, request.colours, *output_);
    return {};
}

Result<void> RunReport::open_own_writer(const RunReportRequest& request, const SpecificationInfo& info) {
    const auto found = info.report_templates.find(request.format);
    if (found == info.report_templates.end()) return Error{fmt::format("there is no format `{}`", request.format)};
    last_result_->folder = request.folder;
    OutputFactory open_output = [last = last_result_](std::string_view shown) -> Result<std::unique_ptr<OutputSink>> {
        if (last->folder.empty()) return standard_output();
        const fs::path below = result_path(std::string(shown));
        const fs::path path = fs::path(last->folder) / below;
        if (auto done = create_folder(path.parent_path()); !done) return done.error();
        last->path = below.string();
        return open_output_file(path.string());
    };
    auto writer =
        make_template_report(info, request.options, request.received_at, found->second, std::move(open_output));
    if (!writer) return writer.error();
    writer_ = std::move(*writer);
    return {};
}

Result<void> RunReport::file_done(const Summary& part) {
    if (!journal_) return {};
    FinishedFile file;
    file.part = part;
    if (continued_ != nullptr) {
        auto length = continued_->flush();
        if (!length) return length.error();
        file.report_bytes = *length;
    }
    file.result = std::exchange(last_result_->path, {});
    if (!file.result.empty()) {
        const fs::path path = fs::path(last_result_->folder) / file.result;
        std::error_code fault;
        file.result_bytes = fs::file_size(path, fault);
        if (fault) return Error{fmt::format("cannot look at {}: {}", path.string(), fault.message())};
    }
    if (auto done = journal_->add(file); !done) return done;
    if (Clock::now() - synced_ < kTimeBetweenSyncs) return {};
    if (continued_ != nullptr) {
        if (auto done = continued_->sync(); !done) return done;
    }
    synced_ = Clock::now();
    return journal_->add_synced();
}

Result<void> RunReport::accepting(const std::string& digest) {
    return journal_ ? journal_->add_accepting(digest) : Result<void>{};
}

Result<void> RunReport::close() {
    if (output_ != nullptr) {
        if (auto done = output_->close(); !done) return done;
    }
    return journal_ ? journal_->remove() : Result<void>{};
}

}  // namespace jianhe::driver
