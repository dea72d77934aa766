#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <jianhe/number.h>

#include "compiler/ir/printer.h"

namespace jianhe::ir {

namespace {

// How tightly an expression holds together; what is looser than its surroundings stands in parentheses.
enum class Binding : std::uint8_t { Or, And, Not, Comparison, Sum, Product, Tight };

bool is_word(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text) {
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        if (!letter && (c < '0' || c > '9')) return false;
    }
    return true;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string word(std::string_view text) { return is_word(text) ? std::string(text) : quoted(text); }

std::string set_text(const Set& set) { return set.name.empty() ? print_members(set) : set.name; }

class ExprPrinter {
public:
    explicit ExprPrinter(const Module& module) : module_(module) {}

    std::string expr(std::uint32_t id, Binding around) const {
        const Inst& inst = module_.insts[id];
        if (inst.kind == InstKind::Not) {
            if (const std::string text = negated(module_.insts[inst.a]); !text.empty()) {
                return Binding::Comparison < around ? "(" + text + ")" : text;
            }
        }
        const std::string text = plain(inst);
        return binding_of(inst.kind) < around ? "(" + text + ")" : text;
    }

private:
    static Binding binding_of(InstKind kind) {
        switch (kind) {
            case InstKind::Or: return Binding::Or;
            case InstKind::And: return Binding::And;
            case InstKind::Not:
            case InstKind::AnyRow:
            case InstKind::AllRows:
            case InstKind::AnyEarlier:
            case InstKind::AllEarlier: return Binding::Not;
            case InstKind::EqualConst:
            case InstKind::Equal:
            case InstKind::Less:
            case InstKind::LessEqual:
            case InstKind::InRange:
            case InstKind::InSet:
            case InstKind::InCodeSet:
            case InstKind::InTable:
            case InstKind::Matches:
            case InstKind::HasAny:
            case InstKind::HasOnly:
            case InstKind::IsGiven:
            case InstKind::IsWellFormed:
            case InstKind::IsPlaceholder:
            case InstKind::IsRequired:
            case InstKind::CheckDigit:
            case InstKind::MasterHas:
            case InstKind::Unique:
            case InstKind::UniqueInFile:
            case InstKind::SameInFile:
            case InstKind::EqualEarlier:
            case InstKind::InState: return Binding::Comparison;
            case InstKind::Add:
            case InstKind::Subtract:
            case InstKind::AddMonths:
            case InstKind::AddDays: return Binding::Sum;
            case InstKind::Multiply:
            case InstKind::Modulo: return Binding::Product;
            case InstKind::Integer:
            case InstKind::Text:
            case InstKind::Field:
            case InstKind::Given:
            case InstKind::ChosenDate:
            case InstKind::Default:
            case InstKind::Attribute:
            case InstKind::Slice:
            case InstKind::DateOf:
            case InstKind::Days:
            case InstKind::FirstOfMonth:
            case InstKind::CountRows:
            case InstKind::CountWhere:
            case InstKind::Tuple:
            case InstKind::MasterColumn:
            case InstKind::ProviderPart:
            case InstKind::BufferPart:
            case InstKind::Decided:
            case InstKind::Anything:
            case InstKind::CountEarlier:
            case InstKind::EarlierColumn:
            case InstKind::KeptColumn:
            case InstKind::True: return Binding::Tight;
        }
        return Binding::Tight;
    }

    // The left operand of a chain may be of the same binding, the right one must hold tighter.
    std::string infix(const Inst& inst, std::string_view sign, Binding own) const {
        const auto tighter = static_cast<Binding>(static_cast<std::uint8_t>(own) + 1);
        const bool chains = own != Binding::Comparison;
        return fmt::format("{} {} {}", expr(inst.a, chains ? own : tighter), sign, expr(inst.b, tighter));
    }
    std::string value(std::uint32_t id) const { return expr(id, Binding::Sum); }
    std::string row(std::uint32_t id) const { return module_.segments[id].row_name; }
    std::string moved(const Inst& inst, std::string_view unit) const {
        const std::int64_t amount = module_.integers[inst.b];
        return fmt::format("{} {} {} {}", value(inst.a), amount < 0 ? '-' : '+',
                           amount < 0 ? 0 - static_cast<std::uint64_t>(amount) : static_cast<std::uint64_t>(amount),
                           unit);
    }
    std::string key(std::uint32_t id) const {
        std::string out;
        for (const FieldId field : module_.keys[id]) out += (out.empty() ? "" : ", ") + module_.field(field).tag;
        return module_.keys[id].size() == 1 ? out : "(" + out + ")";
    }

