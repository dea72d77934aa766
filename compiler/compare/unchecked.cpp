#include "compiler/compare/unchecked.h"

#include <algorithm>

namespace jianhe::compare {
namespace {

bool is_reported(const ir::Module& module, ir::CodeId id) {
    const auto holds = [id](const auto& codes) { return std::find(codes.begin(), codes.end(), id) != codes.end(); };
    return module.too_many == id || holds(module.envelope) ||
           std::any_of(module.fields.begin(), module.fields.end(),
                       [&](const ir::Field& field) { return holds(field.codes); }) ||
           std::any_of(module.checks.begin(), module.checks.end(),
                       [&](const ir::Check& check) { return check.code == id; });
}

}  // namespace

std::string why_unchecked(const ir::Module& module, std::string_view code) {
    const ir::CodeId id = module.find_code(code);
    if (!ir::is_some(id)) return "the registry does not have this code";
    if (is_reported(module, id)) return "";
    const ir::Code& entry = module.code(id);
    std::string why = entry.status == ir::CodeStatus::Unstated ? "no rule reports it"
                                                               : "status " + std::string(ir::to_string(entry.status));
    if (!entry.needs.empty()) why += ", needs " + entry.needs;
    if (!entry.reason.empty()) why += ": " + entry.reason;
    return why;
}

}  // namespace jianhe::compare
