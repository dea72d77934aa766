#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <jianhe/record.h>
#include <jianhe/truth.h>
#include <jianhe/validator.h>

#include "compiler/interp/earlier_entries.h"
#include "compiler/interp/known_answers.h"
#include "compiler/interp/reading.h"
#include "compiler/interp/word_index.h"
#include "compiler/ir/module.h"

namespace jianhe {

// Why an expression is unknown: a malformed field, or something that the caller did not supply.
struct Cause {
    std::string name;  // tag of the field, or name of the given value, master or provider
    bool not_supplied = false;
    bool is_provider = false;  // a master table or a provider was not supplied, rather than a value
    auto operator<=>(const Cause&) const = default;
};

// What a check is said to lack that asks a history which there is not, or which cannot be told.
inline constexpr std::string_view kHistoryCause = "history";

// Evaluates the expressions of a module against one record, one instruction at a time, exactly as docs/ir.md says.
// Readings and answers are remembered for the record: rules share conditions, and no rule costs more than one pass over
// the rows. What is remembered carries the number of its record, so that nothing has to be cleared. Belongs to one
// thread; `begin` starts the next record.
class Evaluator {
    // Where the readings of a field are kept: those of a segment lie together, row after row.
    struct FieldPlace {
        std::uint32_t segment = 0;
        std::uint32_t offset = 0;
        std::uint32_t row_size = 0;  // 0: the segment does not repeat
        bool has_text = false;       // a value of the field is a text
    };
    struct KnownReading {
        std::uint64_t record = 0;
        Reading reading;
    };
    // The column of a presence table at the row that was asked last.
    struct KnownColumn {
        std::uint64_t record = 0;
        std::uint32_t row = 0;
        std::uint32_t column = 0;
    };

public:
    explicit Evaluator(const ir::Module& module);

    // Both must outlive the evaluation of this record.
    void begin(const Record& record, const Supplied& supplied);
    void begin(const Record& record, Supplied&& supplied) = delete;

    // What questions to the history are asked of; null, as at first: they are unknown.
    void set_ledger(Ledger* ledger) { earlier_.set_ledger(ledger); }
    EarlierEntries& earlier() noexcept { return earlier_; }
    // From now on notes each question to the history with a whole key; null, as at first: nothing is noted.
    void note_questions(std::vector<const ir::Inst*>* asked) noexcept { questions_asked_ = asked; }
    // The parts of a key or of arguments.
    std::vector<ir::InstId> tuple(ir::InstId id) const;
    // The cell that a value gives in a column. Unknown or without an answer: it has none, nor is anything found by it.
    Truth cell_of(ir::InstId id, std::uint32_t row, ir::RelationId relation, std::uint32_t column, Cell& cell);
    // What a list keeps of a field.
    Cell kept_cell(ir::FieldId field, std::uint32_t row, ir::RelationId relation, std::uint32_t column);
    // What conditions of constructions read of buffers, by Module::buffer_parts; it must outlive the evaluation.
    // Without it all parts are empty.
    void set_buffer_parts(const std::vector<std::optional<std::string>>& parts) { buffer_parts_ = &parts; }

    // `row` is the 1-based row that fields of a repeated segment are read from; 0 outside of rows.
    Truth truth(ir::InstId id, std::uint32_t row);
    Value value(ir::InstId id, std::uint32_t row);
    const Reading& reading(ir::FieldId id, std::uint32_t row) {
        const FieldPlace place = field_places_[ir::index_of(id)];
        KnownReading& known = readings_[place.segment][std::size_t{row} * place.row_size + place.offset];
        if (known.record != known_.record()) read(id, row, known);
        return known.reading;
    }
    // Whether an answer is one about an entry of the history that is at hand, and means nothing outside of a question.
    bool reads_entry(ir::InstId id) const noexcept { return known_.reads_entry(id); }
    // What the presence tables say of the field now.
    ir::Mark mark(ir::FieldId id, std::uint32_t row);
    // The field that a chosen date stands for; none: its choice is unknown.
    ir::FieldId chosen_field(ir::ChosenDateId id);
    // The day of a date source; none: there is no usable one.
    std::optional<Date> day(const ir::DateSource& source);

    // The canonical text of a key: two are equal exactly when their values are. Unknown when a part is malformed; no
    // answer when a part is empty or a placeholder; else true.
    Truth key_text(ir::KeyId id, std::uint32_t row, std::string& text);

    // The same key as a digest, for questions to the file. `hasher` is at its beginning.
    Truth key_digest(ir::KeyId id, std::uint32_t row, KeyHasher hasher, Key128& digest);

