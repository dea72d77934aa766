#pragma once

#include <cstdint>
#include <optional>

#include <jianhe/record.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

namespace jianhe {

// The value of one expression for one record, outside of any rule; none: it has no content. Used for the `example`
// expressions of given values.
std::optional<std::int64_t> evaluate(const ir::Module& module, ir::InstId expression, const Record& record);

// The given values of an example: its own, then the `example` expressions of the specification.
GivenValues example_givens(const ir::Module& module, const ir::Example& example, const Record& record);

// A record made of declared values. Texts are views into `values`, which must outlive it.
void fill_record(const ir::RecordValues& values, Record& record);

}  // namespace jianhe
