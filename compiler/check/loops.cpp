#include "compiler/check/loops.h"

#include <algorithm>
#include <map>

namespace jianhe {
namespace {

constexpr std::size_t kMaxTurns = 4096;

}  // namespace

// Rows, and the tuples that are gone through.
bool Loops::check(Scope& scope) {
    std::size_t turns = 1;
    bool sound = check_variables();
    for (const dsl::ForEach& loop : written_) {
        if (loop.row_name) {
            sound = check_rows(*loop.row_name, scope) && sound;
            continue;
        }
        const std::vector<std::vector<dsl::Name>>* tuples = &loop.tuples;
        if (loop.table) {
            const auto* const* table = context_.resolve(context_.tuples, *loop.table, "table of tuples");
            if (table == nullptr) {
                sound = false;
                continue;
            }
            tuples = &(*table)->rows;
        }
        if (!check_arity(loop, *tuples)) {
            sound = false;
            continue;
        }
        loops_.push_back({&loop, tuples});
        turns *= std::max<std::size_t>(tuples->size(), 1);
        if (turns > kMaxTurns) {
            context_.emitter.report(dsl::diag::TooManyTurns, loop.range, kMaxTurns);
            return false;
        }
    }
    return sound;
}

bool Loops::check_rows(const dsl::Name& rows, Scope& scope) {
    if (rows_ != nullptr) {
        context_.emitter.report(dsl::diag::SecondRowLoop, rows.range).note(rows_->range, "the first");
        return false;
    }
    rows_ = &rows;
    const ir::SegmentId* segment = context_.resolve_rows(rows);
    if (segment == nullptr) return false;
    scope.row = *segment;
    return true;
}

bool Loops::check_variables() {
    std::map<std::string_view, dsl::SourceRange> places;
    bool sound = true;
    for (const dsl::ForEach& loop : written_) {
        for (const dsl::Name& variable : loop.variables) {
            const auto [first, is_new] = places.emplace(variable.text, variable.range);
            if (!is_new) context_.report_twice(variable, "loop variable", first->second);
            sound = sound && is_new;
        }
    }
    return sound;
}

// Every tuple has a word for each variable; the first that has not is reported where it can be mended.
bool Loops::check_arity(const dsl::ForEach& loop, const std::vector<std::vector<dsl::Name>>& tuples) {
    for (const std::vector<dsl::Name>& tuple : tuples) {
        if (tuple.size() == loop.variables.size() || tuple.empty()) continue;
        const dsl::SourceRange variables = join(loop.variables.front().range, loop.variables.back().range);
        const dsl::SourceRange words = join(tuple.front().range, tuple.back().range);
        context_.emitter
            .report(dsl::diag::TupleArity, loop.table ? variables : words, loop.variables.size(), tuple.size())
            .note(loop.table ? words : variables, loop.table ? "a tuple of the table" : "the variables");
        return false;
    }
    return true;
}

bool Loops::has_variable(std::string_view name) const {
    return std::any_of(loops_.begin(), loops_.end(), [&](const Loop& loop) {
        return std::any_of(loop.decl->variables.begin(), loop.decl->variables.end(),
                           [&](const dsl::Name& variable) { return variable.text == name; });
    });
}

void Loops::turn_at(std::size_t depth, Scope& scope, const std::function<void()>& turn) const {
    if (depth == loops_.size()) return turn();
    const Loop& loop = loops_[depth];
    for (const std::vector<dsl::Name>& tuple : *loop.tuples) {
        for (std::size_t i = 0; i < tuple.size(); ++i) scope.variables[loop.decl->variables[i].text] = tuple[i];
        turn_at(depth + 1, scope, turn);
    }
}

}  // namespace jianhe
