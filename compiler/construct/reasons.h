#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/construct/draft.h"

namespace jianhe::construct {

// Says why a condition holds of the record that the evaluator looks at: its true parts, with the values they read.
//     P12 in {2, 3, 4} and P49 is empty   →   "P12 = 2", without the field that the sentence is about
class Reasons {
public:
    Reasons(const ir::Module& module, Evaluator& evaluator, const Draft& draft)
        : module_(module), evaluator_(evaluator), draft_(draft) {}

    // "P12 = 2 and Q04[2] = C"; empty: nothing but `about` decides.
    std::string of(ir::InstId condition, std::uint32_t row, Cell about);
    // The fields that the first part reads which does not hold of a condition that does not.
    std::vector<Cell> against(ir::InstId condition, std::uint32_t row);
    // Why the presence table says what it says of a field.
    std::string of_presence(Cell about);

private:
    struct Parts {
        std::vector<std::string> texts;
        Cell about;
    };
    void collect(ir::InstId id, std::uint32_t row, Parts& parts);
    void collect_leaf(ir::InstId id, std::uint32_t row, Parts& parts);
    void collect_fields(ir::InstId id, std::uint32_t row, std::vector<Cell>& cells);
    void add(Cell cell, Parts& parts) const;
    static void add(std::string text, Parts& parts);
    static std::string joined(const Parts& parts);

    const ir::Module& module_;
    Evaluator& evaluator_;
    const Draft& draft_;
};

}  // namespace jianhe::construct
