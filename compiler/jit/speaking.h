#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "compiler/ir/module.h"
#include "compiler/jit/needs.h"
#include "compiler/jit/plan.h"

// Which checks can say anything where one thing is known of a record: what word a field has, that it is not given, that
// no row passes a test. Selections of checks are made of these answers. Of a record with malformed fields they hold for
// checks that read none of them.
namespace jianhe::jit {

// What is known of one field while a condition is looked at; everything else may be anything.
struct Known {
    std::uint32_t field = 0;
    const Word* word = nullptr;  // null: a text that is no word of the field, or, when not given, none
    bool given = false;
    // Of a field in rows: one of its tests, and whether some row passes it. Without a test it is known of the row that
    // the check is judged at, and of no other.
    std::optional<std::uint32_t> bit = std::nullopt;
    bool any = false;
    // Otherwise, by bit of Slot::atoms: the tests of which it is known whether the word passes them.
    std::uint64_t tests = ~std::uint64_t{0};
};

enum class Possible : std::uint8_t { True, False, Any };

class Speaking {
public:
    // All three must outlive it.
    Speaking(const ir::Module& module, const Plan& plan, const Needs& needs) : m_(module), plan_(plan), needs_(needs) {}

    Possible truth(ir::InstId id, const Known& known) const;
    // Whether the check may fire, or be blocked.
    bool may_speak(const ir::Check& check, const Known& known) const;

private:
    Possible truth_of_atom(const std::pair<std::uint32_t, std::uint32_t>& atom, const Known& known) const;
    bool is_in_row(std::uint32_t field) const { return m_.segments[plan_.fields[field].segment].repeated(); }

    const ir::Module& m_;
    const Plan& plan_;
    const Needs& needs_;
};

}  // namespace jianhe::jit
