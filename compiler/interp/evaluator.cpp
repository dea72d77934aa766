#include "compiler/interp/evaluator.h"

#include <algorithm>
#include <string>

#include <jianhe/encoding.h>
#include <jianhe/identifier.h>
#include <jianhe/words.h>

namespace jianhe {
namespace {

using ir::InstId;
using ir::InstKind;

ir::InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

Evaluator::Evaluator(const ir::Module& module)
    : module_(module),
      words_(module),
      known_(module),
      readings_(module.segments.size()),
      columns_(module.presences.size()),
      earlier_(module),
      at_hand_(module.relations.size(), nullptr) {
    for (const ir::Field& field : module.fields) {
        const ir::Segment& segment = module.segment(field.segment);
        FieldPlace& place = field_places_.emplace_back();
        place.segment = ir::index_of(field.segment);
        place.offset = static_cast<std::uint32_t>(field_places_.size() - 1) - ir::index_of(segment.first_field);
        place.row_size = segment.repeated() ? segment.field_count : 0;
        place.has_text = is_text(field.type);
    }
}

void Evaluator::begin(const Record& record, const Supplied& supplied) {
    record_ = &record;
    supplied_ = &supplied;
    code_set_day_.reset();
    converted_.clear();
    if (!whole_causes_.empty()) whole_causes_.clear();
    answers_.clear();
    earlier_.begin();
    std::uint32_t most_rows = 0;
    for (std::size_t i = 0; i < readings_.size(); ++i) {
        const std::uint32_t rows = record.rows(static_cast<SegmentIndex>(i));
        // Row 0 too: of a segment that repeats it is a row that is not there.
        const std::size_t needed = (std::size_t{rows} + 1) * module_.segments[i].field_count;
        if (readings_[i].size() < needed) readings_[i].resize(needed);
        most_rows = std::max(most_rows, rows);
    }
    known_.begin(most_rows);
}

void Evaluator::read(ir::FieldId id, std::uint32_t row, KnownReading& known) {
    const ir::Field& field = module_.field(id);
    std::optional<Date> date;
    // Only fields with dated code sets may ask for the date: what decides on the date has none (verified).
    if (ir::is_some(field.code_set) && module_.code_sets[ir::index_of(field.code_set)].is_dated) {
        date = day(module_.code_sets_by);
    }
    known.reading = read_field(words_, field, utf8_text(id, row_for(id, row)), date);
    known.record = known_.record();
}

// Constants are UTF-8, so the record's texts must be, too. ASCII is the same in both encodings.
FieldText Evaluator::utf8_text(ir::FieldId id, std::uint32_t row) {
    FieldText text = record_->get(static_cast<FieldIndex>(ir::index_of(id)), row);
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (record_->encoding() == TextEncoding::Utf8 || std::all_of(text.text.begin(), text.text.end(), is_ascii))
        return text;
    text.text = converted_.emplace_back(big5_to_utf8(text.text));
    return text;
}

std::optional<Date> Evaluator::day(const ir::DateSource& source) {
    const auto day_of = [](const Value& value, ir::Type type) -> std::optional<Date> {
        if (value.state != Value::State::Present) return std::nullopt;
        if (type.kind == ir::ValueType::DateTime) return date_of(DateTime{value.number});
        return Date{static_cast<std::int32_t>(value.number)};
    };
    if (ir::is_some(source.given)) {
        const std::optional<std::int64_t>& given = supplied_->givens[ir::index_of(source.given)];
        if (!given) return std::nullopt;
        return day_of(Value::of(*given), module_.givens[ir::index_of(source.given)].type);
    }
    if (!ir::is_some(source.chosen)) return std::nullopt;
    if (&source != &module_.code_sets_by) return day_of(chosen_value(source.chosen), {ir::ValueType::DateTime, 0});
    if (!code_set_day_) code_set_day_ = day_of(chosen_value(source.chosen), {ir::ValueType::DateTime, 0});
    return *code_set_day_;
}

ir::FieldId Evaluator::chosen_field(ir::ChosenDateId id) {
    const ir::ChosenDate& chosen = module_.chosen_dates[ir::index_of(id)];
    for (const ir::ChosenDate::Choice& choice : chosen.choices) {
        const Truth truth_now = truth(choice.condition, 0);
        if (truth_now == Truth::True) return choice.field;
        if (truth_now == Truth::Unknown) return ir::kNone<ir::FieldId>;
    }
    return chosen.otherwise;
}

Value Evaluator::chosen_value(ir::ChosenDateId id) {
    const ir::FieldId field = chosen_field(id);
    return ir::is_some(field) ? field_value(field, 0) : Value::unknown();
}

ir::Mark Evaluator::mark(ir::FieldId id, std::uint32_t row) {
    const ir::Field& field = module_.field(id);
    if (!ir::is_some(field.presence)) return ir::Mark::Optional;
    const std::uint32_t column = column_of(field.presence, row);
    if (column == field.cells.size()) return ir::Mark::Optional;
    const ir::Cell& cell = module_.cells[ir::index_of(field.cells[column])];
    for (const ir::Cell::Choice& choice : cell.choices) {
        const Truth truth_now = truth(choice.condition, row);
        if (truth_now == Truth::True) return choice.mark;
        if (truth_now != Truth::False) return ir::Mark::Optional;
    }
    return cell.otherwise;
}

// Which column the selector says; the number of columns: none.
std::uint32_t Evaluator::column_of(ir::PresenceId id, std::uint32_t row) {
    const ir::Presence& presence = module_.presences[ir::index_of(id)];
    KnownColumn& known = columns_[ir::index_of(id)];
    row = row_for(presence.selector, row);
    if (known.record == known_.record() && known.row == row) return known.column;
    const Reading& selector = reading(presence.selector, row);
    const auto found = selector.state == Reading::State::Value
                           ? std::find(presence.columns.begin(), presence.columns.end(), selector.text)
                           : presence.columns.end();
    known = {known_.record(), row, static_cast<std::uint32_t>(found - presence.columns.begin())};
    return known.column;
}

Value Evaluator::field_value(ir::FieldId id, std::uint32_t row) {
    const Reading& read = reading(id, row);
    switch (read.state) {
        case Reading::State::Absent:
        case Reading::State::Blank: return Value::empty();
        case Reading::State::Malformed: return Value::unknown();
        case Reading::State::Placeholder: return {Value::State::Placeholder, 0, read.text};
        case Reading::State::Value:
            return field_places_[ir::index_of(id)].has_text ? Value::of(read.text) : Value::of(read.number);
    }
    return Value::unknown();
}

Truth Evaluator::truth(InstId id, std::uint32_t row) {
    KnownAnswers::Answer* known = known_.answer(id, row);
    if (known == nullptr) return answer(id, row);
    if (known->record != known_.record()) *known = {known_.record(), answer(id, row)};
    return known->truth;
}

Truth Evaluator::answer(InstId id, std::uint32_t row) {
    const ir::Inst& inst = module_.inst(id);
    switch (inst.kind) {
        case InstKind::True: return Truth::True;
        case InstKind::EqualConst: return equal_const(inst, row);
        case InstKind::Equal:
        case InstKind::Less:
        case InstKind::LessEqual: return ordered(inst, row);
        case InstKind::InRange: return in_range(inst, row);
        case InstKind::InSet:
        case InstKind::InCodeSet:
        case InstKind::Matches:
        case InstKind::HasAny:
        case InstKind::HasOnly: return word_test(inst, row);
        case InstKind::InTable: return in_table(inst, row);
        case InstKind::IsGiven:
        case InstKind::IsWellFormed:
        case InstKind::IsPlaceholder: return state_test(inst, row);
        case InstKind::IsRequired: return truth_of(mark(static_cast<ir::FieldId>(inst.a), row) == ir::Mark::Required);
        case InstKind::CheckDigit: return check_digit(inst, row);
        case InstKind::AnyRow:
        case InstKind::AllRows: return over_rows(inst);
        case InstKind::Unique: return unique(id, row);
        case InstKind::MasterHas: return master_has(inst, row);
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier: return over_entries(inst, row);
        case InstKind::EqualEarlier: return equal_earlier(inst, row);
        case InstKind::InState: return truth_of(at_hand_[inst.a]->state == inst.b);
        case InstKind::Decided: {
            const Truth allowed = truth(inst_id(inst.a), row);
            if (allowed == Truth::True) return Truth::True;
            const Truth refused = truth(inst_id(inst.b), row);
            if (refused == Truth::True) return Truth::False;
            const bool unknown = allowed == Truth::Unknown || refused == Truth::Unknown;
            return unknown ? Truth::Unknown : Truth::NoAnswer;
        }
        case InstKind::Not: return not_of(truth(inst_id(inst.a), row));
        case InstKind::And: {
            const Truth left = truth(inst_id(inst.a), row);
            return left == Truth::False ? left : and_of(left, truth(inst_id(inst.b), row));
        }
        case InstKind::Or: {
            const Truth left = truth(inst_id(inst.a), row);
            return left == Truth::True ? left : or_of(left, truth(inst_id(inst.b), row));
        }
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
        case InstKind::AddMonths:
        case InstKind::AddDays:
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo:
        case InstKind::CountRows:
        case InstKind::CountWhere:
        case InstKind::Tuple:
        case InstKind::MasterColumn:
        case InstKind::Anything:
        case InstKind::CountEarlier:
        case InstKind::EarlierColumn:
        case InstKind::KeptColumn:
        case InstKind::ProviderPart:
        case InstKind::BufferPart: return Truth::Unknown;  // values; the verifier refuses them as conditions
        case InstKind::UniqueInFile:
        case InstKind::SameInFile: return Truth::Unknown;  // asked of the file, by the check they are the whole of
    }
    return Truth::Unknown;
}

Truth Evaluator::equal_const(const ir::Inst& inst, std::uint32_t row) {
    const Value left = value(inst_id(inst.a), row);
    const Value right = value(inst_id(inst.b), row);
    switch (left.state) {
        case Value::State::Empty: return Truth::False;
        case Value::State::NoAnswer: return Truth::NoAnswer;
        case Value::State::Unknown: return Truth::Unknown;
        case Value::State::Placeholder: return truth_of(left.text == right.text);
        case Value::State::Present:
            return truth_of(module_.inst(inst_id(inst.a)).type.kind == ir::ValueType::Text
                                ? left.text == right.text
                                : left.number == right.number);
    }
    return Truth::Unknown;
}

// Comparisons between two operands of which neither is a constant for equality: an operand without content leaves them
// without an answer, an unknown one makes them unknown.
Truth Evaluator::ordered(const ir::Inst& inst, std::uint32_t row) {
    const Value left = value(inst_id(inst.a), row);
    const Value right = value(inst_id(inst.b), row);
    if (left.state == Value::State::Unknown || right.state == Value::State::Unknown) return Truth::Unknown;
    if (left.state != Value::State::Present || right.state != Value::State::Present) return Truth::NoAnswer;
    const bool is_text = module_.inst(inst_id(inst.a)).type.kind == ir::ValueType::Text;
    const std::strong_ordering order = is_text ? left.text <=> right.text : left.number <=> right.number;
    if (inst.kind == InstKind::Equal) return truth_of(order == std::strong_ordering::equal);
    if (inst.kind == InstKind::Less) return truth_of(order == std::strong_ordering::less);
    return truth_of(order != std::strong_ordering::greater);
}

Truth Evaluator::in_range(const ir::Inst& inst, std::uint32_t row) {
    const Value tested = value(inst_id(inst.a), row);
    const Value low = value(inst_id(inst.b), row);
    const Value high = value(inst_id(inst.c), row);
    for (const Value& operand : {tested, low, high}) {
        if (operand.state == Value::State::Unknown) return Truth::Unknown;
    }
    for (const Value& operand : {tested, low, high}) {
        if (operand.state != Value::State::Present) return Truth::NoAnswer;
    }
    return truth_of(low.number <= tested.number && tested.number <= high.number);
}

// Tests of a word against something constant: empty is decided (it is in nothing), malformed is unknown.
Truth Evaluator::word_test(const ir::Inst& inst, std::uint32_t row) {
    const Value tested = value(inst_id(inst.a), row);
    if (tested.state == Value::State::Empty) return Truth::False;
    if (tested.state == Value::State::NoAnswer) return Truth::NoAnswer;
    if (tested.state == Value::State::Unknown) return Truth::Unknown;
    if (inst.kind == InstKind::InCodeSet) {
        const auto set = static_cast<ir::CodeSetId>(inst.b);
        const bool is_dated = words_.code_set(set).is_dated;
        return truth_of(words_.code_row(set, tested.text, is_dated ? day(module_.code_sets_by) : std::nullopt));
    }
    if (inst.kind == InstKind::Matches) {
        return truth_of(matches_pattern(tested.text, module_.patterns[inst.b]));
    }
    const auto set = static_cast<ir::SetId>(inst.b);
    if (inst.kind == InstKind::InSet) return truth_of(words_.in_set(tested.text, set));
    bool any = false;
    bool all = !tested.text.empty();
    for (std::size_t at = 0; at < tested.text.size();) {
        const std::size_t size = character_size(tested.text, at);
        const bool member = words_.in_set(tested.text.substr(at, size), set);
        any = any || member;
        all = all && member;
        at += size;
    }
    return truth_of(inst.kind == InstKind::HasAny ? any : all);
}

Truth Evaluator::in_table(const ir::Inst& inst, std::uint32_t row) {
    const Value first = value(inst_id(inst.a), row);
    const Value second = value(inst_id(inst.b), row);
    for (const Value& operand : {first, second}) {
        if (operand.state == Value::State::Unknown) return Truth::Unknown;
    }
    for (const Value& operand : {first, second}) {
        if (operand.state == Value::State::NoAnswer) return Truth::NoAnswer;
    }
    if (first.state == Value::State::Empty || second.state == Value::State::Empty) return Truth::False;
    const ir::Table& table = module_.tables[inst.c];
    bool first_known = false;
    for (const auto& [left, right] : table.rows) {
        if (left != first.text) continue;
        first_known = true;
        if (right == second.text) return Truth::True;
    }
    return truth_of(!first_known && table.others_unchecked);
}

Truth Evaluator::state_test(const ir::Inst& inst, std::uint32_t row) {
    const ir::Inst& operand = module_.inst(inst_id(inst.a));
    if (operand.kind == InstKind::Given) {
        // A given value is supplied well-formed or not at all.
        const bool supplied = supplied_->givens[operand.a].has_value();
        return truth_of(inst.kind == InstKind::IsWellFormed || (inst.kind == InstKind::IsGiven && supplied));
    }
    if (operand.kind == InstKind::ProviderPart) return part_state(inst, operand, row);
    if (operand.kind == InstKind::BufferPart) {
        const bool given = buffer_part(operand.a).state == Value::State::Present;
        return truth_of(inst.kind == InstKind::IsWellFormed || (inst.kind == InstKind::IsGiven && given));
    }
    ir::FieldId field = ir::kNone<ir::FieldId>;
    if (operand.kind == InstKind::ChosenDate) {
        field = chosen_field(static_cast<ir::ChosenDateId>(operand.a));
        if (!ir::is_some(field)) return Truth::Unknown;
    } else {
        field = static_cast<ir::FieldId>(operand.a);
    }
    const Reading& read = reading(field, row);
    if (inst.kind == InstKind::IsGiven) return truth_of(!read.is_empty());
    if (inst.kind == InstKind::IsPlaceholder) return truth_of(read.state == Reading::State::Placeholder);
    return truth_of(read.state != Reading::State::Malformed);
}

Truth Evaluator::check_digit(const ir::Inst& inst, std::uint32_t row) {
    const auto field = static_cast<ir::FieldId>(module_.inst(inst_id(inst.a)).a);
    const Value tested = value(inst_id(inst.a), row);
    if (tested.state == Value::State::Unknown) return Truth::Unknown;
    if (tested.state != Value::State::Present) return Truth::NoAnswer;
    if (module_.field(field).type == ir::FieldType::NationalId) {
        if (classify_person_id(tested.text) == PersonIdKind::Other) return Truth::NoAnswer;
        return truth_of(person_id_checksum_ok(tested.text));
    }
    const std::optional<bool> fits = facility_check_digit_ok(tested.text);
    return fits ? truth_of(*fits) : Truth::NoAnswer;
}

// A row without an answer does not count; a row that is unknown matters unless another row decides.
Truth Evaluator::over_rows(const ir::Inst& inst) {
    const bool wants_any = inst.kind == InstKind::AnyRow;
    const Truth decisive = wants_any ? Truth::True : Truth::False;
    bool unknown = false;
    const std::uint32_t rows = record_->rows(static_cast<SegmentIndex>(inst.a));
    for (std::uint32_t row = 1; row <= rows; ++row) {
        const Truth answer = truth(inst_id(inst.b), row);
        if (answer == decisive) return decisive;
        unknown = unknown || answer == Truth::Unknown;
    }
    return unknown ? Truth::Unknown : not_of(decisive);
}

Value Evaluator::value(InstId id, std::uint32_t row) {
    const ir::Inst& inst = module_.inst(id);
    switch (inst.kind) {
        case InstKind::Integer: return Value::of(module_.integers[inst.a]);
        case InstKind::Text: return Value::of(std::string_view(module_.texts[inst.a]));
        case InstKind::Field: return field_value(static_cast<ir::FieldId>(inst.a), row);
        case InstKind::Given: {
            const std::optional<std::int64_t>& given = supplied_->givens[inst.a];
            return given ? Value::of(*given) : Value::unknown();
        }
        case InstKind::ChosenDate: return chosen_value(static_cast<ir::ChosenDateId>(inst.a));
        case InstKind::Default: {
            const Value read = value(inst_id(inst.a), row);
            return read.state == Value::State::Empty ? value(inst_id(inst.b), row) : read;
        }
        case InstKind::Attribute: return attribute(inst, row);
        case InstKind::Slice: return slice(inst, row);
        case InstKind::DateOf:
        case InstKind::Days:
        case InstKind::FirstOfMonth:
        case InstKind::AddMonths:
        case InstKind::AddDays: return date_function(inst, row);
        case InstKind::Add:
        case InstKind::Subtract:
        case InstKind::Multiply:
        case InstKind::Modulo: return arithmetic(inst, row);
        case InstKind::CountRows:
            return Value::of(static_cast<std::int64_t>(record_->rows(static_cast<SegmentIndex>(inst.a))));
        case InstKind::CountWhere: {
            if (known_.reads_entry(id)) return count_where(inst);
            KnownAnswers::Count& known = known_.count(id);
            if (known.record != known_.record()) known = {known_.record(), count_where(inst)};
            return known.value;
        }
        case InstKind::MasterColumn: return master_column(inst, row);
        case InstKind::ProviderPart: return provider_part(inst, row);
        case InstKind::BufferPart: return buffer_part(inst.a);
        case InstKind::CountEarlier: return count_earlier(inst, row);
        case InstKind::EarlierColumn: return earlier_column(inst);
        case InstKind::KeptColumn: return kept_column(inst, row);
        case InstKind::Anything:
        case InstKind::Tuple:  // read by its users, part by part
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
        case InstKind::AnyEarlier:
        case InstKind::AllEarlier:
        case InstKind::EqualEarlier:
        case InstKind::InState:
        case InstKind::Decided:
        case InstKind::Not:
        case InstKind::And:
        case InstKind::Or: return Value::unknown();  // conditions; the verifier refuses them as values
    }
    return Value::unknown();
}

}  // namespace jianhe
