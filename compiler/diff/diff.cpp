#include "compiler/diff/diff.h"

#include "compiler/diff/parts.h"

namespace jianhe::diff {

Use Modules::use_of(const std::string& name) const {
    Use use;
    for (const Uses* uses : {&used_before, &used_after}) {
        const auto found = uses->find(name);
        if (found == uses->end()) continue;
        use.when_grown = combined(use.when_grown, found->second.when_grown);
        use.readers = found->second.readers;
    }
    return use;
}

std::vector<Change> diff(const ir::Module& old_module, const ir::Module& new_module) {
    std::vector<Change> changes;
    Modules modules{old_module, new_module, uses_of(old_module), uses_of(new_module), changes};
    diff_header(modules);
    diff_segments(modules);
    diff_fields(modules);
    diff_presence(modules);
    diff_code_sets(modules);
    diff_sets(modules);
    diff_tables(modules);
    diff_masters(modules);
    diff_providers(modules);
    diff_scenarios(modules);
    diff_constructions(modules);
    diff_history(modules);
    diff_codes(modules);
    diff_rules(modules);
    merge_and_sort(changes);
    return changes;
}

}  // namespace jianhe::diff
