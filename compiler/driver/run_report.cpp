#include "compiler/driver/run_report.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

bool is_built_in(const std::string& format) { return format == "text" || format == "json"; }

Error cannot_create(const fs::path& folder, const std::error_code& error) {
    return Error{fmt::format("cannot create the folder {}: {}", folder.string(), error.message())};
}

// Creates the folders above it and opens it.
Result<std::unique_ptr<OutputSink>> open_below(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return cannot_create(path.parent_path(), error);
    return open_output_file(path.string());
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

Result<std::unique_ptr<ReportWriter>> make_own_report(const RunReportRequest& request, const SpecificationInfo& info) {
    const auto found = info.report_templates.find(request.format);
    if (found == info.report_templates.end()) return Error{fmt::format("there is no format `{}`", request.format)};
    OutputFactory open = [folder = request.folder](std::string_view shown) {
        if (folder.empty()) return Result<std::unique_ptr<OutputSink>>{standard_output()};
        return open_below(fs::path(folder) / result_path(std::string(shown)));
    };
    return make_template_report(info, request.options, request.received_at, found->second, std::move(open));
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

Result<RunReport> RunReport::open(const RunReportRequest& request, const SpecificationInfo& info) {
    RunReport report;
    if (!is_built_in(request.format)) {
        auto writer = make_own_report(request, info);
        if (!writer) return writer.error();
        report.writer_ = std::move(*writer);
        return report;
    }
    const bool json = request.format == "json";
    auto output = request.folder.empty()
                      ? Result<std::unique_ptr<OutputSink>>{standard_output()}
                      : open_below(fs::path(request.folder) / (json ? "report.jsonl" : "report.txt"));
    if (!output) return output.error();
    report.output_ = std::move(*output);
    report.writer_ = json ? make_json_report(info, request.options, *report.output_)
                          : make_text_report(info, request.options, request.colours, *report.output_);
    return report;
}

Result<void> RunReport::close() {
    if (output_ == nullptr) return {};
    return output_->close();
}

}  // namespace jianhe::driver
