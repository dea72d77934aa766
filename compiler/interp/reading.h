#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <jianhe/date.h>
#include <jianhe/record.h>
#include <jianhe/truth.h>

#include "compiler/interp/word_index.h"
#include "compiler/ir/module.h"

namespace jianhe {

// One field of one row after its content was looked at: the five states of docs/language.md §3.
struct Reading {
    enum class State : std::uint8_t { Absent, Blank, Malformed, Placeholder, Value };

    State state = State::Absent;
    ir::FieldRole fault = ir::FieldRole::WrongType;  // of a malformed field: which check it fails
    std::string_view text;                           // as it stands in the record
    std::int64_t number = 0;                         // of a value: number, scaled decimal, day or second

    bool is_empty() const noexcept { return state == State::Absent || state == State::Blank; }
};

// Whether values of the type are texts; the others are numbers, days or seconds.
bool is_text(ir::FieldType type) noexcept;

// Looks at one field's content, which is UTF-8. `code_set_date` is the day that decides on dated rows of code sets;
// none: the union of the rows holds. Pure.
Reading read_field(const ir::Module& module, const ir::Field& field, FieldText text, std::optional<Date> code_set_date);
// The same, faster; `words` are of the field's module.
Reading read_field(ModuleWords& words, const ir::Field& field, FieldText text, std::optional<Date> code_set_date);

// The row of a code set that holds `code` on that day; null: there is none.
const ir::CodeSet::Row* find_code_row(const ir::CodeSet& set, std::string_view code, std::optional<Date> day) noexcept;

}  // namespace jianhe
