#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/ast/records.h"

// Buffers and constructions: part of the syntax tree (ast.h).
namespace jianhe::dsl {

// buffer seq_number "讀卡取號" 296 { P11 0..12  P13 13..16  same_day 295 }
struct BufferDecl {
    struct Part {
        SourceRange range;
        Name name;  // a field, or a name of its own
        Name first;
        std::optional<Name> last;  // without it the part is one byte
    };
    SourceRange range;
    Name name;
    Name label;
    Name size;
    std::vector<Part> parts;
    std::vector<Waiver> waivers;
};

// One clause of a construction.
//   set K01 = A · set P21 absent · default P12 = 1 · derive P12 := 4, P52 := LOST when P52 is empty
//   ask P49, P52 optional · keep P49 := P11 for backfill · scenario backfill
struct BuildClause {
    enum class Kind : std::uint8_t { Set, Default, Derive, Ask, Keep, Scenario };
    struct Target {
        SourceRange range;
        Name field;                       // of Scenario: the scenario
        std::optional<Expr> value;        // none: `absent`, a field that is asked, one that is kept as it is
        std::optional<Name> position_of;  // position of order: instead of a value
        std::optional<Name> followed_by;
        std::optional<Name> padded;
    };
    SourceRange range;
    Kind kind = Kind::Set;
    std::vector<Target> targets;
    bool is_optional = false;      // of Ask
    std::optional<Name> kept_for;  // of Keep: a construction
    std::optional<Expr> when;
    std::optional<Name> row_name;  // for each order
};

// build backfill "補卡" from seq_number { … }
struct BuildDecl {
    SourceRange range;
    Name name;
    Name label;
    std::vector<Name> buffers;
    std::vector<BuildClause> clauses;
};

// example "…" build backfill visit with { … } from seq_number { P13 = 0001 } given { … } needs P49 only
struct BuildExampleDecl {
    enum class Result : std::uint8_t { Built, Kept, Needs, Refused };
    struct BufferValue {
        SourceRange range;
        Name buffer;
        std::optional<Name> base;  // a declared record whose fields stand in it
        std::vector<FieldValue> parts;
    };
    struct Expected {
        Name field;
        std::optional<Name> row;
        std::optional<Name> code;  // of Refused
    };
    SourceRange range;
    std::optional<Name> label;
    Name construction;
    std::optional<Name> base;  // a declared record whose values the caller gives
    RecordBody body;
    std::vector<BufferValue> buffers;
    std::vector<FieldValue> givens;
    Result result = Result::Built;
    RecordBody contents;  // of Built and Kept: what the record, or what is kept, holds among others
    std::vector<Expected> expected;
    bool only = false;
    std::vector<Waiver> waivers;
};

}  // namespace jianhe::dsl
