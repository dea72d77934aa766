#pragma once

#include <optional>
#include <string>
#include <vector>

#include <jianhe/record_builder.h>

#include "compiler/ir/module.h"

namespace jianhe::docgen {

// What is shown of one construction: found out by building, so that it is what a caller meets.
struct ConstructionFacts {
    const ir::Construction* construction = nullptr;
    std::vector<BuildNeed> asked;             // when nothing at all is given
    std::vector<std::string> clauses;         // as written: "derive P20 := 0 when P23 = 2"
    const ir::BuildExample* shown = nullptr;  // the first that is built, or kept; null: there is none
    std::optional<BuildOutcome> outcome;      // of it
    std::string xml;                          // its record, in UTF-8; empty where nothing is uploaded
    std::vector<const ir::BuildExample*> examples;
};
ConstructionFacts facts_of(const ir::Module& module, ir::ConstructionId id);

// "needs P49, P52 only", "refused P52:R054", "built"
std::string describe_result(const ir::BuildExample& example);
// What the caller of an example gives, in a few words: the fields it names itself, and the buffers.
std::string describe_buffer(const ir::Module& module, const ir::Buffer& buffer);

}  // namespace jianhe::docgen