    // The values of a tuple, or one value alone.
    std::string listed(std::uint32_t id) const {
        const Inst& inst = module_.insts[id];
        return inst.kind == InstKind::Tuple ? parts(inst) : expr(id, Binding::Or);
    }
    std::string parts(const Inst& tuple) const { return listed(tuple.a) + ", " + expr(tuple.b, Binding::Or); }
    std::string unique_in_file(const Inst& inst) const {
        std::string out = fmt::format("unique {} in file", key(inst.a));
        if (module_.insts[inst.b].kind == InstKind::True) return out;
        return out + fmt::format(" while {} stays for {}", expr(inst.b, Binding::Or), key(inst.c));
    }

    std::string plain(const Inst& inst) const {
        switch (inst.kind) {
            case InstKind::Integer: return print_constant(inst.type, module_.integers[inst.a]);
            case InstKind::Text: return word(module_.texts[inst.a]);
            case InstKind::Field: return module_.fields[inst.a].tag;
            case InstKind::BufferPart: return module_.buffer_parts[inst.a];
            case InstKind::Given: return module_.givens[inst.a].name;
            case InstKind::ChosenDate: return module_.chosen_dates[inst.a].name;
            case InstKind::Default:
                return fmt::format("({} default {})", expr(inst.a, Binding::Tight), expr(inst.b, Binding::Tight));
            case InstKind::Attribute: return attribute(inst);
            case InstKind::Slice: return fmt::format("{}[{}..{}]", expr(inst.a, Binding::Tight), inst.b, inst.c);
            case InstKind::DateOf: return fmt::format("date({})", expr(inst.a, Binding::Or));
            case InstKind::Days:
                return fmt::format("days({}, {})", expr(inst.a, Binding::Or), expr(inst.b, Binding::Or));
            case InstKind::FirstOfMonth: return fmt::format("first_of_month({})", expr(inst.a, Binding::Or));
            case InstKind::AddMonths: return moved(inst, "months");
            case InstKind::AddDays: return moved(inst, "days");
            case InstKind::Add: return infix(inst, "+", Binding::Sum);
            case InstKind::Subtract: return infix(inst, "-", Binding::Sum);
            case InstKind::Multiply: return infix(inst, "*", Binding::Product);
            case InstKind::Modulo: return infix(inst, "mod", Binding::Product);
            case InstKind::CountRows: return fmt::format("count({})", row(inst.a));
            case InstKind::CountWhere: return fmt::format("count({} has {})", row(inst.a), expr(inst.b, Binding::Or));
            case InstKind::True: return "true";
            case InstKind::EqualConst:
            case InstKind::Equal: return infix(inst, "=", Binding::Comparison);
            case InstKind::Less: return infix(inst, "<", Binding::Comparison);
            case InstKind::LessEqual: return infix(inst, "<=", Binding::Comparison);
            case InstKind::InRange:
                return fmt::format("{} in {}..{}", value(inst.a), expr(inst.b, Binding::Tight),
                                   expr(inst.c, Binding::Tight));
            case InstKind::InSet: return fmt::format("{} in {}", value(inst.a), set_text(module_.sets[inst.b]));
            case InstKind::InCodeSet: return fmt::format("{} in {}", value(inst.a), module_.code_sets[inst.b].name);
            case InstKind::InTable:
                return fmt::format("({}, {}) in {}", expr(inst.a, Binding::Or), expr(inst.b, Binding::Or),
                                   module_.tables[inst.c].name);
            case InstKind::Matches:
                return fmt::format("{} matches {}", value(inst.a), quoted(module_.patterns[inst.b]));
            case InstKind::HasAny: return fmt::format("{} has {}", value(inst.a), set_text(module_.sets[inst.b]));
            case InstKind::HasOnly: return fmt::format("{} has only {}", value(inst.a), set_text(module_.sets[inst.b]));
            case InstKind::IsGiven: return value(inst.a) + " is given";
            case InstKind::IsWellFormed: return value(inst.a) + " is well-formed";
            case InstKind::IsPlaceholder: return value(inst.a) + " is placeholder";
            case InstKind::IsRequired: return module_.fields[inst.a].tag + " is required";
            case InstKind::CheckDigit: return value(inst.a) + " is plausible";
            case InstKind::AnyRow: return fmt::format("any {} has {}", row(inst.a), expr(inst.b, Binding::Not));
            case InstKind::AllRows: return fmt::format("all {} has {}", row(inst.a), expr(inst.b, Binding::Not));
            case InstKind::Unique: return "unique " + key(inst.b);
            case InstKind::UniqueInFile: return unique_in_file(inst);
            case InstKind::SameInFile: return fmt::format("same {} in file", key(inst.a));
            case InstKind::Tuple: return "(" + parts(inst) + ")";
            case InstKind::MasterHas: {
                const Master& master = module_.masters[inst.b];
                if (!master.shape.is_dated) return fmt::format("{} has {}", master.shape.name, value(inst.a));
                const Inst& dated = module_.insts[inst.a];
                return fmt::format("{} has {} on {}", master.shape.name, value(dated.a), value(dated.b));
            }
            case InstKind::MasterColumn: {
                const Master& master = module_.masters[inst.b];
                const Inst& dated = module_.insts[inst.a];
                const std::string keys =
                    master.shape.is_dated ? listed(dated.a) + " on " + expr(dated.b, Binding::Or) : listed(inst.a);
                return fmt::format("{}({}).{}", master.shape.name, keys, master.shape.columns[inst.c].name);
            }
            case InstKind::ProviderPart:
                return fmt::format("{}({}).{}", module_.providers[inst.b].name, listed(inst.a),
                                   module_.providers[inst.b].parts[inst.c].name);
            case InstKind::Decided:
                return fmt::format("decided({}, {})", expr(inst.a, Binding::Or), expr(inst.b, Binding::Or));
            case InstKind::Anything: return "any";
            case InstKind::AnyEarlier: return "any " + entries(inst);
            case InstKind::AllEarlier: return "all " + entries(inst);
            case InstKind::CountEarlier: return "count(any " + entries(inst) + ")";
            case InstKind::EarlierColumn: {
                const Relation& relation = module_.relations[inst.a];
                return relation.name + "." + relation.columns[inst.b].name;
            }
            case InstKind::KeptColumn: {
                const Relation& relation = module_.relations[index_of(module_.look_ups[inst.b].relation)];
                return fmt::format("{}({}).{}", relation.name, listed(inst.a), relation.columns[inst.c].name);
            }
            case InstKind::EqualEarlier: {
                const Relation& relation = module_.relations[inst.b];
                return fmt::format("{}.{} = {}", relation.name, relation.columns[inst.c].name, value(inst.a));
            }
            case InstKind::InState: {
                const Relation& relation = module_.relations[inst.a];
                return relation.name + " is " + relation.states[inst.b];
            }
            case InstKind::Not: return "not " + expr(inst.a, Binding::Tight);
            case InstKind::And: return infix(inst, "and", Binding::And);
            case InstKind::Or: return infix(inst, "or", Binding::Or);
        }
        return "";
    }

