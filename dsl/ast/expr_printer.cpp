#include <string_view>

#include "dsl/ast/ast_printer.h"

namespace jianhe::dsl {
namespace {

std::string_view kind_name(ExprKind kind) {
    switch (kind) {
        case ExprKind::Error: return "Error";
        case ExprKind::Word: return "Word";
        case ExprKind::Decimal: return "Decimal";
        case ExprKind::String: return "String";
        case ExprKind::SetLiteral: return "Set";
        case ExprKind::Range: return "Range";
        case ExprKind::Tuple: return "Tuple";
        case ExprKind::Duration: return "Duration";
        case ExprKind::Slice: return "Slice";
        case ExprKind::Attribute: return "Attribute";
        case ExprKind::Default: return "Default";
        case ExprKind::Call: return "Call";
        case ExprKind::CountHas: return "CountHas";
        case ExprKind::Negate: return "Negate";
        case ExprKind::Add: return "Add";
        case ExprKind::Subtract: return "Subtract";
        case ExprKind::Multiply: return "Multiply";
        case ExprKind::Modulo: return "Modulo";
        case ExprKind::On: return "On";
        case ExprKind::Anything: return "Anything";
        case ExprKind::Equal: return "Equal";
        case ExprKind::NotEqual: return "NotEqual";
        case ExprKind::Less: return "Less";
        case ExprKind::LessEqual: return "LessEqual";
        case ExprKind::Greater: return "Greater";
        case ExprKind::GreaterEqual: return "GreaterEqual";
        case ExprKind::In: return "In";
        case ExprKind::NotIn: return "NotIn";
        case ExprKind::Matches: return "Matches";
        case ExprKind::NotMatches: return "NotMatches";
        case ExprKind::HasNo: return "HasNo";
        case ExprKind::HasOnly: return "HasOnly";
        case ExprKind::Is: return "Is";
        case ExprKind::IsNot: return "IsNot";
        case ExprKind::AnyRow: return "AnyRow";
        case ExprKind::AllRows: return "AllRows";
        case ExprKind::MasterHas: return "MasterHas";
        case ExprKind::Unique: return "Unique";
        case ExprKind::Stays: return "Stays";
        case ExprKind::SameInFile: return "SameInFile";
        case ExprKind::Not: return "Not";
        case ExprKind::And: return "And";
        case ExprKind::Or: return "Or";
        case ExprKind::AnyEarlier: return "AnyEarlier";
        case ExprKind::AllEarlier: return "AllEarlier";
        case ExprKind::AnyKey: return "AnyKey";
        case ExprKind::AllKey: return "AllKey";
    }
    return "?";
}

void append(std::string& out, const Expr& expr) {
    if (expr.kind == ExprKind::Word || expr.kind == ExprKind::Decimal) {
        out += expr.text;
        return;
    }
    if (expr.kind == ExprKind::String) {
        out += '"' + expr.text + '"';
        return;
    }
    out += '(';
    out += kind_name(expr.kind);
    out += expr.text.empty() ? "" : " " + expr.text;
    for (const Expr& operand : expr.operands) {
        out += ' ';
        append(out, operand);
    }
    out += ')';
}

}  // namespace

std::string print(const Expr& expr) {
    std::string result;
    append(result, expr);
    return result;
}

}  // namespace jianhe::dsl
