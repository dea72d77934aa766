#pragma once

#include <cstdint>
#include <vector>

#include "compiler/ir/module.h"

namespace jianhe::lint {

// A condition that is no `and`, `or` or `not`: where the analysis of rules stops taking conditions apart.
struct Atom {
    // How much is known of its answer.
    //   Decided  depends on one field and constants, and on the content's place between the constants only: the
    //            contents of contents.h give every answer it can have
    //   Loose    depends on one field and constants, but not every answer is met by those contents (a pattern, a slice)
    //   Free     anything else: two fields, rows, given values. It may answer what it likes
    enum class Kind : std::uint8_t { Decided, Loose, Free };

    ir::InstId id = ir::kNone<ir::InstId>;
    ir::FieldId field = ir::kNone<ir::FieldId>;  // of Decided and Loose
    Kind kind = Kind::Free;
};

Atom classify(const ir::Module& module, ir::InstId condition);

// The atoms of a condition, each once, in order of first mention.
std::vector<Atom> atoms_of(const ir::Module& module, const std::vector<ir::InstId>& conditions);

// True for and, or, not and the constant `true`: what atoms are joined by.
bool joins_conditions(ir::InstKind kind) noexcept;

}  // namespace jianhe::lint
