#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include <jianhe/finding.h>
#include <jianhe/generated/word_list.h>
#include <jianhe/masters.h>
#include <jianhe/truth.h>

// What `jianhe compile --emit cpp` writes of a specification: constant tables and the functions they point to. Nothing
// in them is made or changed while a program runs, so all threads share them.
namespace jianhe::generated {

class Context;

inline constexpr std::uint32_t kNone = 0xffffffffU;

// One row of a repeated segment as a rule sees it, or none (number 0). Fields are numbered inside their segment.
struct Row {
    const Value* values = nullptr;
    std::uint32_t number = 0;

    const Value& operator[](std::size_t field) const noexcept { return values[field]; }
};

using TruthFunction = Truth (*)(Context&, Row) noexcept;
using ValueFunction = Value (*)(Context&, Row) noexcept;

// The built-in checks of a field, in the order of FieldFacts::codes.
enum class Fault : std::uint8_t { Missing, NotAllowed, WrongType, WrongLength, OutOfRange, NotInSet };
inline constexpr std::size_t kFaultCount = 6;

enum class FieldType : std::uint8_t {
    Text,
    Number,
    Decimal,
    Code,
    CodeList,
    RocDate,
    RocDateTime,
    NationalId,
    FacilityCode,
    VisitId
};

enum class Mark : std::uint8_t { Required, Forbidden, Optional };

// A cell of a presence table: the mark of the first choice whose condition is true, else `otherwise`.
struct Cell {
    struct Choice {
        TruthFunction condition;
        Mark mark;
    };
    std::span<const Choice> choices{};
    Mark otherwise = Mark::Optional;
};

struct PresenceTable {
    std::uint32_t selector = kNone;               // field
    std::span<const std::string_view> columns{};  // values of the selector
};

struct FieldFacts {
    std::string_view tag;
    std::uint32_t segment = 0;
    FieldType type = FieldType::Text;
    bool exact = false;
    std::uint8_t scale = 0;    // of Decimal
    std::uint32_t length = 0;  // wire bytes; digits of numbers
    std::int64_t low = std::numeric_limits<std::int64_t>::min();
    std::int64_t high = std::numeric_limits<std::int64_t>::max();
    const WordList* codes = nullptr;
    std::uint32_t item_length = 0;  // of CodeList
    std::span<const WordList* const> placeholders{};
    std::span<const WordList* const> forbidden_placeholders{};
    std::uint32_t presence = kNone;
    std::span<const std::uint16_t> cells{};                // by column of `presence`
    std::array<std::uint16_t, kFaultCount> fault_codes{};  // by Fault
};

struct SegmentFacts {
    struct Limit {
        TruthFunction condition = nullptr;  // null: holds always
        std::uint32_t low = 0;
        std::uint32_t high = 0;
    };
    std::string_view tag;
    bool repeated = false;
    std::uint32_t first_field = 0;
    std::uint32_t field_count = 0;
    std::span<const Limit> limits{};
};

struct CodeFacts {
    std::string_view code;
    std::string_view message;
    std::string_view needs;
    Disposition disposition = Disposition::RejectRecord;
};

// What becomes of one check at one row.
enum class Outcome : std::uint8_t { NotApplicable, BlockedByWhen, BlockedByExpect, Passed, Fired };

struct DatedDisposition {
    Disposition disposition = Disposition::RejectRecord;
    std::int32_t from = kAnyDay;
    std::int32_t until = kLastDay;
};

// The day that switches a rule: of a given value, or of a field that is chosen.
struct DaySource {
    std::uint32_t given = kNone;
    std::uint32_t chosen = kNone;
};

// One clause of one rule at one place.
struct CheckFacts {
    enum class Step : std::uint8_t { BlocksRecord, BlocksFields, Other };

