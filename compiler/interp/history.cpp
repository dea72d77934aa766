// The part of the evaluator that asks the history: entries of relations, read from the ledger.

#include <utility>

#include "compiler/interp/evaluator.h"

namespace jianhe {
namespace {

using ir::InstId;
using ir::InstKind;
using Entry = EarlierEntries::Entry;

InstId inst_id(std::uint32_t operand) { return static_cast<InstId>(operand); }

}  // namespace

// Present: a value that a row can hold, or be found by. Else why there is none.
Truth Evaluator::cell_of(InstId id, std::uint32_t row, ir::RelationId relation, std::uint32_t column, Cell& cell) {
    const ir::Inst& inst = module_.inst(id);
    if (inst.kind == InstKind::EarlierColumn) {
        // As it lies in the ledger: a private one is nothing but that.
        cell = at_hand_[inst.a]->cells[inst.b];
        return cell.is_absent() ? Truth::NoAnswer : Truth::True;
    }
    const Value read = value(id, row);
    if (read.state == Value::State::Unknown) return Truth::Unknown;
    if (read.state != Value::State::Present) return Truth::NoAnswer;
    const bool is_text = module_.relations[ir::index_of(relation)].columns[column].type.kind == ir::ValueType::Text;
    cell = is_text ? earlier_.cell(relation, column, read.text) : Cell(read.number);
    return cell.is_absent() ? Truth::NoAnswer : Truth::True;
}

// What a list keeps of a field: also of a stand-in its text.
Cell Evaluator::kept_cell(ir::FieldId field, std::uint32_t row, ir::RelationId relation, std::uint32_t column) {
    const Value read = field_value(field, row);
    if (read.state == Value::State::Placeholder) return earlier_.cell(relation, column, read.text);
    if (read.state != Value::State::Present) return {};
    const bool is_text = module_.relations[ir::index_of(relation)].columns[column].type.kind == ir::ValueType::Text;
    return is_text ? earlier_.cell(relation, column, read.text) : Cell(read.number);
}

// A part that is unknown goes before one without an answer.
Truth Evaluator::earlier_key(const ir::Inst& inst, std::uint32_t row, std::vector<EarlierEntries::KeyPart>& key) {
    const ir::LookUp& look_up = module_.look_ups[inst.b];
    const std::vector<InstId> parts = tuple(inst_id(inst.a));
    Truth answer = Truth::True;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (module_.inst(parts[i]).kind == InstKind::Anything) {
            key.emplace_back();
            continue;
        }
        Cell cell;
        const Truth read = cell_of(parts[i], row, look_up.relation, look_up.columns[i], cell);
        if (read == Truth::Unknown) return read;
        if (read == Truth::NoAnswer) answer = read;
        key.emplace_back(std::move(cell));
    }
    return answer;
}

const std::vector<Entry>* Evaluator::earlier_entries(const ir::Inst& inst, std::uint32_t row, Truth& truth) {
    truth = Truth::Unknown;
    if (earlier_.ledger() == nullptr) return nullptr;
    std::vector<EarlierEntries::KeyPart> key;
    truth = earlier_key(inst, row, key);
    if (truth != Truth::True) return nullptr;
    if (questions_asked_ != nullptr) questions_asked_->push_back(&inst);
    const std::vector<Entry>* entries = earlier_.entries(static_cast<ir::LookUpId>(inst.b), key);
    if (entries == nullptr) truth = Truth::Unknown;
    return entries;
}

// As over_rows: an entry without an answer does not count.
Truth Evaluator::over_entries(const ir::Inst& inst, std::uint32_t row) {
    Truth truth_now = Truth::Unknown;
    const std::vector<Entry>* entries = earlier_entries(inst, row, truth_now);
    if (entries == nullptr) return truth_now;
    const Truth decisive = inst.kind == InstKind::AnyEarlier ? Truth::True : Truth::False;
    const Entry*& at_hand = at_hand_[ir::index_of(module_.look_ups[inst.b].relation)];
    const Entry* before = at_hand;
    Truth answer = not_of(decisive);
    for (const Entry& entry : *entries) {
        at_hand = &entry;
        const Truth one = truth(inst_id(inst.c), row);
        if (one == Truth::Unknown) answer = one;
        if (one == decisive) {
            answer = one;
            break;
        }
    }
    at_hand = before;
    return answer;
}

Value Evaluator::count_earlier(const ir::Inst& inst, std::uint32_t row) {
    Truth truth_now = Truth::Unknown;
    const std::vector<Entry>* entries = earlier_entries(inst, row, truth_now);
    if (entries == nullptr) return truth_now == Truth::NoAnswer ? Value::no_answer() : Value::unknown();
    const Entry*& at_hand = at_hand_[ir::index_of(module_.look_ups[inst.b].relation)];
    const Entry* before = at_hand;
    std::int64_t count = 0;
    bool unknown = false;
    for (const Entry& entry : *entries) {
        at_hand = &entry;
        const Truth one = truth(inst_id(inst.c), row);
        unknown = unknown || one == Truth::Unknown;
        count += one == Truth::True ? 1 : 0;
    }
    at_hand = before;
    return unknown ? Value::unknown() : Value::of(count);
}

namespace {

Value value_of(const Cell& cell) {
    if (const std::int64_t* number = cell.number()) return Value::of(*number);
    if (const std::string* text = cell.text()) return Value::of(std::string_view(*text));
    return Value::empty();
}

}  // namespace

// Entries stay where they are until the next record, so texts may be views into them.
Value Evaluator::earlier_column(const ir::Inst& inst) { return value_of(at_hand_[inst.a]->cells[inst.b]); }

Value Evaluator::kept_column(const ir::Inst& inst, std::uint32_t row) {
    Truth truth_now = Truth::Unknown;
    const std::vector<Entry>* entries = earlier_entries(inst, row, truth_now);
    if (entries == nullptr) return truth_now == Truth::NoAnswer ? Value::no_answer() : Value::unknown();
    return value_of(entries->front().cells[inst.c]);
}

Truth Evaluator::equal_earlier(const ir::Inst& inst, std::uint32_t row) {
    const Cell& kept = at_hand_[inst.b]->cells[inst.c];
    Cell compared;
    const Truth read = cell_of(inst_id(inst.a), row, static_cast<ir::RelationId>(inst.b), inst.c, compared);
    if (read != Truth::True) return read;
    return kept.is_absent() ? Truth::NoAnswer : truth_of(kept == compared);
}

void Evaluator::collect_history_causes(const ir::Inst& inst, std::uint32_t row, std::vector<Cause>& causes) {
    const std::size_t before = causes.size();
    for (const InstId part : tuple(inst_id(inst.a))) {
        if (module_.inst(part).kind != InstKind::Anything) collect_causes(part, row, causes);
    }
    if (causes.size() != before) return;
    Truth truth_now = Truth::Unknown;
    const std::vector<Entry>* entries = earlier_entries(inst, row, truth_now);
    if (entries == nullptr) {
        causes.push_back({std::string(kHistoryCause), true});
        return;
    }
    const Entry*& at_hand = at_hand_[ir::index_of(module_.look_ups[inst.b].relation)];
    const Entry* outer = at_hand;
    for (const Entry& entry : *entries) {
        at_hand = &entry;
        collect_causes(inst_id(inst.c), row, causes);
    }
    at_hand = outer;
}

}  // namespace jianhe
