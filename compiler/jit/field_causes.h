#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/module.h"
#include "compiler/jit/context.h"
#include "compiler/jit/plan.h"

namespace jianhe::jit {

// Why checks are blocked, where it can be told without evaluating them: what asks nobody but the record's own fields
// has no answer because of those that are malformed, so where there is but one, because of that. Immutable; both
// arguments must outlive it.
class FieldCauses {
public:
    FieldCauses(const ir::Module& module, const Plan& plan);

    // Of a Blocked one: whether what has no answer asks only fields.
    bool are_fields(const Event& event) const noexcept {
        return (event.detail == kByWhen ? whens_ : expects_)[event.subject];
    }
    // None: there are several, or none.
    ir::FieldId only_malformed(const Context& context) const noexcept;

private:
    bool asks_only_fields(ir::InstId inst) const;

    const ir::Module& module_;
    const Plan& plan_;
    std::vector<bool> whens_;  // by check
    std::vector<bool> expects_;
};

}  // namespace jianhe::jit
