#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/docgen/explain.h"
#include "compiler/ir/module.h"

// The pages of explain(). Private to this folder.
namespace jianhe::docgen {

std::string explain_code(const ir::Module& module, ir::CodeId id, const ExplainOptions& options);
std::string explain_field(const ir::Module& module, ir::FieldId id, const ExplainOptions& options);
std::string explain_scenario(const ir::Module& module, ir::ScenarioId id, const ExplainOptions& options);
std::string explain_construction(const ir::Module& module, ir::ConstructionId id);
std::string explain_code_set(const ir::Module& module, ir::CodeSetId id, const ExplainOptions& options);

// Rows for Page::table: code, label, validity. At most `limit` of them and a last row that says how many more there
// are.
std::vector<std::vector<std::string>> member_rows(const ir::CodeSet& set, std::size_t limit);

}  // namespace jianhe::docgen