    // What made an unknown expression unknown; at least one entry if it is unknown.
    void collect_causes(ir::InstId id, std::uint32_t row, std::vector<Cause>& causes);
    // Visits every field an expression reads, with the row it is read in. Rows of `any`, `all` and `count` are visited
    // too.
    void visit_reads(ir::InstId id, std::uint32_t row, const std::function<void(ir::FieldId, std::uint32_t)>& visit);

private:
    Truth equal_const(const ir::Inst& inst, std::uint32_t row);
    Truth ordered(const ir::Inst& inst, std::uint32_t row);
    Truth in_range(const ir::Inst& inst, std::uint32_t row);
    Truth word_test(const ir::Inst& inst, std::uint32_t row);
    Truth in_table(const ir::Inst& inst, std::uint32_t row);
    Truth state_test(const ir::Inst& inst, std::uint32_t row);
    Truth check_digit(const ir::Inst& inst, std::uint32_t row);
    Truth over_rows(const ir::Inst& inst);
    Truth unique(ir::InstId id, std::uint32_t row);
    Truth master_has(const ir::Inst& inst, std::uint32_t row);
    Truth part_state(const ir::Inst& inst, const ir::Inst& part, std::uint32_t row);

    // knowledge.cpp
    struct Answer {
        std::uint32_t arguments;  // the instruction
        std::uint32_t provider;
        std::uint32_t row;
        std::vector<ProviderValue> parts;
    };
    const MasterTable* master(std::uint32_t index) const noexcept;
    const jianhe::Provider* provider(std::uint32_t index) const noexcept;
    // The row of a master; no row without an answer. `truth` says why there is none.
    std::optional<std::uint32_t> master_row(const ir::Inst& inst, std::uint32_t row, Truth& truth);
    Value master_column(const ir::Inst& inst, std::uint32_t row);
    Value provider_part(const ir::Inst& inst, std::uint32_t row);
    // What the provider answers; null: `instead` is the value of every part.
    const std::vector<ProviderValue>* ask(const ir::Inst& inst, std::uint32_t row, Value& instead);
    void collect_knowledge_causes(const ir::Inst& inst, std::uint32_t row, std::vector<Cause>& causes);

    // history.cpp
    Truth earlier_key(const ir::Inst& inst, std::uint32_t row, std::vector<EarlierEntries::KeyPart>& key);
    // The entries that a question is about; null: `truth` is its answer.
    const std::vector<EarlierEntries::Entry>* earlier_entries(const ir::Inst& inst, std::uint32_t row, Truth& truth);
    Truth over_entries(const ir::Inst& inst, std::uint32_t row);
    Value count_earlier(const ir::Inst& inst, std::uint32_t row);
    Value earlier_column(const ir::Inst& inst);
    Value kept_column(const ir::Inst& inst, std::uint32_t row);
    Truth equal_earlier(const ir::Inst& inst, std::uint32_t row);
    void collect_history_causes(const ir::Inst& inst, std::uint32_t row, std::vector<Cause>& causes);

    Value field_value(ir::FieldId id, std::uint32_t row);
    Value buffer_part(std::uint32_t part) const;
    Value chosen_value(ir::ChosenDateId id);
    Value attribute(const ir::Inst& inst, std::uint32_t row);
    Value slice(const ir::Inst& inst, std::uint32_t row);
    Value date_function(const ir::Inst& inst, std::uint32_t row);
    Value arithmetic(const ir::Inst& inst, std::uint32_t row);
    Value count_where(const ir::Inst& inst);
    FieldText utf8_text(ir::FieldId id, std::uint32_t row);
    std::uint32_t row_for(ir::FieldId field, std::uint32_t row) const noexcept {
        return field_places_[ir::index_of(field)].row_size == 0 ? 0 : row;
    }
    bool is_unknown(ir::InstId id, std::uint32_t row);
    const std::vector<Cause>& causes_over_rows(ir::InstId id);

    void read(ir::FieldId id, std::uint32_t row, KnownReading& known);
    Truth answer(ir::InstId id, std::uint32_t row);
    std::uint32_t column_of(ir::PresenceId id, std::uint32_t row);

    const ir::Module& module_;
    ModuleWords words_;
    KnownAnswers known_;
    std::vector<FieldPlace> field_places_;
    const Record* record_ = nullptr;
    const Supplied* supplied_ = nullptr;
    const std::vector<std::optional<std::string>>* buffer_parts_ = nullptr;
    std::optional<std::optional<Date>> code_set_day_;                     // remembered for the record
    std::vector<std::vector<KnownReading>> readings_;                     // by segment
    std::vector<KnownColumn> columns_;                                    // by presence
    std::deque<std::string> converted_;                                   // texts of Big5 records; never moved
    std::unordered_map<std::uint32_t, std::vector<Cause>> whole_causes_;  // of AnyRow, AllRows, CountWhere
    std::deque<Answer> answers_;                                          // of providers; never moved
    EarlierEntries earlier_;
    std::vector<const EarlierEntries::Entry*> at_hand_;  // by relation: what its columns are read of
    std::vector<const ir::Inst*>* questions_asked_ = nullptr;
};

}  // namespace jianhe
