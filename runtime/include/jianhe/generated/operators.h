#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <jianhe/date.h>
#include <jianhe/generated/word_list.h>
#include <jianhe/truth.h>
#include <jianhe/words.h>

// What the conditions of generated rules are written with. docs/ir.md says what each means for a value that is empty, a
// placeholder, without an answer or unknown. Pure functions.
namespace jianhe::generated {

// --- constants ---

constexpr Value number(std::int64_t content) noexcept { return Value::of(content); }
constexpr Value text(std::string_view content) noexcept { return Value::of(content); }

// A day written as in a field, yyyMMdd, and a second, yyyMMddHHmmss; both must be possible.
constexpr Value roc_date(std::int64_t written) noexcept {
    const std::int64_t month = written / 100 % 100;
    const std::int64_t year = written / 10000 + 1911 - (month <= 2 ? 1 : 0);
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + written % 100 - 1;
    const std::int64_t in_era = year % 400 * 365 + year % 400 / 4 - year % 400 / 100 + day_of_year;
    return Value::of(year / 400 * 146097 + in_era - 719468);
}
constexpr Value roc_datetime(std::int64_t written) noexcept {
    const std::int64_t time = written % 1000000;
    return Value::of(roc_date(written / 1000000).number * 86400 + time / 10000 * 3600 + time / 100 % 100 * 60 +
                     time % 100);
}

// --- truths ---

constexpr Truth answer(Truth truth) noexcept { return truth; }
template <class Ask>
requires std::is_invocable_r_v<Truth, Ask> Truth answer(const Ask& ask)
noexcept { return ask(); }

// Each part is a Truth, or a function that is only called where the parts before it do not decide.
template <class First>
Truth all_of(const First& first) noexcept {
    return answer(first);
}
template <class First, class... Rest>
Truth all_of(const First& first, const Rest&... rest) noexcept {
    const Truth known = answer(first);
    return known == Truth::False ? known : and_of(known, all_of(rest...));
}
template <class First>
Truth any_of(const First& first) noexcept {
    return answer(first);
}
template <class First, class... Rest>
Truth any_of(const First& first, const Rest&... rest) noexcept {
    const Truth known = answer(first);
    return known == Truth::True ? known : or_of(known, any_of(rest...));
}

// True where a row of a decision table allows, false where one refuses.
constexpr Truth decided(Truth allowed, Truth refused) noexcept {
    if (allowed == Truth::True) return Truth::True;
    if (refused == Truth::True) return Truth::False;
    return allowed == Truth::Unknown || refused == Truth::Unknown ? Truth::Unknown : Truth::NoAnswer;
}

// --- states ---

constexpr bool has_content(const Value& value) noexcept { return value.state >= Value::State::Placeholder; }
constexpr bool is_nothing(const Value& value) noexcept { return value.state == Value::State::Empty; }
constexpr Truth is_given(const Value& value) noexcept { return truth_of(!is_nothing(value)); }
constexpr Truth is_empty(const Value& value) noexcept { return truth_of(is_nothing(value)); }
constexpr Truth is_well_formed(const Value& value) noexcept { return truth_of(value.state != Value::State::Unknown); }
constexpr Truth is_placeholder(const Value& value) noexcept {
    return truth_of(value.state == Value::State::Placeholder);
}

// --- tests against constants: what is empty is decided ---

// What a test says of a value without content.
constexpr Truth without_content(const Value& value) noexcept {
    if (value.state == Value::State::Empty) return Truth::False;
    return value.state == Value::State::Unknown ? Truth::Unknown : Truth::NoAnswer;
}

constexpr Truth is(const Value& value, std::int64_t wanted) noexcept {
    if (!has_content(value)) return without_content(value);
    return truth_of(value.state == Value::State::Present && value.number == wanted);
}

inline bool is_one(std::string_view text, std::string_view word) noexcept { return text == word; }
// A literal, whose size is known: compared without a call.
template <std::size_t size>
bool is_one(std::string_view text, const char (&word)[size]) noexcept {
    if constexpr (size == 1) return text.empty();
    return text.size() == size - 1 && std::memcmp(text.data(), word, size - 1) == 0;
}
inline bool is_one(std::string_view text, const Word& words) noexcept {
    return text.size() == words.lo.size() && in_word_range(text, words.lo, words.hi);
}
template <std::size_t size>
Truth is(const Value& value, const char (&wanted)[size]) noexcept {
    return has_content(value) ? truth_of(is_one(value.text, wanted)) : without_content(value);
}
// Words, and ranges of words as Word{lo, hi}.
template <class... Words>
Truth is_any(const Value& value, const Words&... words) noexcept {
    return has_content(value) ? truth_of((is_one(value.text, words) || ...)) : without_content(value);
}

inline Truth is_in(const Value& value, const WordList& words) noexcept {
    return has_content(value) ? truth_of(words.has(value.text)) : without_content(value);
}
inline Truth matches(const Value& value, std::string_view pattern) noexcept {
    return has_content(value) ? truth_of(matches_pattern(value.text, pattern)) : without_content(value);
}
Truth has_any(const Value& value, const WordList& characters) noexcept;
Truth has_only(const Value& value, const WordList& characters) noexcept;

// --- tests between values: without content there is no answer ---

// Unknown where one operand is, else no answer where one has no content of its own.
constexpr Truth unanswered(const Value& a, const Value& b) noexcept {
    return a.state == Value::State::Unknown || b.state == Value::State::Unknown ? Truth::Unknown : Truth::NoAnswer;
}
constexpr bool both_present(const Value& a, const Value& b) noexcept {
    return a.state == Value::State::Present && b.state == Value::State::Present;
}

constexpr Truth same(const Value& a, const Value& b) noexcept {
    return both_present(a, b) ? truth_of(a.number == b.number) : unanswered(a, b);
}
constexpr Truth less(const Value& a, const Value& b) noexcept {
    return both_present(a, b) ? truth_of(a.number < b.number) : unanswered(a, b);
}
constexpr Truth at_most(const Value& a, const Value& b) noexcept {
    return both_present(a, b) ? truth_of(a.number <= b.number) : unanswered(a, b);
}
constexpr Truth same_text(const Value& a, const Value& b) noexcept {
    return both_present(a, b) ? truth_of(a.text == b.text) : unanswered(a, b);
}
constexpr Truth less_text(const Value& a, const Value& b) noexcept {
    return both_present(a, b) ? truth_of(a.text < b.text) : unanswered(a, b);
}
constexpr Truth at_most_text(const Value& a, const Value& b) noexcept {
    return both_present(a, b) ? truth_of(a.text <= b.text) : unanswered(a, b);
}
Truth between(const Value& value, const Value& low, const Value& high) noexcept;
Truth is_pair(const Value& first, const Value& second, const PairTable& table) noexcept;
Truth person_digit_fits(const Value& person) noexcept;
Truth facility_digit_fits(const Value& facility) noexcept;

// --- values ---

constexpr Value or_default(const Value& value, const Value& otherwise) noexcept {
    return is_nothing(value) ? otherwise : value;
}
Value slice(Value value, std::uint32_t from, std::uint32_t to) noexcept;

Value day_of(const Value& date) noexcept;
Value day_of_time(const Value& time) noexcept;
Value days(const Value& from, const Value& to) noexcept;  // both of days
Value first_of_month(const Value& day) noexcept;
Value add_months(const Value& day, std::int32_t months) noexcept;
Value add_days(const Value& day, std::int32_t days) noexcept;
Value add_months_to_time(const Value& time, std::int32_t months) noexcept;
Value add_days_to_time(const Value& time, std::int32_t days) noexcept;

Value plus(const Value& a, const Value& b) noexcept;
Value minus(const Value& a, const Value& b) noexcept;
Value times(const Value& a, const Value& b) noexcept;
Value modulo(const Value& a, const Value& b) noexcept;

}  // namespace jianhe::generated