    // What a question asks for: `earlier visit by (P03, P11 = P19) has …`, `refill(P16, C, any) has …`.
    std::string entries(const Inst& inst) const {
        const LookUp& look_up = module_.look_ups[inst.b];
        const Relation& relation = module_.relations[index_of(look_up.relation)];
        const bool asks_all = module_.insts[inst.c].kind == InstKind::True;
        const std::string has = asks_all ? "" : " has " + expr(inst.c, Binding::Not);
        if (relation.is_life_cycle()) return fmt::format("{}({}){}", relation.name, listed(inst.a), has);
        std::string columns;
        for (const std::uint32_t column : look_up.columns) {
            columns += (columns.empty() ? "" : ", ") + relation.columns[column].name;
        }
        return fmt::format("earlier {} by ({}) = ({}){}", relation.name, columns, listed(inst.a), has);
    }

    // The language's own word for the opposite of a comparison; empty where it has none.
    std::string negated(const Inst& inst) const {
        if (inst.kind == InstKind::EqualConst || inst.kind == InstKind::Equal) {
            return infix(inst, "!=", Binding::Comparison);
        }
        if (inst.kind == InstKind::Less) return infix(inst, ">=", Binding::Comparison);
        if (inst.kind == InstKind::LessEqual) return infix(inst, ">", Binding::Comparison);
        if (inst.kind == InstKind::InSet) return value(inst.a) + " not in " + set_text(module_.sets[inst.b]);
        if (inst.kind == InstKind::InCodeSet) return value(inst.a) + " not in " + module_.code_sets[inst.b].name;
        if (inst.kind == InstKind::Matches) return value(inst.a) + " not matches " + quoted(module_.patterns[inst.b]);
        if (inst.kind == InstKind::HasAny) return value(inst.a) + " has no " + set_text(module_.sets[inst.b]);
        if (inst.kind == InstKind::IsGiven) return value(inst.a) + " is empty";
        if (inst.kind == InstKind::IsWellFormed) return value(inst.a) + " is not well-formed";
        if (inst.kind == InstKind::IsPlaceholder) return value(inst.a) + " is not placeholder";
        if (inst.kind == InstKind::IsRequired) return module_.fields[inst.a].tag + " is not required";
        if (inst.kind == InstKind::CheckDigit) return value(inst.a) + " is not plausible";
        if (inst.kind == InstKind::EqualEarlier) {
            const Relation& relation = module_.relations[inst.b];
            return fmt::format("{}.{} != {}", relation.name, relation.columns[inst.c].name, value(inst.a));
        }
        if (inst.kind == InstKind::InState) {
            return module_.relations[inst.a].name + " is not " + module_.relations[inst.a].states[inst.b];
        }
        return "";
    }

