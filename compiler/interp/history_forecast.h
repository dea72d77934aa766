#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <jianhe/ledger.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

#include "compiler/interp/cells_of_ledger.h"
#include "compiler/interp/effects.h"
#include "compiler/interp/history_guards.h"
#include "compiler/interp/interpreter.h"
#include "compiler/interp/reading.h"
#include "compiler/interp/word_index.h"
#include "compiler/ir/module.h"

namespace jianhe {

// What records of one kind ask the history and leave in it, if nothing is found by the keys they ask for: most records
// are of few kinds, and of most nothing was known before.
struct Forecast {
    struct Question {
        std::uint32_t relation = 0;
        std::uint32_t index = 0;
        std::uint32_t cells = 0;
    };
    struct Row {
        std::uint32_t relation = 0;
        std::uint32_t cells = 0;
    };
    // False: the judge has to be asked in any case. There are questions all the same, as far as they are known.
    bool is_complete = false;
    std::vector<Question> questions;
    std::vector<Row> rows;         // that it adds
    std::uint32_t name_cells = 0;  // of the record's name
};

// Makes forecasts. The first record of a kind is judged by the interpreter with an empty ledger, and what was asked is
// noted together with the fields it came from; those that follow only fill in their own contents. Belongs to one
// thread.
class HistoryForecast {
public:
    // All must outlive it; of the ledger only its cells are used, while another thread may use the rest of it.
    HistoryForecast(const ir::Module& module, const Supplied& supplied, const Ledger& ledger);

    // Of a record that is right as far as can be told without the history. Its cells (those of the questions, then of
    // the rows, then of its name) are appended. Null: nothing can be said.
    std::shared_ptr<const Forecast> of(const Record& record, std::vector<Cell>& cells);

private:
    // Where a cell comes from.
    struct Source {
        enum class Kind : std::uint8_t { Value, Kept, Name, Constant };
        static constexpr std::uint32_t kNone = 0xFFFFFFFF;

        Kind kind = Kind::Value;
        bool is_there = false;          // every record of the kind has it: of Value
        std::uint32_t same_as = kNone;  // an earlier one of the kind that gives the same cell
        std::uint32_t relation = 0;
        std::uint32_t column = 0;
        ir::InstId inst = ir::kNone<ir::InstId>;     // of Value
        ir::FieldId field = ir::kNone<ir::FieldId>;  // of Kept
        Cell constant;

        bool operator==(const Source&) const = default;
    };
    struct Kind {
        std::shared_ptr<Forecast> forecast;
        std::vector<Source> sources;  // of which cells there are
    };
    // A key whose private parts stand for whatever the record holds, while the effects of a record are followed.
    struct FollowedKey {
        ir::RelationId relation{};
        std::vector<Source> parts;
        std::uint32_t state = 0;
    };

    // A part of a key; none: every value that it can have.
    using KeyPart = std::optional<Source>;

    // Contents and states of one group, apart for those that differ from row to row.
    struct Fields {
        std::vector<ir::FieldId> contents;
        std::vector<ir::FieldId> states;
    };
    struct Group {
        HistoryGuards guards;
        Fields of_record;
        Fields of_row;
    };

    Group group_of(HistoryGuards guards) const;
    bool append_signature(const Record& record, const Fields& fields, std::uint32_t row);
    Reading::State state_of(FieldText text, ir::FieldId field, std::uint32_t row);
    bool rows_are_silent(const Record& record);
    bool is_silent(const HistoryGuards& guards, std::uint32_t row);
    void begin();

    Kind foresee();
    bool foresee_checks();
    bool foresee_questions(Forecast& forecast);
    bool foresee_effects(Forecast& forecast);
    void foresee_row(const ir::Effect& effect, Forecast& forecast);
    bool foresee_take_back(const ir::Effect& effect, Forecast& forecast);
    bool foresee_event(const ir::Effect& effect, Forecast& forecast);
    bool follow(const ir::Effect& effect, const std::vector<Source>& key, Forecast& forecast);
    std::vector<KeyPart> parts_of(const ir::Effect& effect, std::size_t part);
    void add_question(std::uint32_t relation, std::uint32_t index, std::vector<Source> parts, Forecast& forecast);
    void share_cells(std::vector<Source>& sources) const;
    const LedgerColumn& column_of(const Source& source) const;
    ir::FieldId field_of(const Source& source) const;
    Cell cell_of(const Source& source);
    std::optional<Cell> text_cell(const Source& source, ir::FieldId field) const;

    const ir::Module& module_;
    CellsOfLedger cells_;
    Interpreter judge_;
    Effects effects_;
    std::vector<Group> groups_;
    ModuleWords words_;
    bool is_possible_;
    const Record* record_ = nullptr;
    bool has_begun_ = false;  // the judge, with this record
    std::string signature_;
    std::unordered_map<std::string, Kind> kinds_;
    std::unordered_map<std::string, bool> silent_rows_;
    std::vector<const ir::Inst*> asked_;
    // Of the kind that is foreseen.
    std::vector<std::vector<Source>> question_sources_;
    std::vector<Source> row_sources_;
    std::vector<FollowedKey> followed_;
};

}  // namespace jianhe
