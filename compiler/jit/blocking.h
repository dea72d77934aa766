#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <jianhe/finding.h>

#include "compiler/interp/blocked_places.h"
#include "compiler/ir/module.h"
#include "compiler/jit/blocked_checks.h"
#include "compiler/jit/context.h"

namespace jianhe::jit {

// What follows where rules that block single fields have fired. Compiled code leaves out the checks at those fields;
// which these are is known of most fields without looking at the record, and of all others the interpreter judges it.
// Immutable; `module` must outlive it.
class Blocking {
public:
    explicit Blocking(const ir::Module& module);

    // Adds what was blocked by what has fired, sorted. False: only the interpreter can say what follows.
    bool find_places(std::span<const Event> events, BlockedPlaces& places) const;
    // The checks that were left out; those without a disposition are silent.
    void tell(const BlockedPlaces& places, std::span<const std::optional<Disposition>> dispositions,
              const Context& context, BlockedChecks& blocked) const;

private:
    // What stands at a field that some rule blocks.
    struct Blockable {
        std::vector<std::uint32_t> checks;
        bool is_known = true;  // whatever the record says
    };

    void add_check(std::uint32_t id);
    bool may_be_chosen(const ir::Check& check, std::uint32_t field) const;

    const ir::Module& module_;
    std::vector<Blockable> fields_;
};

}  // namespace jianhe::jit
