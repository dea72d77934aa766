#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <jianhe/validator.h>

#include "compiler/ir/module.h"
#include "compiler/jit/context.h"
#include "compiler/jit/plan.h"

namespace jianhe::jit {

// Why checks are blocked, where it can be told without evaluating them. What asks nobody but the record's own fields
// has no answer because of those that are malformed, so where it reads but one of them, because of that. What asks a
// key, or others by some fields, has none because of one of these; what asks a master or a provider that is not
// supplied, and reads no malformed field beside, because of that. Found out when first asked, because most checks are
// never blocked in a run. Belongs to one thread; what it is made with must outlive it.
class FieldCauses {
public:
    // One of them, or neither: that is not known.
    struct Cause {
        ir::FieldId field = ir::kNone<ir::FieldId>;
        std::optional<std::uint32_t> not_checked;  // in Plan::not_checked
    };

    FieldCauses(const ir::Module& module, const Plan& plan, const Supplied& supplied);

    // Another record.
    void begin(const Context& context);
    // Of a Blocked one of that record: all that stood in its way.
    Cause cause_of(const Event& event);

private:
    // A bit a field, in words.
    using Fields = std::vector<std::uint64_t>;

    struct Expression {
        Fields reads;   // but for what is asked of those that are not supplied
        Fields causes;  // without any of these it has no answer
        std::optional<std::uint32_t> not_supplied;
        bool asks_others = false;  // but for that
    };

    const Expression& expression_of(const Event& event);
    void add(std::uint32_t check, ir::InstId id, Expression& expression) const;
    std::optional<Source> not_supplied(const ir::Inst& inst) const;
    // The fields that one of these has no answer without; null: whichever are read.
    std::optional<Fields> asked_by(const ir::Inst& inst) const;
    void add_arguments(ir::InstId inst, Fields& fields) const;
    Fields fields(bool all) const;

    const ir::Module& module_;
    const Plan& plan_;
    const Supplied& supplied_;
    Fields malformed_;
    std::vector<std::uint32_t> known_;  // by check, `expect` and then `when`: one more than in expressions_; 0: not yet
    std::vector<Expression> expressions_;
};

}  // namespace jianhe::jit
