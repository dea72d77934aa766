// The part of the evaluator that computes values: columns of code sets, parts of texts, dates, arithmetic, counts.

#include <jianhe/date.h>
#include <jianhe/encoding.h>
#include <jianhe/words.h>

#include "compiler/interp/evaluator.h"

namespace jianhe {
namespace {

using ir::InstId;
using ir::InstKind;

ir::InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

Value Evaluator::attribute(const ir::Inst& inst, std::uint32_t row) {
    const auto id = static_cast<ir::FieldId>(inst.a);
    const Value code = field_value(id, row);
    // A placeholder stands for a code that nobody knows, so nothing is known of its row.
    if (code.state == Value::State::Placeholder) return Value::no_answer();
    if (code.state != Value::State::Present) return code;
    const ir::CodeSet& set = module_.code_sets[ir::index_of(module_.field(id).code_set)];
    const ir::CodeSet::Row* found =
        words_.code_row(module_.field(id).code_set, code.text, set.is_dated ? day(module_.code_sets_by) : std::nullopt);
    // An open set may not hold the code: then nothing is known of it.
    if (found == nullptr) return Value::no_answer();
    if (set.columns[inst.b].type.kind == ir::ValueType::Text)
        return Value::of(std::string_view(found->columns[inst.b]));
    return Value::of(found->numbers[inst.b]);
}

Value Evaluator::buffer_part(std::uint32_t part) const {
    if (buffer_parts_ == nullptr || !(*buffer_parts_)[part]) return Value::empty();
    return Value::of(std::string_view(*(*buffer_parts_)[part]));
}

Value Evaluator::slice(const ir::Inst& inst, std::uint32_t row) {
    Value sliced = value(inst_id(inst.a), row);
    sliced.text = wire_slice(sliced.text, inst.b, inst.c);
    return sliced;
}

Value Evaluator::date_function(const ir::Inst& inst, std::uint32_t row) {
    const Value first = value(inst_id(inst.a), row);
    const Value second = inst.kind == InstKind::Days ? value(inst_id(inst.b), row) : first;
    if (first.state == Value::State::Unknown || second.state == Value::State::Unknown) return Value::unknown();
    if (first.state != Value::State::Present || second.state != Value::State::Present) return Value::no_answer();
    const auto day_of = [&](InstId operand, const Value& content) {
        return module_.inst(operand).type.kind == ir::ValueType::DateTime
                   ? date_of(DateTime{content.number})
                   : Date{static_cast<std::int32_t>(content.number)};
    };
    const Date day_now = day_of(inst_id(inst.a), first);
    if (inst.kind == InstKind::DateOf) return Value::of(day_now.days);
    if (inst.kind == InstKind::FirstOfMonth) return Value::of(first_of_month(day_now).days);
    if (inst.kind == InstKind::Days) return Value::of(days_between(day_now, day_of(inst_id(inst.b), second)));
    // AddMonths and AddDays keep the time of a date-time.
    const auto amount = static_cast<std::int32_t>(module_.integers[inst.b]);
    const Date moved = inst.kind == InstKind::AddMonths ? add_months(day_now, amount) : add_days(day_now, amount);
    if (inst.type.kind == ir::ValueType::Date) return Value::of(moved.days);
    const std::int64_t time_of_day = first.number - midnight(day_now).seconds;
    return Value::of(midnight(moved).seconds + time_of_day);
}

Value Evaluator::arithmetic(const ir::Inst& inst, std::uint32_t row) {
    const Value left = value(inst_id(inst.a), row);
    const Value right = value(inst_id(inst.b), row);
    if (left.state == Value::State::Unknown || right.state == Value::State::Unknown) return Value::unknown();
    if (left.state != Value::State::Present || right.state != Value::State::Present) return Value::no_answer();
    std::int64_t result = 0;
    bool overflow = false;
    if (inst.kind == InstKind::Add) {
        overflow = __builtin_add_overflow(left.number, right.number, &result);
    } else if (inst.kind == InstKind::Subtract) {
        overflow = __builtin_sub_overflow(left.number, right.number, &result);
    } else if (inst.kind == InstKind::Multiply) {
        overflow = __builtin_mul_overflow(left.number, right.number, &result);
    } else if (right.number == 0 || right.number == -1) {
        // The remainder of a division by -1 is 0, but the processor's division of the least integer overflows.
        return right.number == 0 ? Value::no_answer() : Value::of(std::int64_t{0});
    } else {
        result = left.number % right.number;
    }
    return overflow ? Value::no_answer() : Value::of(result);
}

Value Evaluator::count_where(const ir::Inst& inst) {
    std::int64_t count = 0;
    const std::uint32_t rows = record_->rows(static_cast<SegmentIndex>(inst.a));
    for (std::uint32_t row = 1; row <= rows; ++row) {
        const Truth answer = truth(inst_id(inst.b), row);
        if (answer == Truth::Unknown) return Value::unknown();
        if (answer == Truth::True) ++count;
    }
    return Value::of(count);
}

}  // namespace jianhe
