#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <type_traits>
#include <vector>

#include "compiler/ir/module.h"
#include "compiler/lint/written.h"
#include "dsl/ast/ast.h"
#include "dsl/diag/emitter.h"
#include "dsl/source/source.h"

namespace jianhe::lint {

// What all lints share. Everything it refers to must outlive it.
class LintContext {
public:
    LintContext(const ir::Module& module_of, const dsl::Specification& tree_of, const dsl::SourceSet& sources,
                dsl::Emitter& emitter)
        : module(module_of), tree(tree_of), written(module_of, tree_of, sources), emitter_(emitter) {}

    const ir::Module& module;
    const dsl::Specification& tree;
    const Written written;

    // Reports a lint, unless one of the waivers silences it: then the result is empty and the waiver has its use.
    //   if (auto report = context.warn(dsl::diag::IdleExample, decl.waivers, decl.range, why)) report->hint("…");
    template <typename... Args>
    std::optional<dsl::DiagnosticBuilder> warn(const dsl::DiagnosticKind<Args...>& kind,
                                               const std::vector<dsl::Waiver>& waivers, dsl::SourceRange range,
                                               const std::type_identity_t<Args>&... args) {
        if (is_waived(kind.code, waivers)) return std::nullopt;
        return emitter_.report(kind, range, args...);
    }
    bool is_used(const dsl::Waiver& waiver) const { return used_.contains(&waiver); }

private:
    bool is_waived(std::string_view code, const std::vector<dsl::Waiver>& waivers) {
        bool waived = false;
        for (const dsl::Waiver& waiver : waivers) {
            if (waiver.lint.text != code) continue;
            used_.insert(&waiver);
            waived = true;
        }
        return waived;
    }

    dsl::Emitter& emitter_;
    std::set<const dsl::Waiver*> used_;
};

}  // namespace jianhe::lint
