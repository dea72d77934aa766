#include <nlohmann/json.hpp>

#include "compiler/diff/report.h"

namespace jianhe::diff {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

bool has_disposition(const Change& change) { return change.part == "rule" || change.part == "code"; }

}  // namespace

std::string to_json(const std::vector<Change>& changes) {
    std::string out;
    for (const Change& change : changes) {
        const Json line = {{"part", change.part},
                           {"name", change.name()},
                           {"action", to_string(change.action)},
                           {"effect", to_string(change.effect)},
                           {"disposition", has_disposition(change) ? Json(to_string(change.weight)) : Json(nullptr)},
                           {"text", change.text},
                           {"items", change.items},
                           {"old", text_or_null(change.old_text)},
                           {"new", text_or_null(change.new_text)}};
        out += line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    return out;
}

}  // namespace jianhe::diff
