#pragma once

#include <cstdint>
#include <vector>

#include <jianhe/validator.h>

#include "compiler/ir/module.h"
#include "compiler/jit/context.h"
#include "compiler/jit/plan.h"

namespace jianhe::jit {

// Why checks are blocked, where it can be told without evaluating them. What asks nobody but the record's own fields
// has no answer because of those that are malformed, so where there is but one, because of that. What asks a key, or
// others by some fields, has none because of one of these. Found out when first asked, because most checks are never
// blocked in a run. Belongs to one thread; what it is made with must outlive it.
class FieldCauses {
public:
    FieldCauses(const ir::Module& module, const Plan& plan, const Supplied& supplied);

    // Of a Blocked one, where no other field is malformed: whether this one is all that stood in its way.
    bool is_cause(ir::FieldId only, const Event& event);
    // None: there are several, or none.
    ir::FieldId only_malformed(const Context& context) const noexcept;

private:
    using Fields = std::vector<bool>;

    Fields causes_of(ir::InstId inst) const;
    // The fields that one of these has no answer without.
    Fields asked_by(const ir::Inst& inst) const;
    void add_arguments(ir::InstId inst, Fields& fields) const;

    const ir::Module& module_;
    const Plan& plan_;
    const Supplied& supplied_;
    std::vector<Fields> whens_;  // by check; empty: not known yet
    std::vector<Fields> expects_;
};

}  // namespace jianhe::jit
