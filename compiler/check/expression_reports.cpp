#include <algorithm>

#include "compiler/check/expressions.h"

// What is said about a value of the wrong kind, and where: a mistake that a loop variable brought is mended in its
// tuple.
namespace jianhe {

using dsl::ExprKind;

namespace {

bool is_date(ir::Type type) { return type.kind == ir::ValueType::Date || type.kind == ir::ValueType::DateTime; }

}  // namespace

// Says which loop variable brought a word to this place.
void ExpressionChecker::explain(dsl::DiagnosticBuilder& report, const dsl::Expr& expr) const {
    if (expr.kind == ExprKind::Word && scope_.variables.find(expr.text) != scope_.variables.end()) {
        report.note(expr.range, "`" + expr.text + "` stands for it here");
    }
}

void ExpressionChecker::explain_field(dsl::DiagnosticBuilder& report, const TypedValue& value) const {
    if (!ir::is_some(value.field)) return;
    const std::string& tag = context_.module.field(value.field).tag;
    report.note(context_.fields.find(tag)->declared, "`" + tag + "` is declared here");
}

// The operand that a loop variable brought, if there is one: its tuple is what is mended.
const dsl::Expr* ExpressionChecker::brought(const dsl::Expr& expr) const {
    const auto found = std::find_if(expr.operands.begin(), expr.operands.end(), [&](const dsl::Expr& operand) {
        return operand.kind == ExprKind::Word && scope_.variables.contains(operand.text);
    });
    return found == expr.operands.end() ? nullptr : &*found;
}

void ExpressionChecker::report_types_differ(const dsl::Expr& expr, const TypedValue& a, const TypedValue& b) {
    const dsl::Expr* word = brought(expr);
    const dsl::SourceRange place = word != nullptr ? substituted(*word).range : expr.range;
    auto report = context_.emitter.report(dsl::diag::TypesDiffer, place, describe(a.type), describe(b.type));
    if (word != nullptr) explain(report, *word);
    explain_field(report, a);
    explain_field(report, b);
    if (is_date(a.type) && is_date(b.type)) report.hint("`date(…)` gives the day of a date-time");
}

void ExpressionChecker::report_wanted(const dsl::Expr& expr, std::string_view wanted, std::string_view found) {
    auto report = context_.emitter.report(dsl::diag::WantedOther, substituted(expr).range, wanted, found);
    explain(report, expr);
}

}  // namespace jianhe
