#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

#include "compiler/interp/evaluator.h"
#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe::lint {

// Everything that the interpreter makes of one record. Equal for two records that nothing tells apart.
struct Judged {
    std::vector<std::tuple<ir::CheckId, std::uint32_t, Outcome>> outcomes;      // every check and row
    std::vector<std::tuple<Reading::State, ir::FieldRole, ir::Mark>> fields;    // every field and row
    std::vector<std::tuple<std::string, std::uint32_t, std::string>> findings;  // field, row, code
    bool operator==(const Judged&) const = default;
};

// Judges records by the reference engine. The module must outlive it. One thread.
class Judge {
public:
    explicit Judge(const ir::Module& module);

    Judged judge(const ir::RecordValues& values, const GivenValues& givens);
    // What the caller would supply for the example; `values` may be others than its own.
    GivenValues givens_of(const ir::Example& example, const ir::RecordValues& values);

private:
    const ir::Module& module_;
    RecordLayout layout_;
    Record record_;
    Evaluator evaluator_;
};

}  // namespace jianhe::lint
