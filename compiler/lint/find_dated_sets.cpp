// L607: code sets with dated rows where no date, or none that must be there, decides on them.

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "compiler/lint/lints.h"

namespace jianhe::lint {
namespace {

// What is wrong with the date that decides; empty: nothing.
std::string fault_of(const ir::Module& module) {
    const ir::DateSource& source = module.code_sets_by;
    if (ir::is_some(source.chosen)) return {};
    if (!ir::is_some(source.given)) return "nothing names the date that decides on them";
    const ir::Given& given = module.givens[ir::index_of(source.given)];
    return given.is_optional ? fmt::format("`{}`, which decides on them, may be left out", given.name) : "";
}

bool is_read(const ir::Module& module, std::size_t set) {
    const auto id = static_cast<std::uint32_t>(set);
    return std::any_of(module.fields.begin(), module.fields.end(),
                       [id](const ir::Field& field) { return ir::index_of(field.code_set) == id; }) ||
           std::any_of(module.insts.begin(), module.insts.end(),
                       [id](const ir::Inst& inst) { return inst.kind == ir::InstKind::InCodeSet && inst.b == id; });
}

}  // namespace

void find_dated_sets_without_date(LintContext& context) {
    const std::string fault = fault_of(context.module);
    if (fault.empty()) return;
    for (std::size_t i = 0; i < context.module.code_sets.size(); ++i) {
        const ir::CodeSet& set = context.module.code_sets[i];
        if (!set.is_dated || !is_read(context.module, i)) continue;
        for (const dsl::CodeSetDecl& decl : context.tree.code_sets) {
            if (decl.name.text != set.name) continue;
            auto report = context.warn(dsl::diag::DatedSetWithoutDate, decl.waivers, decl.name.range, set.name, fault);
            if (report)
                report->hint("write `code_sets by NAME` in the specification block; without a day every row holds");
        }
    }
}

}  // namespace jianhe::lint
