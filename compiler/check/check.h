#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <jianhe/result.h>

#include "compiler/ir/module.h"
#include "dsl/ast/ast.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe {

// Gives the text of a file that a specification names (a table, the registry, a report template), by its path relative
// to the specification's folder.
using SpecificationFileReader = std::function<Result<std::string>(std::string_view path)>;

// Resolves names, checks types and rules, reads the tables, and lowers everything to the IR. Never throws; faults of
// the author go to `emitter`, and then there is no module. The files read are added to `sources`, so that diagnostics
// can point into them. Usage:
//   const dsl::Specification tree = dsl::parse(sources, files, emitter);
//   std::optional<ir::Module> module = check_specification(tree, sources, read_file, emitter);
std::optional<ir::Module> check_specification(const dsl::Specification& tree, dsl::SourceSet& sources,
                                              const SpecificationFileReader& read_file, dsl::Emitter& emitter);

}  // namespace jianhe
