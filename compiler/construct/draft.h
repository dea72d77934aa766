#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/record_builder.h>

#include "compiler/interp/evaluator.h"
#include "compiler/ir/module.h"

namespace jianhe::construct {

// One field of one row; 0: the segment does not repeat.
struct Cell {
    ir::FieldId field = ir::kNone<ir::FieldId>;
    std::uint32_t row = 0;
    auto operator<=>(const Cell&) const = default;
};

// A clause as it met one row.
struct ClauseAt {
    const ir::BuildClause* clause = nullptr;
    std::uint32_t row = 0;
};

// Fills a record in the stages that docs/ir.md names (Constructions): what was supplied, set, default, derive. Belongs
// to one call of RecordBuilder::build; all it is made of must outlive it.
class Draft {
public:
    Draft(const ir::Module& module, const ir::Construction& construction, Evaluator& evaluator,
          const Supplied& supplied, const BuildRequest& request, BuildOutcome& outcome);

    void fill();

    // The evaluator reads the record as it is now.
    void look();

    bool is_empty(Cell cell) const;
    std::string_view text(Cell cell) const;
    const BuildOrigin* origin(Cell cell) const;
    // The clause that leaves the field out; null: none does.
    const ir::BuildClause* left_out(Cell cell) const;
    // The fields that a derivation of this one waits for; empty: none waits.
    std::vector<Cell> waits_for(Cell cell) const;
    // Fields that an expression reads and that are empty.
    std::vector<Cell> empty_sources(ir::InstId expression, std::uint32_t row);
    // What a clause gives in this row; none: it has no value there.
    std::optional<std::string> value_of(const ir::BuildClause& clause, std::uint32_t row);
    // Whether the condition of a clause holds there.
    bool holds(const ir::BuildClause& clause, std::uint32_t row);
    // The rows a clause is for: 0 alone, or 1 to the last.
    std::vector<std::uint32_t> rows_of(const ir::BuildClause& clause) const;
    std::uint32_t rows(ir::SegmentId segment) const {
        return outcome_.record.rows(static_cast<SegmentIndex>(ir::index_of(segment)));
    }
    bool was_given(ir::BufferId buffer) const { return given_buffers_.contains(buffer); }

    // A value as it may be shown: masked unless private values may be seen, and cut.
    std::string shown(ir::FieldId id, std::string_view text) const;
    // "P12", "Q06[2]"
    std::string name(Cell cell) const;

private:
    bool may_be_seen(const ir::Field& field, std::string_view text) const;
    void refuse(std::string field, std::uint32_t row, std::string message, const ir::Location* clause = nullptr);
    void remark(Cell cell, std::string text);
    void put(Cell cell, std::string text, BuildOrigin origin);
    void remove(Cell cell);
    bool is_same(Cell cell, std::string_view text);
    bool add_rows(SegmentIndex segment, std::uint32_t count);

    void take_rows();
    void take_value(const BuildValue& value);
    void take_buffers();
    void take_part(const ir::Buffer& buffer, const ir::Buffer::Part& part, std::string_view bytes);
    std::vector<ClauseAt> chosen(ir::BuildClause::Kind kind);
    void set();
    void set_value(const ClauseAt& at, std::string text);
    void leave_out(const ClauseAt& at);
    void set_defaults();
    void derive();

    const ir::Module& module_;
    const ir::Construction& construction_;
    Evaluator& evaluator_;
    const Supplied& supplied_;
    const BuildRequest& request_;
    BuildOutcome& outcome_;
    std::vector<std::optional<std::string>> parts_;  // by Module::buffer_parts
    std::map<Cell, BuildOrigin> origins_;
    std::map<Cell, const ir::BuildClause*> left_out_;
    std::map<Cell, std::vector<Cell>> waiting_;
    std::set<ir::BufferId> given_buffers_;
};

}  // namespace jianhe::construct
