#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "dsl/ast/expr.h"
#include "dsl/ast/name.h"

// Declared records and examples: part of the syntax tree (ast.h).
namespace jianhe::dsl {

// TAG = value · TAG absent · TAG blank
struct FieldValue {
    enum class State : std::uint8_t { Value, Absent, Blank };
    SourceRange range;
    Name field;
    State state = State::Value;
    Name value;
};

// order { … } adds a row; order { … } times 501 adds many; order[2] { … } changes one; no order removes all.
struct RowChange {
    enum class Kind : std::uint8_t { Add, Modify, RemoveAll };
    SourceRange range;
    Kind kind = Kind::Add;
    Name row_name;
    std::optional<Name> position;
    std::optional<Name> times;
    std::vector<FieldValue> fields;
};

struct RecordBody {
    std::vector<std::variant<FieldValue, RowChange>> entries;  // in written order
};

// record western_visit "西醫門診" weight 60 = { … }      record b = western_visit with { … }
struct RecordDecl {
    SourceRange range;
    Name name;
    std::optional<Name> label;
    std::optional<Name> weight;
    std::optional<Name> base;
    RecordBody body;
};

// example "…" western_visit with { … } given { received_at = 1120831120000 } finds P52:R054, P13:RA02 only
struct ExampleDecl {
    struct Expected {
        Name field;
        std::optional<Name> row;  // Q05[1]
        Name code;
    };
    SourceRange range;
    // A record that stands before it in the same file.
    struct Earlier {
        SourceRange range;
        Name record;
        RecordBody body;
    };
    std::optional<Name> label;
    Name record;
    RecordBody body;
    std::vector<std::vector<Earlier>> files;  // files before its own
    std::vector<Earlier> after;
    std::vector<Name> uses;  // masters and providers whose samples are given; `history`
    std::vector<FieldValue> givens;
    bool accepted = false;
    std::vector<Expected> finds;
    bool only = false;
    std::optional<Expr> leaves;  // what holds when its effects have happened
    std::vector<Waiver> waivers;
};

}  // namespace jianhe::dsl
