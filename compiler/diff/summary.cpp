#include "compiler/diff/summary.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace jianhe::diff {
namespace {

using Json = nlohmann::ordered_json;

Json specification_json(const ir::Module& module) {
    return {{"name", module.name}, {"version", module.version}, {"digest", module.digest}};
}

Json files_json(const FilesComparison& files) {
    Json verdicts = Json::array();
    for (const auto& [verdict, count] : files.verdicts) {
        verdicts.push_back({{"old", verdict.first}, {"new", verdict.second}, {"records", count}});
    }
    return {{"files", files.files},
            {"unreadable_files", files.unreadable_files},
            {"differing_files", files.differing_files},
            {"records", files.records},
            {"differing", files.differing},
            {"verdicts", verdicts},
            {"gone", files.gone},
            {"added", files.added},
            {"changed", files.changed},
            {"received_at", format_iso_datetime(files.received_at)}};
}

}  // namespace

std::string summary_json(const ir::Module& before, const ir::Module& after, const std::vector<Change>& changes,
                         const FilesComparison* files) {
    Json summary = {{"changes", changes.size()}};
    for (const Effect effect : {Effect::Tightened, Effect::Unclear, Effect::Relaxed, Effect::None}) {
        summary[std::string(to_string(effect))] = std::count_if(
            changes.begin(), changes.end(), [effect](const Change& change) { return change.effect == effect; });
    }
    summary["on"] = files == nullptr ? Json(nullptr) : files_json(*files);
    summary["old"] = specification_json(before);
    summary["new"] = specification_json(after);
    return Json{{"summary", summary}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace jianhe::diff