    std::uint16_t code = 0;
    Step step = Step::Other;
    bool judges_empty = false;    // `expect` looks at whether the place is empty
    bool asks_outside = false;    // it may be unknown though no field is malformed
    std::uint32_t field = kNone;  // where it stands: one of field, segment, chosen
    std::uint32_t segment = kNone;
    std::uint32_t chosen = kNone;
    std::uint32_t row = kNone;  // judged for each row of that segment
    Outcome (*judge)(Context&, Row) noexcept = nullptr;
    void (*tell_state)(Context&) noexcept = nullptr;  // null: it follows no group of the file
    std::uint32_t when = kNone;                       // reasons, for what blocks it
    std::uint32_t expect = kNone;
    DaySource switched_by{};
    std::span<const DatedDisposition> dispositions{};  // never empty
    std::optional<Disposition> choice{};               // what the operator may make of a notice
    std::span<const std::uint16_t> supersedes{};       // codes
    std::span<const std::uint16_t> blocks{};           // fields
};

// What one field says of the checks that can speak – fire, or be blocked – of a record without malformed fields. Checks
// are bits, in the order of Rules::checks, 64 a word.
struct FieldSelection {
    std::uint32_t field = 0;
    std::uint32_t longest = 0;                // nothing is known of a text of more bytes; 0: there is none
    const WordList* words = nullptr;          // null: `kinds` has the rows of the field's own code set
    std::span<const std::uint8_t> kinds{};    // of each word; empty: only whether the field is given
    std::span<const std::uint64_t> checks{};  // of each kind; last but one of another text; last, of no text
};
struct Selection {
    std::span<const FieldSelection> fields{};
};

// A date chosen among fields. `field` gives none when the choice is unknown.
struct ChosenDateFacts {
    std::uint32_t (*field)(Context&) noexcept = nullptr;
    std::uint32_t otherwise = kNone;
    std::span<const std::uint32_t> conditions{};  // reasons, by choice
};

// What a part of an expression reads, directly or in a chosen date.
struct Read {
    std::uint32_t field = kNone;
    std::uint32_t chosen = kNone;
    std::uint32_t segment = kNone;  // only where this segment has rows
};

// One part of an expression, to find out why it is unknown. Only looked at when a check could not be judged.
struct Reason {
    enum class Kind : std::uint8_t { Operands, Given, Field, ChosenDate, Master, Provider, Key, Rows };

    Kind kind = Kind::Operands;
    TruthFunction truth = nullptr;  // one of the two
    ValueFunction value = nullptr;
    std::array<std::uint32_t, 3> operands = {kNone, kNone, kNone};  // reasons
    std::uint32_t subject = 0;             // the given value, field, chosen date, master, provider or segment
    std::uint32_t part = 0;                // of a provider
    std::span<const std::uint16_t> key{};  // of Key: fields
    std::span<const Read> reads{};         // of Master and Provider: what their arguments read
};

struct GivenFacts {
    std::string_view name;
    bool is_time = false;  // a second, else a day or a number
};

// One specification.
struct Rules {
    std::span<const SegmentFacts> segments{};
    std::span<const FieldFacts> fields{};
    std::span<const CodeFacts> codes{};  // sorted by code
    std::span<const PresenceTable> presences{};
    std::span<const Cell> cells{};
    std::span<const CheckFacts> checks{};
    const Selection* selection = nullptr;  // null: every check may speak
    std::span<const ChosenDateFacts> chosen_dates{};
    std::span<const Reason> reasons{};
    std::span<const GivenFacts> givens{};
    std::span<const std::string_view> masters{};
    std::span<const std::string_view> providers{};
    std::span<const std::uint32_t> provider_parts{};  // by provider: how many
    DaySource code_sets_by;
    std::uint16_t wrong_place = 0;  // codes
    std::uint16_t unknown_field = 0;
    std::uint16_t too_many = 0;
    // What is remembered of one record, by kind.
    std::uint32_t known_truths = 0;
    std::uint32_t known_counts = 0;
    std::uint32_t known_uniques = 0;
};

}  // namespace jianhe::generated
