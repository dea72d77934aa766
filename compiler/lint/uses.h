#pragma once

#include <set>
#include <string>
#include <string_view>

#include "dsl/ast/ast.h"

namespace jianhe::lint {

// The names that a specification uses, by how it uses them. A name in a loop's tuple may be put anywhere, so it counts
// as each.
struct Uses {
    std::set<std::string, std::less<>> sets;    // behind `in`, as a field's code set, in `placeholder each`
    std::set<std::string, std::less<>> tables;  // behind `in`, in `for each … in`
    std::set<std::string, std::less<>> cells;   // in presence tables
    std::set<std::string, std::less<>> asked;   // masters and providers
    std::set<std::string, std::less<>> buffers;
    std::set<std::string, std::less<>> relations;
};

Uses uses_of(const dsl::Specification& tree);

}  // namespace jianhe::lint
