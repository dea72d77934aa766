#include "compiler/cppgen/clause_words.h"

#include <fmt/format.h>

namespace jianhe::cppgen {
namespace {

using Kind = ir::BuildClause::Kind;

std::string_view verb(Kind kind) {
    switch (kind) {
        case Kind::Set: return "set     ";
        case Kind::Default: return "default ";
        case Kind::Derive: return "derive  ";
        case Kind::Ask:
        case Kind::AskOptional: return "ask     ";
        case Kind::Keep: return "keep    ";
    }
    return "";
}

bool asks(Kind kind) { return kind == Kind::Ask || kind == Kind::AskOptional; }

std::string_view sign(Kind kind) { return kind == Kind::Derive || kind == Kind::Keep ? " := " : " = "; }

std::string words_of(const ir::Module& module, const ir::BuildClause& clause, std::string_view fields) {
    const std::string value = value_words(clause);
    std::string words = fmt::format("{}{}", verb(clause.kind), fields);
    if (clause.kind == Kind::Set && !ir::is_some(clause.value)) {
        words += " absent";
    } else if (!value.empty()) {
        words += fmt::format("{}{}", sign(clause.kind), value);
    }
    if (clause.kind == Kind::AskOptional) words += " optional";
    if (!clause.when_text.empty()) words += " when " + clause.when_text;
    if (ir::is_some(clause.row)) words += " for each " + module.segment(clause.row).row_name;
    return words;
}

}  // namespace

std::string value_words(const ir::BuildClause& clause) {
    std::string words = clause.value_text;
    if (!clause.followed_by.empty()) words += " followed by " + clause.followed_by;
    if (clause.padded > 0) words += fmt::format(" padded {}", clause.padded);
    return words;
}

std::string clause_words(const ir::Module& module, const ir::BuildClause& clause) {
    return words_of(module, clause, module.field(clause.field).tag);
}

std::vector<std::string> clause_lines(const ir::Module& module, const ir::Construction& construction) {
    std::vector<std::string> lines;
    const auto& clauses = construction.clauses;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        std::string fields = module.field(clauses[i].field).tag;
        const auto goes_on = [&](const ir::BuildClause& next) {
            return asks(next.kind) && next.kind == clauses[i].kind && next.location.line == clauses[i].location.line &&
                   next.location.file == clauses[i].location.file && next.row == clauses[i].row;
        };
        std::size_t last = i;
        while (last + 1 < clauses.size() && goes_on(clauses[last + 1])) {
            fields += ", " + module.field(clauses[++last].field).tag;
        }
        lines.push_back(words_of(module, clauses[i], fields));
        i = last;
    }
    return lines;
}

}  // namespace jianhe::cppgen
