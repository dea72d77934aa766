#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/record.h>

#include "compiler/ir/module.h"

namespace jianhe::generate {

// The values of one record while it is being changed, beside the declared ones that it started from.
class Draft {
public:
    using Frozen = std::vector<std::pair<ir::FieldId, std::uint32_t>>;

    // `frozen` fields (and their rows, counted from 1; 0: no row) are never varied. All arguments must outlive the
    // draft.
    Draft(const ir::Module& module, const ir::RecordValues& declared, const Frozen& frozen);

    // One field of one row. `row` is counted from 0 and is 0 where the segment does not repeat.
    struct Cell {
        ir::FieldId field;
        std::uint32_t row;
    };
    std::uint32_t rows(ir::FieldId field) const noexcept;
    // Empty for an absent field and for a row that is not there.
    std::string_view text(Cell cell) const noexcept;
    std::string_view declared(Cell cell) const noexcept;
    void set(Cell cell, std::string text);

    // A field may be varied when it holds a value that is no placeholder, and is not frozen.
    bool may_vary(Cell cell) const;
    bool is_frozen(Cell cell) const;
    // The field that another one is made from: of the same row where both stand in one segment.
    Cell beside(ir::FieldId field, Cell cell) const noexcept;
    // Goes through all cells that hold something, in the order of the fields.
    void for_each(const std::function<void(Cell)>& visit) const;

    const ir::Module& module() const noexcept { return *module_; }
    // Replaces `record`, which keeps texts of its own.
    void fill(Record& record) const;

private:
    const ir::RecordValues::Row* find_row(const ir::RecordValues& values, Cell cell) const noexcept;
    std::size_t position(ir::FieldId field) const noexcept;

    const ir::Module* module_;
    const ir::RecordValues* declared_;
    const Frozen* frozen_;
    ir::RecordValues values_;
};

// The moment a date or date-time field holds; none for other types and for what is no date.
std::optional<DateTime> moment_of(const ir::Field& field, std::string_view text) noexcept;
// The text of that moment in the field's type; empty where it has none.
std::string text_of_moment(const ir::Field& field, DateTime moment);

}  // namespace jianhe::generate
