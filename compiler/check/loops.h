#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"

namespace jianhe {

// The loops of a rule or an effect: rows of one segment, and tuples, whose words are put in place of variables turn by
// turn. What is wrong with them is reported.
class Loops {
public:
    Loops(Context& context, const std::vector<dsl::ForEach>& written) : context_(context), written_(written) {}

    // Sets the row of the scope. False: there is nothing to go through.
    bool check(Scope& scope);
    bool has_variable(std::string_view name) const;
    // Calls `turn` with the words of one tuple of each loop in place, loop by loop.
    void for_each_turn(Scope& scope, const std::function<void()>& turn) const { turn_at(0, scope, turn); }

private:
    struct Loop {
        const dsl::ForEach* decl;
        const std::vector<std::vector<dsl::Name>>* tuples;
    };

    bool check_variables();
    bool check_rows(const dsl::Name& rows, Scope& scope);
    bool check_arity(const dsl::ForEach& loop, const std::vector<std::vector<dsl::Name>>& tuples);
    void turn_at(std::size_t depth, Scope& scope, const std::function<void()>& turn) const;

    Context& context_;
    const std::vector<dsl::ForEach>& written_;
    const dsl::Name* rows_ = nullptr;
    std::vector<Loop> loops_;
};

}  // namespace jianhe