    std::string attribute(const Inst& inst) const {
        const Field& field = module_.fields[inst.a];
        return fmt::format("{}.{}", field.tag, module_.code_sets[index_of(field.code_set)].columns[inst.b].name);
    }

    const Module& module_;
};

}  // namespace

std::string print_type(Type type) {
    if (type.kind == ValueType::Number && type.scale > 0) return fmt::format("decimal.{}", type.scale);
    return std::string(to_string(type.kind));
}

std::string print_constant(Type type, std::int64_t value) {
    switch (type.kind) {
        case ValueType::Date:
            // Beyond the range of Date there is no wire form.
            if (value < INT32_MIN || value > INT32_MAX) break;
            return format_roc_date(Date{static_cast<std::int32_t>(value)});
        case ValueType::DateTime: return format_roc_datetime(DateTime{value});
        case ValueType::Number: return type.scale > 0 ? format_decimal(value, type.scale) : fmt::to_string(value);
        case ValueType::Text:
        case ValueType::Truth:
        case ValueType::Tuple: break;
    }
    return fmt::to_string(value);
}

std::string print_members(const Set& set) {
    std::string out;
    for (const WordRange& member : set.members) {
        if (!out.empty()) out += ", ";
        out += word(member.lo);
        if (member.hi != member.lo) out += ".." + word(member.hi);
    }
    return "{" + out + "}";
}

std::string print_expr(const Module& module, InstId id) { return ExprPrinter(module).expr(index_of(id), Binding::Or); }

}  // namespace jianhe::ir
