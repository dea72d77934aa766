#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/validator.h>

#include "compiler/interp/blocked_places.h"
#include "compiler/interp/evaluator.h"
#include "compiler/interp/settle.h"
#include "compiler/ir/module.h"

namespace jianhe {

// What became of one check at one row (docs/language.md §6).
enum class Outcome : std::uint8_t { NotApplicable, Blocked, Passed, Fired };
std::string_view to_string(Outcome outcome) noexcept;  // not applicable, blocked, passed, fired

// One judged check, for `validate --trace` and for the coverage of examples.
struct TraceEntry {
    ir::CheckId check = ir::kNone<ir::CheckId>;
    std::uint32_t row = 0;  // 1-based; 0: not judged by row
    Outcome outcome = Outcome::NotApplicable;
    std::vector<Cause> causes;                                 // of Blocked
    std::vector<std::pair<ir::FieldId, std::uint32_t>> reads;  // fields it read and their rows, without repetition
};

// The reference engine: walks the IR, slow and obvious. The other engines are judged by it.
// The module must outlive it and may be shared; an Interpreter belongs to one thread.
class Interpreter final : public Validator {
public:
    Interpreter(const ir::Module& module, Supplied supplied);

    void check(const Record& record, RecordResult& result) override;
    void set_file(FileQuestions* file) override { file_ = file; }
    // What the next records are asked about what came before them; null, as at first: rules that ask the history are
    // not judged. Belongs to the thread of the interpreter and must outlive its use.
    void set_ledger(Ledger* ledger);

    // Of a record that has nothing else to say: judges only what asks the history, which there must be. The result is
    // that of check(), but for what could not be checked of other rules. For modules in which history_stands_alone().
    void check_history(const Record& record, RecordResult& result);

    // One check after the other, in any order, of a record that nothing else is asked.
    void begin_asking(const Record& record);
    Outcome ask(ir::CheckId id, std::uint32_t row);

    // As the record was left by the last of these calls.
    Evaluator& evaluator() noexcept { return evaluator_; }

    // Other given values for the records to come, as many as the specification declares.
    void set_givens(const GivenValues& givens) { supplied_.givens = givens; }

    // As `check`, and remembers every check that was judged, in the order of Module::checks.
    void check_traced(const Record& record, RecordResult& result, std::vector<TraceEntry>& trace);

    // What the presence tables say of a field of the record that was checked last.
    ir::Mark mark(ir::FieldId field, std::uint32_t row) { return evaluator_.mark(field, row); }

private:
    // What of a check is the same for every record.
    struct CheckFacts {
        ir::SegmentId row = ir::kNone<ir::SegmentId>;
        bool tells_state = false;  // of a group of the file
        bool asks_file = false;    // its `expect` is a question to the file
        bool asks_history = false;
        std::optional<Disposition> disposition;  // on every day; none: the day decides
    };

    void begin(const Record& record, RecordResult& result);
    void block_places();
    Finding structural(const Place& place, const std::string& name, EnvelopeRole role) const;
    bool report_missing_segments(const Record& record, RecordResult& result);
    void report_structure(const Record& record);
    void report_limits(const Record& record);
    void report_fields(const Record& record);
    void report_field(ir::FieldId id, std::uint32_t row);
    void judge(const Record& record, const std::vector<ir::CheckId>& checks, RecordResult& result);
    void judge_at(ir::CheckId id, std::uint32_t row, RecordResult& result);
    Outcome outcome_of(ir::CheckId id, std::uint32_t row);
    Truth expected(ir::CheckId id, std::uint32_t row);
    Truth answer_of_file(ir::CheckId id, const ir::Inst& question, std::uint32_t row);
    void tell_state(ir::CheckId id);
    ir::FieldId field_of(const ir::Check& check);
    bool is_empty_place(const ir::Check& check, std::uint32_t row);
    std::optional<Disposition> disposition_now(ir::CheckId id);
    CheckFacts facts_of(const ir::Check& check) const;
    TraceEntry traced(ir::CheckId id, std::uint32_t row, Outcome outcome);
    void note_blocked(const ir::Check& check, RecordResult& result) const;
    Finding finding_at(const ir::Check& check, std::uint32_t row, Disposition disposition);
    void finish(const Record& record, RecordResult& result) const;

    const ir::Module& module_;
    Supplied supplied_;
    FileQuestions* file_ = nullptr;
    Evaluator evaluator_;
    std::vector<CheckFacts> facts_;  // by check
    // Checks of rules that block a whole record, that block fields, and of all others, in the order of the rules.
    std::vector<ir::CheckId> blocking_record_;
    std::vector<ir::CheckId> blocking_fields_;
    std::vector<ir::CheckId> others_;
    std::vector<ir::CheckId> asking_history_;  // of them
    bool has_ledger_ = false;
    std::vector<Cause> causes_;  // of the check at hand, if it is blocked
    std::vector<Fired> fired_;
    std::vector<Finding> built_in_;    // yield to rules at the same place
    std::vector<Finding> structural_;  // never yield
    BlockedPlaces blocked_places_;
    std::vector<TraceEntry>* trace_ = nullptr;
};

// Whether what asks the history changes nothing of what the other rules say: it blocks nothing, and asks no file.
bool history_stands_alone(const ir::Module& module);

}  // namespace jianhe
