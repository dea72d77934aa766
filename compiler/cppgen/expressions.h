#pragma once

#include <string>
#include <vector>

#include "compiler/cppgen/names.h"
#include "compiler/cppgen/sharing.h"
#include "compiler/ir/module.h"

namespace jianhe::cppgen {

// An expression of the IR as C++, and what of its surroundings it needs.
struct Written {
    std::string text;
    bool uses_context = false;  // `c`
    bool uses_row = false;      // `row`
};

// Writes expressions. In them `c` is the Context and `row` the row at hand.
class Expressions {
public:
    Expressions(const ir::Module& module, const Names& names, const Sharing& sharing)
        : module_(module), names_(names), sharing_(sharing) {}

    // As it stands where it is used: shared parts are calls.
    Written use(ir::InstId id) const { return finished(operand(id)); }
    // The body of the function that a shared part is.
    Written body(ir::InstId id) const;
    // The same with every operand as a call of its reason's function, to find out what is unknown.
    Written body_of_calls(ir::InstId id);
    static std::string reason_name(ir::InstId id);
    // The name of the function that a shared part is.
    static std::string function_name(const ir::Module& module, ir::InstId id);

    std::string field(ir::FieldId id) const;
    // A list of values for a key, in braces.
    std::string key(ir::KeyId id) const;
    // The field's number for functions that take one.
    std::string field_number(ir::FieldId id) const;
    // The whole of an `expect` that asks the file.
    Written question(ir::CheckId check) const;

private:
    Written finished(std::string text) const;
    std::string operand(ir::InstId id) const;
    std::string call(const std::string& name, bool by_row) const;
    std::string plain(ir::InstId id) const;
    std::string truth(ir::InstId id, const ir::Inst& inst) const;
    std::string value(ir::InstId id, const ir::Inst& inst) const;
    std::string constant(ir::InstId id) const;
    std::string bare_constant(ir::InstId id) const;
    std::string in_set(const ir::Inst& inst) const;
    std::string state_test(const ir::Inst& inst) const;
    std::string compared(const char* name, const ir::Inst& inst) const;
    std::string joined(const char* name, ir::InstId id) const;
    void add_joined(ir::InstKind kind, ir::InstId id, std::vector<ir::InstId>& parts) const;
    std::string over_rows(const char* name, const ir::Inst& inst, const std::string& before) const;
    std::string unique(ir::InstId id, const ir::Inst& inst) const;
    std::string day(ir::InstId id) const;
    std::string moved(const ir::Inst& inst) const;
    std::string tuple(ir::InstId id, bool as_key, bool is_dated) const;
    std::string part(const char* name, const ir::Inst& inst) const;

    const ir::Module& module_;
    const Names& names_;
    const Sharing& sharing_;
    bool calls_operands_ = false;
};

}  // namespace jianhe::cppgen
