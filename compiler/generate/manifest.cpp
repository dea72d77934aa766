#include <nlohmann/json.hpp>

#include "compiler/generate/generate.h"

namespace jianhe::generate {

std::string manifest_line(const Generated& generated, std::string_view file_name) {
    nlohmann::ordered_json line;
    line["file"] = file_name;
    line["record"] = generated.record;
    line["base"] = generated.base;
    line["made_for"] =
        generated.made_for.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(generated.made_for);
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace jianhe::generate
