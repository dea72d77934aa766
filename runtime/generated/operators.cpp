#include <optional>

#include <jianhe/generated/operators.h>
#include <jianhe/identifier.h>

namespace jianhe::generated {
namespace {

// What a function of numbers gives for operands without content.
Value unanswered_value(const Value& a, const Value& b) noexcept {
    return unanswered(a, b) == Truth::Unknown ? Value::unknown() : Value::no_answer();
}
Value unanswered_value(const Value& a) noexcept { return unanswered_value(a, a); }

bool is_present(const Value& value) noexcept { return value.state == Value::State::Present; }
Date date_in(const Value& day) noexcept { return Date{static_cast<std::int32_t>(day.number)}; }
Date date_of_time(const Value& time) noexcept { return date_of(DateTime{time.number}); }

// The same time on another day.
Value moved_time(const Value& time, Date to) noexcept {
    const std::int64_t time_of_day = time.number - midnight(date_of_time(time)).seconds;
    return Value::of(midnight(to).seconds + time_of_day);
}

}  // namespace

Truth has_any(const Value& value, const WordList& characters) noexcept {
    if (!has_content(value)) return without_content(value);
    for (std::size_t at = 0; at < value.text.size();) {
        const std::size_t size = character_size(value.text, at);
        if (characters.has(value.text.substr(at, size))) return Truth::True;
        at += size;
    }
    return Truth::False;
}

Truth has_only(const Value& value, const WordList& characters) noexcept {
    if (!has_content(value)) return without_content(value);
    for (std::size_t at = 0; at < value.text.size();) {
        const std::size_t size = character_size(value.text, at);
        if (!characters.has(value.text.substr(at, size))) return Truth::False;
        at += size;
    }
    return truth_of(!value.text.empty());
}

Truth between(const Value& value, const Value& low, const Value& high) noexcept {
    if (both_present(value, low) && is_present(high))
        return truth_of(low.number <= value.number && value.number <= high.number);
    return high.state == Value::State::Unknown ? Truth::Unknown : unanswered(value, low);
}

Truth is_pair(const Value& first, const Value& second, const PairTable& table) noexcept {
    if (first.state == Value::State::Unknown || second.state == Value::State::Unknown) return Truth::Unknown;
    if (first.state == Value::State::NoAnswer || second.state == Value::State::NoAnswer) return Truth::NoAnswer;
    if (is_nothing(first) || is_nothing(second)) return Truth::False;
    return truth_of(table.holds(first.text, second.text));
}

Truth person_digit_fits(const Value& person) noexcept {
    if (!is_present(person)) return unanswered(person, person);
    if (classify_person_id(person.text) == PersonIdKind::Other) return Truth::NoAnswer;
    return truth_of(person_id_checksum_ok(person.text));
}

Truth facility_digit_fits(const Value& facility) noexcept {
    if (!is_present(facility)) return unanswered(facility, facility);
    const std::optional<bool> fits = facility_check_digit_ok(facility.text);
    return fits ? truth_of(*fits) : Truth::NoAnswer;
}

Value slice(Value value, std::uint32_t from, std::uint32_t to) noexcept {
    value.text = wire_slice(value.text, from, to);
    return value;
}

Value day_of(const Value& date) noexcept { return is_present(date) ? date : unanswered_value(date); }

Value day_of_time(const Value& time) noexcept {
    return is_present(time) ? Value::of(date_of_time(time).days) : unanswered_value(time);
}

Value days(const Value& from, const Value& to) noexcept {
    if (!both_present(from, to)) return unanswered_value(from, to);
    return Value::of(days_between(date_in(from), date_in(to)));
}

Value first_of_month(const Value& day) noexcept {
    return is_present(day) ? Value::of(jianhe::first_of_month(date_in(day)).days) : unanswered_value(day);
}

Value add_months(const Value& day, std::int32_t months) noexcept {
    return is_present(day) ? Value::of(jianhe::add_months(date_in(day), months).days) : unanswered_value(day);
}

Value add_days(const Value& day, std::int32_t days) noexcept {
    return is_present(day) ? Value::of(jianhe::add_days(date_in(day), days).days) : unanswered_value(day);
}

Value add_months_to_time(const Value& time, std::int32_t months) noexcept {
    if (!is_present(time)) return unanswered_value(time);
    return moved_time(time, jianhe::add_months(date_of_time(time), months));
}

Value add_days_to_time(const Value& time, std::int32_t days) noexcept {
    if (!is_present(time)) return unanswered_value(time);
    return moved_time(time, jianhe::add_days(date_of_time(time), days));
}

Value plus(const Value& a, const Value& b) noexcept {
    if (!both_present(a, b)) return unanswered_value(a, b);
    std::int64_t result = 0;
    return __builtin_add_overflow(a.number, b.number, &result) ? Value::no_answer() : Value::of(result);
}

Value minus(const Value& a, const Value& b) noexcept {
    if (!both_present(a, b)) return unanswered_value(a, b);
    std::int64_t result = 0;
    return __builtin_sub_overflow(a.number, b.number, &result) ? Value::no_answer() : Value::of(result);
}

Value times(const Value& a, const Value& b) noexcept {
    if (!both_present(a, b)) return unanswered_value(a, b);
    std::int64_t result = 0;
    return __builtin_mul_overflow(a.number, b.number, &result) ? Value::no_answer() : Value::of(result);
}

Value modulo(const Value& a, const Value& b) noexcept {
    if (!both_present(a, b)) return unanswered_value(a, b);
    if (b.number == 0) return Value::no_answer();
    // The remainder of a division by -1 is 0, but the processor's division of the least integer overflows.
    return Value::of(b.number == -1 ? std::int64_t{0} : a.number % b.number);
}

}  // namespace jianhe::generated
