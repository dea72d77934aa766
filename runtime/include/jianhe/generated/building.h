#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include <jianhe/encoding.h>
#include <jianhe/generated/rules.h>
#include <jianhe/mask.h>
#include <jianhe/record_builder.h>

// What `jianhe compile --emit cpp` writes of the buffers and constructions of a specification: constant tables and the
// functions they point to, shared by all threads. docs/language.md §18 says what they mean.
namespace jianhe::generated {

// Where something is written: relative to the specification's folder.
struct SourceLine {
    std::string_view file;
    std::uint32_t line = 0;
};

// One part of a condition or value, to say what it reads and why it holds. Numbered like Rules::reasons, and on.
struct Part {
    enum class Kind : std::uint8_t {
        Constant,    // also what was left out because nothing asks for it
        Both,        // a and b
        Either,      // a or b
        AnyRow,      // of `subject`, a segment: a
        OverRows,    // of `subject`, a segment: what asks all rows of a
        GivenField,  // whether `subject`, a field, is given
        Field,       // whatever reads `subject`
        ChosenDate,  // `subject`
        Key,         // of `key`, and a
        Operands     // a, b, c
    };
    Kind kind = Kind::Constant;
    TruthFunction truth = nullptr;  // of a condition; null: true
    std::array<std::uint32_t, 3> operands = {kNone, kNone, kNone};
    std::uint32_t subject = 0;
    std::span<const std::uint16_t> key{};  // fields
    std::string_view text{};               // as it is told where no field decides
};

struct BufferFacts {
    struct Part {
        std::uint32_t field = kNone;  // of a segment that does not repeat; one of field and name
        std::uint32_t name = kNone;   // Building::part_names
        std::uint32_t first = 0;      // bytes, counted from 0, both included
        std::uint32_t last = 0;
    };
    std::string_view name;
    std::string_view label;
    std::uint32_t size = 0;
    std::span<const Part> parts{};
    SourceLine source{};
};

// One clause of a construction, for one field.
struct ClauseFacts {
    enum class Gives : std::uint8_t {
        Nothing,   // of set: the field is left out; of keep: the field itself
        Position,  // the row's
        Copy,      // what stands in the field `source`
        Constant,  // `text`
        Text,      // what `value` gives: a text
        Number,    // likewise, with `scale` decimals
        Date,
        DateTime
    };
    ClauseDescription::Kind kind = ClauseDescription::Kind::Set;
    std::uint32_t field = 0;
    std::uint32_t row = kNone;        // a segment: for each of its rows
    TruthFunction when = nullptr;     // null: always
    std::uint32_t when_part = kNone;  // the same as a part
    Gives gives = Gives::Nothing;
    std::uint32_t copied = kNone;  // field
    std::string_view text{};
    ValueFunction value = nullptr;
    std::uint32_t value_part = kNone;
    std::uint8_t scale = 0;
    std::uint32_t padded = 0;         // zeros before it, up to so many bytes
    std::string_view followed_by{};   // a text behind it
    std::string_view written{};       // the value as the specification has it, with what comes before and behind
    std::string_view when_written{};  // the condition, likewise
    SourceLine source{};
};

struct ConstructionFacts {
    std::string_view name;
    std::string_view label;
    std::span<const std::uint32_t> buffers{};  // that it takes, in this order
    std::span<const ClauseFacts> clauses{};    // by kind; those that derive stand behind what they read
    std::string_view scenario{};               // empty: none
    std::string_view scenario_condition{};     // as written
    TruthFunction is_in_scenario = nullptr;
    std::uint32_t scenario_part = kNone;
    SourceLine scenario_source{};
    std::uint32_t kept_for = kNone;  // a construction: nothing is uploaded
    SourceLine source{};
};

// All that building needs of a specification beside its rules.
struct Building {
    struct FieldWords {
        std::string_view label;
        MaskKind mask = MaskKind::None;
    };
    struct SegmentWords {
        std::string_view label;
        std::string_view row_name;  // empty: it does not repeat
    };
    const Rules* rules = nullptr;
    TextEncoding wire = TextEncoding::Big5;
    std::span<const FieldWords> fields{};
    std::span<const SegmentWords> segments{};
    std::span<const SourceLine> checks{};  // where each stands
    std::span<const Part> parts{};
    std::span<const std::span<const std::uint32_t>> cells{};  // by cell the conditions of its choices, as parts
    std::span<const std::string_view> part_names{};           // of buffers' parts that are no fields
    std::span<const BufferFacts> buffers{};
    std::span<const ConstructionFacts> constructions{};
};

}  // namespace jianhe::generated
