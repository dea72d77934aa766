// The part of Expressions that writes values.

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <jianhe/date.h>

#include "compiler/cppgen/expressions.h"
#include "compiler/cppgen/namer.h"
#include "compiler/ir/printer.h"

namespace jianhe::cppgen {

using ir::InstId;
using ir::InstKind;

namespace {

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

std::string whole_number(std::int64_t number) {
    // The least number has no literal.
    if (number == INT64_MIN) return "std::numeric_limits<std::int64_t>::min()";
    if (number >= INT32_MIN && number <= INT32_MAX) return std::to_string(number);
    return fmt::format("std::int64_t{{{}}}", number);
}

// A date as it is written in fields, where it can be: people know it so.
std::string dated(const char* name, const std::string& written, std::int64_t content) {
    const std::size_t first = written.find_first_not_of('0');
    if (written.empty() || first == std::string::npos) return fmt::format("number({})", whole_number(content));
    return fmt::format("{}({})", name, written.substr(first));
}

}  // namespace

std::string Expressions::constant(InstId id) const {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == InstKind::Text) return fmt::format("text({})", literal(module_.texts[inst.a]));
    const std::int64_t content = module_.integers[inst.a];
    if (inst.type.kind == ir::ValueType::Date)
        return dated("roc_date", format_roc_date(Date{static_cast<std::int32_t>(content)}), content);
    if (inst.type.kind == ir::ValueType::DateTime)
        return dated("roc_datetime", format_roc_datetime(DateTime{content}), content);
    return fmt::format("number({})", whole_number(content));
}

// What a field is compared with: a text or a number, no Value.
std::string Expressions::bare_constant(InstId id) const {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == InstKind::Text) return literal(module_.texts[inst.a]);
    if (inst.type.kind == ir::ValueType::Date || inst.type.kind == ir::ValueType::DateTime)
        return constant(id) + ".number";
    return whole_number(module_.integers[inst.a]);
}

std::string Expressions::value(InstId id, const ir::Inst& inst) const {
    switch (inst.kind) {
        case InstKind::Integer:
        case InstKind::Text: return constant(id);
        case InstKind::Field: return field(static_cast<ir::FieldId>(inst.a));
        case InstKind::Given: return fmt::format("c.given({})", names_.givens[inst.a]);
        case InstKind::ChosenDate: return names_.chosen[inst.a] + "(c)";
        case InstKind::Default:
            return fmt::format("or_default({}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)));
        case InstKind::Attribute: {
            const auto field_id = static_cast<ir::FieldId>(inst.a);
            const std::uint32_t set = ir::index_of(module_.field(field_id).code_set);
            const bool is_text = module_.code_sets[set].columns[inst.b].type.kind == ir::ValueType::Text;
            return fmt::format("c.{}({}, {}, {}_columns[{}])", is_text ? "text_column" : "number_column",
                               field(field_id), names_.code_sets[set], names_.code_sets[set], inst.b);
        }
        case InstKind::Slice: return fmt::format("slice({}, {}, {})", operand(inst_id(inst.a)), inst.b, inst.c);
        case InstKind::DateOf: return day(inst_id(inst.a));
        case InstKind::Days: return fmt::format("days({}, {})", day(inst_id(inst.a)), day(inst_id(inst.b)));
        case InstKind::FirstOfMonth: return fmt::format("first_of_month({})", day(inst_id(inst.a)));
        case InstKind::AddMonths:
        case InstKind::AddDays: return moved(inst);
        case InstKind::Add: return fmt::format("plus({}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)));
        case InstKind::Subtract:
            return fmt::format("minus({}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)));
        case InstKind::Multiply:
            return fmt::format("times({}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)));
        case InstKind::Modulo: return fmt::format("modulo({}, {})", operand(inst_id(inst.a)), operand(inst_id(inst.b)));
        case InstKind::CountRows: return fmt::format("number(c.rows({}))", names_.segments[inst.a]);
        case InstKind::CountWhere: return over_rows("count_rows", inst, fmt::format("{}, ", sharing_.slot(id)));
        case InstKind::MasterColumn: {
            const MasterShape& shape = module_.masters[inst.b].shape;
            const bool is_text = shape.columns[inst.c].type == MasterShape::Type::Text;
            return fmt::format("c.{}({}, {}, {}, {})", is_text ? "master_text" : "master_number",
                               names_.masters[inst.b], shape.is_dated, inst.c,
                               tuple(inst_id(inst.a), true, shape.is_dated));
        }
        case InstKind::ProviderPart:
            return part(inst.type.kind == ir::ValueType::Text ? "provider_text" : "provider_number", inst);
        case InstKind::BufferPart: return fmt::format("c.buffer_part({})", inst.a);
        case InstKind::Anything:  // this and those with Earlier of rules that ask the history
        case InstKind::CountEarlier:
        case InstKind::EarlierColumn:
        case InstKind::KeptColumn:
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::EqualEarlier:
        case InstKind::InState:
        case InstKind::Tuple:  // written by its users, part by part
        case InstKind::True:
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
        case InstKind::AnyRow:
        case InstKind::AllRows:
        case InstKind::Unique:
        case InstKind::UniqueInFile:
        case InstKind::SameInFile:
        case InstKind::MasterHas:
        case InstKind::Decided:
        case InstKind::Not:
        case InstKind::And:
        case InstKind::Or: break;  // conditions; the verifier refuses them as values
    }
    return "Value::unknown()";
}

std::string Expressions::day(InstId id) const {
    const bool is_time = module_.inst(id).type.kind == ir::ValueType::DateTime;
    return fmt::format("{}({})", is_time ? "day_of_time" : "day_of", operand(id));
}

std::string Expressions::moved(const ir::Inst& inst) const {
    const char* by = inst.kind == InstKind::AddMonths ? "add_months" : "add_days";
    const auto amount = static_cast<std::int32_t>(module_.integers[inst.b]);
    if (inst.type.kind == ir::ValueType::Date) return fmt::format("{}({}, {})", by, day(inst_id(inst.a)), amount);
    return fmt::format("{}_to_time({}, {})", by, operand(inst_id(inst.a)), amount);
}

// Values side by side: in braces, or as what gives the parts of a key when they are asked for.
std::string Expressions::tuple(InstId id, bool as_key, bool is_dated) const {
    std::vector<InstId> values;
    while (module_.inst(id).kind == InstKind::Tuple) {
        values.push_back(inst_id(module_.inst(id).b));
        id = inst_id(module_.inst(id).a);
    }
    values.push_back(id);
    std::reverse(values.begin(), values.end());
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::string written = operand(values[i]);
        const bool is_day = is_dated && i + 1 == values.size();
        const ir::ValueType type = module_.inst(values[i]).type.kind;
        if (!as_key) {
            parts.push_back(written);
        } else if (type == ir::ValueType::Text || is_day) {
            parts.push_back(fmt::format("key({})", written));
        } else {
            parts.push_back(fmt::format("{}({})", type == ir::ValueType::Date ? "day_key" : "number_key", written));
        }
    }
    const char* form = as_key ? "[&] {{ return key_parts({}); }}" : "{{{}}}";
    return fmt::format(fmt::runtime(form), fmt::join(parts, ", "));
}

std::string Expressions::part(const char* name, const ir::Inst& inst) const {
    const InstId arguments = inst_id(inst.a);
    return fmt::format("c.{}({}, {}, {}, {}, {})", name, names_.providers[inst.b], inst.c, inst.a,
                       sharing_.by_row(arguments) ? "row" : "Row{}", tuple(arguments, false, false));
}

}  // namespace jianhe::cppgen
