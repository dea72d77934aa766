// The part of the evaluator that asks others: master tables and providers.

#include <algorithm>
#include <array>

#include <jianhe/date.h>

#include "compiler/interp/evaluator.h"

namespace jianhe {
namespace {

using ir::InstId;
using ir::InstKind;

// A number or day as a master's key has it.
std::string key_text_of(const Value& value, ir::Type type) {
    if (type.kind == ir::ValueType::Date) return format_roc_date(Date{static_cast<std::int32_t>(value.number)});
    return std::to_string(value.number);
}

ProviderArgument argument_of(const Value& value) {
    if (value.state != Value::State::Present && value.state != Value::State::Placeholder) return {};
    return {ProviderValue::State::Present, value.number, value.text};
}

}  // namespace

const MasterTable* Evaluator::master(std::uint32_t index) const noexcept {
    return index < supplied_->masters.size() ? supplied_->masters[index].get() : nullptr;
}

const Provider* Evaluator::provider(std::uint32_t index) const noexcept {
    return index < supplied_->providers.size() ? supplied_->providers[index].get() : nullptr;
}

// The values that stand side by side, first to last.
std::vector<InstId> Evaluator::tuple(InstId id) const {
    std::vector<InstId> values;
    while (module_.inst(id).kind == InstKind::Tuple) {
        values.push_back(static_cast<InstId>(module_.inst(id).b));
        id = static_cast<InstId>(module_.inst(id).a);
    }
    values.push_back(id);
    std::reverse(values.begin(), values.end());
    return values;
}

std::optional<std::uint32_t> Evaluator::master_row(const ir::Inst& inst, std::uint32_t row, Truth& truth) {
    const MasterShape& shape = module_.masters[inst.b].shape;
    const MasterTable* table = master(inst.b);
    truth = Truth::Unknown;
    if (table == nullptr) return std::nullopt;
    std::vector<InstId> key = tuple(static_cast<InstId>(inst.a));
    std::optional<Date> day;
    bool no_day = false;
    bool empty = false;
    bool no_answer = false;
    if (shape.is_dated) {
        const Value read = value(key.back(), row);
        if (read.state == Value::State::Unknown) return std::nullopt;
        if (read.state == Value::State::Present) {
            day = Date{static_cast<std::int32_t>(read.number)};
        } else {
            no_day = true;
        }
        key.pop_back();
    }
    std::vector<std::string> made;  // texts of numbers; reserved, so that views into it stay
    made.reserve(key.size());
    std::vector<std::string_view> texts;
    for (const InstId part : key) {
        const Value read = value(part, row);
        if (read.state == Value::State::Unknown) return std::nullopt;
        empty = empty || read.state == Value::State::Empty;
        no_answer = no_answer || read.state == Value::State::NoAnswer;
        const ir::Type type = module_.inst(part).type;
        const bool is_text = type.kind == ir::ValueType::Text || read.state == Value::State::Placeholder;
        texts.push_back(is_text ? read.text : made.emplace_back(key_text_of(read, type)));
    }
    truth = no_answer || no_day ? Truth::NoAnswer : Truth::False;
    if (no_answer || no_day || empty) return std::nullopt;
    const std::optional<std::uint32_t> found = table->find(texts, day);
    truth = truth_of(found.has_value());
    return found;
}

Truth Evaluator::master_has(const ir::Inst& inst, std::uint32_t row) {
    Truth truth = Truth::Unknown;
    (void)master_row(inst, row, truth);
    return truth;
}

Value Evaluator::master_column(const ir::Inst& inst, std::uint32_t row) {
    Truth truth = Truth::Unknown;
    const std::optional<std::uint32_t> found = master_row(inst, row, truth);
    if (truth == Truth::Unknown) return Value::unknown();
    if (!found) return Value::no_answer();
    const MasterTable& table = *master(inst.b);
    if (module_.masters[inst.b].shape.columns[inst.c].type == MasterShape::Type::Text) {
        const std::string_view text = table.text(*found, inst.c);
        return text.empty() ? Value::empty() : Value::of(text);
    }
    const std::optional<std::int64_t> number = table.number(*found, inst.c);
    return number ? Value::of(*number) : Value::empty();
}

const std::vector<ProviderValue>* Evaluator::ask(const ir::Inst& inst, std::uint32_t row, Value& instead) {
    const Provider* asked = provider(inst.b);
    instead = Value::unknown();
    if (asked == nullptr || !asked->offers(inst.c)) return nullptr;
    const bool may_differ = known_.reads_entry(static_cast<InstId>(inst.a));
    for (const Answer& known : answers_) {
        if (may_differ) break;
        if (known.arguments == inst.a && known.provider == inst.b && known.row == row) return &known.parts;
    }
    std::vector<ProviderArgument> arguments;
    for (const InstId part : tuple(static_cast<InstId>(inst.a))) {
        const Value read = value(part, row);
        if (read.state == Value::State::Unknown) return nullptr;
        // Nothing can be asked about an empty field, nor about a stand-in.
        if (arguments.empty() && read.state != Value::State::Present) {
            instead = Value::no_answer();
            return nullptr;
        }
        arguments.push_back(argument_of(read));
    }
    Answer answer{inst.a, inst.b, row, std::vector<ProviderValue>(module_.providers[inst.b].parts.size())};
    asked->answer(arguments, answer.parts);
    return &answers_.emplace_back(std::move(answer)).parts;
}

Value Evaluator::provider_part(const ir::Inst& inst, std::uint32_t row) {
    Value instead;
    const std::vector<ProviderValue>* parts = ask(inst, row, instead);
    if (parts == nullptr) return instead;
    const ProviderValue& part = (*parts)[inst.c];
    switch (part.state) {
        case ProviderValue::State::Absent: return Value::empty();
        case ProviderValue::State::NotDecodable: return Value::unknown();
        case ProviderValue::State::Present:
            return inst.type.kind == ir::ValueType::Text ? Value::of(std::string_view(part.text))
                                                         : Value::of(part.number);
    }
    return Value::unknown();
}

// `is given` and `is well-formed`: what cannot be decoded is given, and not well-formed.
Truth Evaluator::part_state(const ir::Inst& inst, const ir::Inst& part, std::uint32_t row) {
    Value instead;
    const std::vector<ProviderValue>* parts = ask(part, row, instead);
    if (parts == nullptr) return instead.state == Value::State::NoAnswer ? Truth::NoAnswer : Truth::Unknown;
    const ProviderValue::State state = (*parts)[part.c].state;
    if (inst.kind == InstKind::IsGiven) return truth_of(state != ProviderValue::State::Absent);
    return truth_of(state != ProviderValue::State::NotDecodable);
}

void Evaluator::collect_knowledge_causes(const ir::Inst& inst, std::uint32_t row, std::vector<Cause>& causes) {
    if (inst.kind == InstKind::ProviderPart) {
        const Provider* asked = provider(inst.b);
        if (asked == nullptr || !asked->offers(inst.c)) {
            causes.push_back({module_.providers[inst.b].name, true, true});
            return;
        }
    } else if (master(inst.b) == nullptr) {
        causes.push_back({module_.masters[inst.b].shape.name, true, true});
        return;
    }
    const std::size_t before = causes.size();
    for (const InstId part : tuple(static_cast<InstId>(inst.a))) collect_causes(part, row, causes);
    if (causes.size() != before) return;
    // All arguments were read and nothing could be made of them.
    visit_reads(static_cast<InstId>(inst.a), row,
                [&](ir::FieldId field, std::uint32_t) { causes.push_back({module_.field(field).tag}); });
}

}  // namespace jianhe
