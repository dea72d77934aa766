// The part of the context that asks others: master tables and providers.

#include <algorithm>
#include <array>
#include <charconv>

#include <jianhe/date.h>
#include <jianhe/generated/context.h>
#include <jianhe/provider.h>

namespace jianhe::generated {
namespace {

constexpr std::size_t kLongestNumber = 24;

const Provider* provider_of(const Supplied& supplied, std::uint32_t provider) noexcept {
    return provider < supplied.providers.size() ? supplied.providers[provider].get() : nullptr;
}

// Enough for what is usual: questions a record, arguments of a question, bytes of a text.
constexpr std::size_t kUsualAnswers = 16;
constexpr std::size_t kUsualArguments = 4;
constexpr std::size_t kUsualText = 64;

// The text of a key's part; that of a number or day is made in `made`.
std::string_view key_text(const KeyPart& part, std::array<char, kLongestNumber>& made) noexcept {
    if (part.kind == KeyPart::Kind::Text || part.value.state == Value::State::Placeholder) return part.value.text;
    std::int64_t number = part.value.number;
    std::ptrdiff_t least = 0;
    if (part.kind == KeyPart::Kind::Day) {
        const CivilDate civil = civil_of(Date{static_cast<std::int32_t>(number)});
        if (civil.year < 1912 || civil.year > 2910) return {};
        number = (civil.year - 1911) * std::int64_t{10000} + civil.month * 100 + civil.day;
        least = 7;
    }
    std::array<char, kLongestNumber> digits{};
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const std::ptrdiff_t zeros = std::max<std::ptrdiff_t>(0, least - (end - digits.data()));
    std::fill_n(made.begin(), zeros, '0');
    const char* last = std::copy(static_cast<const char*>(digits.data()), end, made.data() + zeros);
    return {made.data(), static_cast<std::size_t>(last - made.data())};
}

Value value_of(const ProviderValue& part, bool is_text) noexcept {
    switch (part.state) {
        case ProviderValue::State::Absent: return Value::empty();
        case ProviderValue::State::NotDecodable: return Value::unknown();
        case ProviderValue::State::Present:
            return is_text ? Value::of(std::string_view(part.text)) : Value::of(part.number);
    }
    return Value::unknown();
}

}  // namespace

// `truth` says why there is no row.
std::optional<std::uint32_t> Context::master_row(std::uint32_t master, bool is_dated, std::span<const KeyPart> key,
                                                 Truth& truth) const noexcept {
    truth = Truth::Unknown;
    const MasterTable* const table = supplied_.masters[master].get();
    const KeyPart* const last = key.data() + key.size() - (is_dated ? 1 : 0);
    std::optional<Date> day;
    bool no_answer = false;
    bool empty = false;
    if (is_dated) {
        if (last->value.state == Value::State::Unknown) return std::nullopt;
        if (last->value.state == Value::State::Present) day = Date{static_cast<std::int32_t>(last->value.number)};
        no_answer = !day;
    }
    std::array<std::array<char, kLongestNumber>, kMostKeyParts> made;
    std::array<std::string_view, kMostKeyParts> texts;
    std::size_t count = 0;
    for (const KeyPart* part = key.data(); part != last; ++part, ++count) {
        if (part->value.state == Value::State::Unknown) return std::nullopt;
        empty = empty || part->value.state == Value::State::Empty;
        no_answer = no_answer || part->value.state == Value::State::NoAnswer;
        texts[count] = key_text(*part, made[count]);
    }
    truth = no_answer ? Truth::NoAnswer : Truth::False;
    if (no_answer || empty) return std::nullopt;
    const std::optional<std::uint32_t> found = table->find(std::span(texts.data(), count), day);
    truth = truth_of(found.has_value());
    return found;
}

Truth Context::has_row(std::uint32_t master, bool is_dated, std::span<const KeyPart> key) const noexcept {
    Truth truth = Truth::Unknown;
    (void)master_row(master, is_dated, key, truth);
    return truth;
}

Value Context::text_in_row(std::uint32_t master, bool is_dated, std::uint32_t column,
                           std::span<const KeyPart> key) const noexcept {
    Truth truth = Truth::Unknown;
    const std::optional<std::uint32_t> row = master_row(master, is_dated, key, truth);
    if (!row) return truth == Truth::Unknown ? Value::unknown() : Value::no_answer();
    const std::string_view text = supplied_.masters[master]->text(*row, column);
    return text.empty() ? Value::empty() : Value::of(text);
}

Value Context::number_in_row(std::uint32_t master, bool is_dated, std::uint32_t column,
                             std::span<const KeyPart> key) const noexcept {
    Truth truth = Truth::Unknown;
    const std::optional<std::uint32_t> row = master_row(master, is_dated, key, truth);
    if (!row) return truth == Truth::Unknown ? Value::unknown() : Value::no_answer();
    const std::optional<std::int64_t> number = supplied_.masters[master]->number(*row, column);
    return number ? Value::of(*number) : Value::empty();
}

void Context::prepare_answers() {
    const bool is_any = std::any_of(supplied_.providers.begin(), supplied_.providers.end(),
                                    [](const auto& provider) { return provider != nullptr; });
    if (!is_any) return;
    arguments_.reserve(kUsualArguments);
    for (std::size_t i = 0; i < kUsualAnswers; ++i) (void)next_answer();
    answer_count_ = 0;
}

// With room for the parts of any provider.
Context::Answer& Context::next_answer() noexcept {
    if (answer_count_ == answers_.size()) {
        Answer& made = *answers_.emplace_back(std::make_unique<Answer>());
        const auto most = std::max_element(rules_.provider_parts.begin(), rules_.provider_parts.end());
        made.parts.resize(*most);
        for (ProviderValue& part : made.parts) part.text.reserve(kUsualText);
    }
    return *answers_[answer_count_++];
}

// What the provider answers; null: `instead` is the value of every part.
const ProviderValue* Context::part(std::uint32_t id, std::uint32_t part, std::uint32_t question, Row row,
                                   std::initializer_list<Value> arguments, Value& instead) noexcept {
    const Provider* provider = provider_of(supplied_, id);
    instead = Value::unknown();
    if (provider == nullptr || !provider->offers(part)) return nullptr;
    for (std::size_t i = 0; i < answer_count_; ++i) {
        const Answer& known = *answers_[i];
        if (known.provider == id && known.question == question && known.row == row.number) return &known.parts[part];
    }
    arguments_.clear();
    for (const Value& value : arguments) {
        if (value.state == Value::State::Unknown) return nullptr;
        // Nothing can be asked about an empty field, nor about a stand-in.
        if (arguments_.empty() && value.state != Value::State::Present) {
            instead = Value::no_answer();
            return nullptr;
        }
        const bool given = has_content(value);
        arguments_.push_back(given ? ProviderArgument{ProviderValue::State::Present, value.number, value.text}
                                   : ProviderArgument{});
    }
    Answer& answer = next_answer();
    answer.provider = id;
    answer.question = question;
    answer.row = row.number;
    const std::span<ProviderValue> parts(answer.parts.data(), rules_.provider_parts[id]);
    for (ProviderValue& made : parts) {
        made.state = ProviderValue::State::Absent;
        made.number = 0;
        made.text.clear();
    }
    provider->answer(arguments_, parts);
    return &answer.parts[part];
}

Value Context::provider_text(std::uint32_t provider, std::uint32_t id, std::uint32_t question, Row row,
                             std::initializer_list<Value> arguments) noexcept {
    Value instead;
    const ProviderValue* answer = part(provider, id, question, row, arguments, instead);
    return answer == nullptr ? instead : value_of(*answer, true);
}

Value Context::provider_number(std::uint32_t provider, std::uint32_t id, std::uint32_t question, Row row,
                               std::initializer_list<Value> arguments) noexcept {
    Value instead;
    const ProviderValue* answer = part(provider, id, question, row, arguments, instead);
    return answer == nullptr ? instead : value_of(*answer, false);
}

// What cannot be decoded is given, and not well-formed.
Truth Context::is_given_part(std::uint32_t provider, std::uint32_t id, std::uint32_t question, Row row,
                             std::initializer_list<Value> arguments) noexcept {
    Value instead;
    const ProviderValue* answer = part(provider, id, question, row, arguments, instead);
    if (answer == nullptr) return instead.state == Value::State::NoAnswer ? Truth::NoAnswer : Truth::Unknown;
    return truth_of(answer->state != ProviderValue::State::Absent);
}

Truth Context::is_well_formed_part(std::uint32_t provider, std::uint32_t id, std::uint32_t question, Row row,
                                   std::initializer_list<Value> arguments) noexcept {
    Value instead;
    const ProviderValue* answer = part(provider, id, question, row, arguments, instead);
    if (answer == nullptr) return instead.state == Value::State::NoAnswer ? Truth::NoAnswer : Truth::Unknown;
    return truth_of(answer->state != ProviderValue::State::NotDecodable);
}

}  // namespace jianhe::generated
