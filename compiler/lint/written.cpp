#include "compiler/lint/written.h"

#include <map>
#include <tuple>

namespace jianhe::lint {

Written::Written(const ir::Module& module, const dsl::Specification& tree, const dsl::SourceSet& sources)
    : rules_(module.rules.size()), clauses_(module.checks.size()) {
    std::map<std::tuple<std::string_view, std::uint32_t, std::string_view>, const dsl::RuleDecl*> by_place;
    for (const dsl::RuleDecl& decl : tree.rules) {
        const dsl::SourceFile& file = sources.file(decl.range.file);
        const std::uint32_t line = file.line_column(decl.range.begin).line;
        by_place.emplace(std::tuple{std::string_view(file.path()), line, sources.text(decl.range)}, &decl);
    }
    for (std::size_t i = 0; i < module.rules.size(); ++i) {
        const ir::Rule& rule = module.rules[i];
        const auto found = by_place.find({rule.location.file, rule.location.line, rule.text});
        if (found == by_place.end()) continue;
        rules_[i] = found->second;
        add_clauses(module, rule, *found->second, sources.file(found->second->range.file));
    }
}

// Every turn of a rule's loops makes one check a clause, in written order.
void Written::add_clauses(const ir::Module& module, const ir::Rule& rule, const dsl::RuleDecl& decl,
                          const dsl::SourceFile& file) {
    for (std::size_t i = 0; i < rule.checks.size(); ++i) {
        dsl::SourceRange& range = clauses_[ir::index_of(rule.checks[i])];
        range = decl.codes.front().range;
        if (decl.clauses.empty()) continue;
        const dsl::Clause& clause = decl.clauses[i % decl.clauses.size()];
        const std::uint32_t line = file.line_column(clause.range.begin).line;
        if (line == module.checks[ir::index_of(rule.checks[i])].location.line) range = clause.range;
    }
}

const std::string& place_of(const ir::Module& module, const ir::Check& check) {
    if (ir::is_some(check.field)) return module.field(check.field).tag;
    if (ir::is_some(check.chosen)) return module.chosen_dates[ir::index_of(check.chosen)].name;
    return module.segment(check.segment).tag;
}

}  // namespace jianhe::lint
