#include "compiler/driver/identify_run.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace jianhe::driver {
namespace {

namespace fs = std::filesystem;

const char* yes_or_no(bool answer) { return answer ? "given" : "not given"; }

// The files of a folder of masters. That it can be listed was found when they were loaded.
std::vector<fs::path> files_in(const std::string& folder) {
    std::vector<fs::path> files;
    std::error_code fault;
    for (fs::directory_iterator entry(folder, fault); !fault && entry != fs::directory_iterator();
         entry.increment(fault)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored)) files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

RunIdentity identify_run(std::string_view program, const SpecificationInfo& info, const RunReportRequest& request,
                         DigestKind digest, const std::vector<std::pair<std::string, std::string>>& givens,
                         const SupplyRequest& supplies, const HistoryRequest& history,
                         const std::vector<Input>& inputs) {
    RunIdentity identity;
    identity.received_at = request.received_at;
    auto& settings = identity.settings;
    settings.emplace_back("the program", program);
    settings.emplace_back("the specification", info.bundle.empty() ? info.digest : info.bundle);
    settings.emplace_back("--format", request.format);
    settings.emplace_back("--digest", digest == DigestKind::Sha256 ? "sha256" : "xxh3");
    settings.emplace_back("--show-ids", yes_or_no(request.options.show_ids));
    settings.emplace_back("--all-records", yes_or_no(request.options.all_records));
    settings.emplace_back("--max-findings", std::to_string(request.options.max_findings));
    for (const auto& [name, value] : givens) settings.emplace_back("--given " + name, value);
    for (const auto& [name, library] : supplies.providers) {
        settings.emplace_back("the provider " + name, library + ", " + state_of(library));
    }
    for (const std::string& code : supplies.raised) settings.emplace_back("--reject " + code, yes_or_no(true));
    if (!supplies.master_folder.empty()) {
        for (const fs::path& file : files_in(supplies.master_folder)) {
            settings.emplace_back("the file " + file.filename().string() + " of --master", state_of(file.string()));
        }
    }
    if (!history.name.empty()) {
        settings.emplace_back("--history", history.name);
        settings.emplace_back("--accept", yes_or_no(history.accepts));
    }
    identity.inputs = states_of(inputs);
    return identity;
}

}  // namespace jianhe::driver
