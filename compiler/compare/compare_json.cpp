#include <string>

#include <nlohmann/json.hpp>

#include "compiler/compare/compare.h"

namespace jianhe::compare {
namespace {

using Json = nlohmann::ordered_json;

Json positions_json(const std::vector<Position>& positions) {
    Json list = Json::array();
    for (const Position& position : positions) {
        list.push_back(
            {{"record", position.record}, {"order", position.row == 0 ? Json(nullptr) : Json(position.row)}});
    }
    return list;
}

Json pair_json(const SpecificationInfo& info, const Pair& pair) {
    return {{"pair", pair.field + ":" + pair.code},
            {"field", pair.field},
            {"code", pair.code},
            {"disposition", to_string(pair.disposition)},
            {"message", info.message(pair.code)},
            {"unchecked", pair.unchecked.empty() ? Json(nullptr) : Json(pair.unchecked)},
            {"both", positions_json(pair.both)},
            {"only_result", positions_json(pair.only_result)},
            {"only_ours", positions_json(pair.only_ours)}};
}

Json summary_json(const SpecificationInfo& info, const Comparison& comparison) {
    Json figures = Json::object();
    for (const Figure& figure : comparison.figures) {
        figures[figure.name] = {{"result", figure.result}, {"ours", figure.ours}};
    }
    Json others = Json::array();
    for (const auto& [label, text] : comparison.other_headers) others.push_back({{"label", label}, {"text", text}});
    return {{"upload", comparison.upload},
            {"result", comparison.result},
            {"equal", !comparison.differs()},
            {"both", comparison.both},
            {"only_result", comparison.only_result},
            {"only_result_unchecked", comparison.only_result_unchecked},
            {"only_ours", comparison.only_ours},
            {"own_advice", comparison.own_advice},
            {"figures", figures},
            {"other_headers", others},
            {"warnings", comparison.warnings},
            {"more_warnings", comparison.more_warnings},
            {"received_at", format_iso_datetime(comparison.received_at)},
            {"specification", {{"name", info.name}, {"version", info.version}, {"digest", info.digest}}}};
}

// Names of files need not be UTF-8.
std::string line_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace

std::string to_json(const SpecificationInfo& info, const Comparison& comparison) {
    std::string out;
    for (const Pair& pair : comparison.pairs) out += line_of(pair_json(info, pair));
    return out + line_of({{"summary", summary_json(info, comparison)}});
}

}  // namespace jianhe::compare
