#include <algorithm>

#include <jianhe/date.h>
#include <jianhe/generated/context.h>

namespace jianhe::generated {
namespace {

// Enough for what is usual, so that a new context does not allocate while it judges a usual record.
constexpr std::uint32_t kUsualRows = 32;
constexpr std::size_t kUsualFindings = 64;

}  // namespace

Context::Context(const Rules& rules, const Supplied& supplied)
    : rules_(rules),
      supplied_(supplied),
      values_(rules.fields.size()),
      segments_(rules.segments.size()),
      truths_(rules.known_truths, kNotAsked),
      counts_(rules.known_counts),
      uniques_(rules.known_uniques),
      selection_(rules) {
    std::uint32_t presence_at = 0;
    for (std::size_t i = 0; i < segments_.size(); ++i) {
        SegmentRows& segment = segments_[i];
        segment.field_count = rules.segments[i].field_count;
        segment.words = (segment.field_count + 63) / 64;
        segment.presence_at = presence_at;
        presence_at += segment.words;
        if (!rules.segments[i].repeated) segment.values = values_.data() + rules.segments[i].first_field;
        make_room(static_cast<std::uint32_t>(i), rules.segments[i].repeated ? kUsualRows : 1);
    }
    for (std::size_t i = 0; i < rules.fields.size(); ++i) {
        const WordList* codes = rules.fields[i].codes;
        if (codes != nullptr && codes->is_dated) dated_fields_.push_back(static_cast<std::uint32_t>(i));
    }
    for (KnownUnique& unique : uniques_) {
        unique.truths.reserve(kUsualRows + 1);
        unique.sorted.reserve(kUsualRows);
    }
    plan_presence();
    plan_checks();
    prepare_answers();
    fired_.reserve(kUsualFindings);
    built_in_.reserve(kUsualFindings);
    structural_.reserve(kUsualFindings);
    found_.reserve(kUsualFindings);
    blocked_places_.reserve(kUsualFindings);
    blocked_.reserve(std::max<std::size_t>(kUsualFindings, kUsualRows * rules.checks.size()));
    record_blocked_by_.reserve(kUsualFindings);
    causes_.reserve(kUsualFindings);
    whole_causes_.reserve(kUsualFindings);
    kept_causes_.reserve(kUsualFindings);
    unjudged_.reserve(kUsualFindings + 2 * rules.checks.size());
}

Value Context::given(std::uint32_t index) const noexcept {
    if (index >= supplied_.givens.size() || !supplied_.givens[index]) return Value::unknown();
    return Value::of(*supplied_.givens[index]);
}

Truth Context::is_given_chosen(std::uint32_t field) const noexcept {
    return field == kNone ? Truth::Unknown : is_given(values_[field]);
}
Truth Context::is_well_formed_chosen(std::uint32_t field) const noexcept {
    return field == kNone ? Truth::Unknown : is_well_formed(values_[field]);
}
Truth Context::is_placeholder_chosen(std::uint32_t field) const noexcept {
    return field == kNone ? Truth::Unknown : is_placeholder(values_[field]);
}

std::optional<Date> Context::day(const DaySource& source) noexcept {
    Value value = Value::unknown();
    bool is_time = true;
    if (source.given != kNone) {
        value = given(source.given);
        is_time = rules_.givens[source.given].is_time;
    } else if (source.chosen != kNone) {
        value = chosen(rules_.chosen_dates[source.chosen].field(*this));
    }
    if (value.state != Value::State::Present) return std::nullopt;
    return is_time ? date_of(DateTime{value.number}) : Date{static_cast<std::int32_t>(value.number)};
}

namespace {

// The row that holds the code; else what every column is.
std::uint32_t row_of(const Value& code, const WordList& set, const Date* day, Value& instead) noexcept {
    instead = code;
    // A placeholder stands for a code that nobody knows, so nothing is known of its row.
    if (code.state == Value::State::Placeholder) instead = Value::no_answer();
    if (code.state != Value::State::Present) return WordList::kNone;
    instead = Value::no_answer();
    return set.find(code.text, day);
}

}  // namespace

Value Context::text_column(const Value& code, const WordList& set, const CodeColumn& column) const noexcept {
    Value instead;
    const std::uint32_t row = row_of(code, set, code_set_day(), instead);
    return row == WordList::kNone ? instead : Value::of(column.texts[row]);
}

Value Context::number_column(const Value& code, const WordList& set, const CodeColumn& column) const noexcept {
    Value instead;
    const std::uint32_t row = row_of(code, set, code_set_day(), instead);
    return row == WordList::kNone ? instead : Value::of(column.numbers[row]);
}

Truth Context::is_unique(std::uint32_t slot, std::uint32_t segment, Row row,
                         std::initializer_list<std::uint32_t> fields) noexcept {
    KnownUnique& known = uniques_[slot];
    if (known.record == record_number_) return known.truths[row.number];
    known.record = record_number_;
    const std::uint32_t count = rows(segment);
    const auto part = [&](std::uint32_t at, std::uint32_t field) -> const Value& {
        return (field & kOfRow) == 0 ? values_[field] : this->row(segment, at)[field - kOfRow];
    };
    known.truths.assign(count + 1U, Truth::True);
    known.sorted.clear();
    for (std::uint32_t at = 1; at <= count; ++at) {
        Truth& truth = known.truths[at];
        for (const std::uint32_t field : fields) {
            const Value& value = part(at, field);
            if (value.state == Value::State::Unknown) truth = Truth::Unknown;
            if (value.state != Value::State::Present && truth != Truth::Unknown) truth = Truth::NoAnswer;
        }
        if (truth == Truth::True) known.sorted.push_back(at);
    }
    // Keys side by side; among equal ones the first row comes first, and it alone is unique.
    const auto order = [&](std::uint32_t a, std::uint32_t b) -> int {
        for (const std::uint32_t field : fields) {
            const Value& left = part(a, field);
            const Value& right = part(b, field);
            if (left.number != right.number) return left.number < right.number ? -1 : 1;
            if (const int texts = left.text.compare(right.text); texts != 0) return texts;
        }
        return 0;
    };
    std::sort(known.sorted.begin(), known.sorted.end(), [&](std::uint32_t a, std::uint32_t b) {
        const int keys = order(a, b);
        return keys != 0 ? keys < 0 : a < b;
    });
    for (std::size_t i = 1; i < known.sorted.size(); ++i) {
        if (order(known.sorted[i - 1], known.sorted[i]) == 0) known.truths[known.sorted[i]] = Truth::False;
    }
    return known.truths[row.number];
}

}  // namespace jianhe::generated
