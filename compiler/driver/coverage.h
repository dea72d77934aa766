#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/record.h>

#include "compiler/interp/interpreter.h"
#include "compiler/ir/module.h"

namespace jianhe::driver {

// What the examples of a specification have shown: which rules fired and passed, and which cells of the presence tables
// were in force as required or as forbidden. The module must outlive it.
class Coverage {
public:
    explicit Coverage(const ir::Module& module);

    // Adds what one record showed; `interpreter` has just checked it.
    void add(const Record& record, const std::vector<TraceEntry>& trace, Interpreter& interpreter);

    // An example of a construction.
    void add(const ir::BuildExample& example);

    // For people: shares, then what is missing, one line each. Judges the examples again where there are scenarios.
    std::string text() const;

private:
    struct Seen {
        bool fired = false;
        bool passed = false;
    };
    using RuleKey = std::pair<ir::RuleId, ir::CodeId>;
    struct CellKey {
        ir::FieldId field;
        std::size_t column;
        ir::Mark mark;
        auto operator<=>(const CellKey&) const = default;
    };

    struct Shown {  // of a construction
        bool made = false;
        bool needs = false;
        bool refused = false;
    };
    void declare_cells();
    void add_cells(const Record& record, Interpreter& interpreter);
    std::string text_of(const CellKey& key) const;

    const ir::Module* module_;
    std::map<RuleKey, Seen> rules_;
    std::vector<Shown> constructions_;
    std::map<CellKey, bool> cells_;  // those that can be required or forbidden
};

}  // namespace jianhe::driver
