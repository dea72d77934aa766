#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/module.h"

// What `jianhe explain` prints: everything a specification says about one of its names. UTF-8 text of several lines
// with a line end each, aligned by the columns of a terminal, without colours.
namespace jianhe::docgen {

struct ExplainOptions {
    std::size_t max_members = 30;  // of a code set, in the page of a field; 0: all
    std::size_t max_places = 12;   // checks listed of one rule; 0: all
    std::size_t max_examples = 5;  // of a scenario, accepted and rejecting, unless more stand beside it; 0: all
};

// The page of a result code (R054), a field by tag or by name (P12, backfill_mark), a code set, a scenario or a
// construction by name, looked for in this order (a scenario and a
// construction of one name are both shown); capitals and small letters are alike where nothing is spelt exactly
// so. A code set under the name of a field is shown on that field's page. Empty: the specification has no such name.
std::optional<std::string> explain(const ir::Module& module, std::string_view name, const ExplainOptions& options = {});

// The names `explain` knows that are most like `name`, nearest first; none when nothing is near.
std::vector<std::string> closest_names(const ir::Module& module, std::string_view name, std::size_t limit = 5);

}  // namespace jianhe::docgen
