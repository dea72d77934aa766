#pragma once

#include <set>

#include "compiler/ir/module.h"
#include "compiler/jit/plan.h"

// Which fields must be given for a check to say anything. Most checks speak of fields that most records do not have,
// so one comparison of bit sets passes them over.
namespace jianhe::jit {

// Clean: no field of the record is malformed. Exact: some may be.
enum class Mode : std::uint8_t { Clean, Exact };

using Fields = std::set<std::uint32_t>;

class Needs {
public:
    Needs(const ir::Module& module, const Plan& plan, Mode mode) : m_(module), plan_(plan), mode_(mode) {}

    bool may_be_unknown(ir::InstId id) const;
    bool may_have_no_answer(ir::InstId id) const;
    // If one of them is empty, the check neither fires nor is blocked.
    Fields of(const ir::Check& check) const;
    // What an expression reads, and whether it reads rows; for deciding whether malformed fields concern it.
    void add_reads(ir::InstId id, Fields& fields) const;
    // The same without its operands.
    void add_own_reads(const ir::Inst& inst, Fields& fields) const;

private:
    // If one of the fields is empty, the condition is …
    struct Empty {
        Fields is_false;
        Fields is_true;
        Fields not_true;   // neither true nor unknown
        Fields not_false;  // neither false nor unknown
    };
    Empty when_empty(ir::InstId id) const;
    // If one of them is empty, the value has no content (and is not unknown).
    Fields contents(ir::InstId id) const;

    const ir::Module& m_;
    const Plan& plan_;
    Mode mode_;
};

}  // namespace jianhe::jit
