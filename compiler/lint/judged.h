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
#include "compiler/interp/supplies.h"
#include "compiler/ir/module.h"

namespace jianhe::lint {

// Everything that the interpreter makes of one record. Equal for two records that no condition tells apart.
struct Judged {
    struct FieldState {
        Reading::State state = Reading::State::Absent;
        ir::FieldRole fault = ir::FieldRole::WrongType;  // of malformed content
        bool is_listed = false;                          // its code set holds it; an open one need not
        ir::Mark mark = ir::Mark::Optional;
        bool operator==(const FieldState&) const = default;
    };
    std::vector<std::tuple<ir::CheckId, std::uint32_t, Outcome>> outcomes;      // every check and row
    std::vector<FieldState> fields;                                             // every field and row
    std::vector<std::tuple<std::string, std::uint32_t, std::string>> findings;  // field, row, code
    std::vector<Truth> answers;  // every condition that is no `and`, `or`, `not`; those that ask a row, for every row
    bool operator==(const Judged&) const = default;
};

// Judges records by the reference engine. The module must outlive it. One thread.
class Judge {
public:
    explicit Judge(const ir::Module& module);

    // `example` says what else is given: the records before it in its file, the masters it uses; null: nothing.
    Judged judge(const ir::RecordValues& values, const GivenValues& givens, const ir::Example* example = nullptr);
    // What the caller would supply for the example; `values` may be others than its own.
    GivenValues givens_of(const ir::Example& example, const ir::RecordValues& values);

private:
    struct Condition {
        ir::InstId id;
        ir::SegmentId rows;  // some: it asks a row of that segment
    };

    void judge_fields(Judged& judged);
    void judge_conditions(Judged& judged);
    std::uint32_t rows_of(ir::SegmentId segment) const;

    const ir::Module& module_;
    RecordLayout layout_;
    Record record_;
    Evaluator evaluator_;
    std::vector<Condition> conditions_;
    ExampleSupplies supplies_;
};

}  // namespace jianhe::lint
