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

std::string_view sign(Kind kind) { return kind == Kind::Derive || kind == Kind::Keep ? " := " : " = "; }

}  // namespace

std::string value_words(const ir::BuildClause& clause) {
    std::string words = clause.value_text;
    if (!clause.followed_by.empty()) words += " followed by " + clause.followed_by;
    if (clause.padded > 0) words += fmt::format(" padded {}", clause.padded);
    return words;
}

std::string clause_words(const ir::Module& module, const ir::BuildClause& clause) {
    const std::string value = value_words(clause);
    std::string words = fmt::format("{}{}", verb(clause.kind), module.field(clause.field).tag);
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

}  // namespace jianhe::cppgen
