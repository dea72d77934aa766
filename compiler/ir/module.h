#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/encoding.h>
#include <jianhe/finding.h>
#include <jianhe/mask.h>
#include <jianhe/masters.h>
#include <jianhe/specification_info.h>

#include "compiler/ir/code_registry.h"
#include "compiler/ir/history.h"
#include "compiler/ir/ids.h"
#include "compiler/ir/inst.h"
#include "compiler/ir/location.h"

// The typed intermediate representation of one specification: plain data, made by compiler/check, read by every engine.
// Nothing in it is specific to one record format. Once verified it is immutable and shared between threads.
// docs/ir.md fixes the meaning; printer.h shows the text form.
namespace jianhe::ir {

// A span of days, both included; an open end is empty.
struct Span {
    std::optional<Date> from;
    std::optional<Date> until;

    bool holds(Date day) const noexcept { return (!from || *from <= day) && (!until || day <= *until); }
    bool is_open() const noexcept { return !from && !until; }
};

// Members lo … hi of docs/language.md §1; a single word has hi == lo.
struct WordRange {
    std::string lo;
    std::string hi;
};

// A constant set of words: a declared `set`, a literal set, or the characters of `has`.
struct Set {
    std::string name;  // empty for a literal
    std::string label;
    std::vector<WordRange> members;
};

// A code set read from a CSV.
struct CodeSet {
    struct Column {
        std::string name;
        Type type;  // Text or Number
    };
    struct Row {
        WordRange code;
        Span valid;
        std::string label;
        std::vector<std::string> columns;   // by Column
        std::vector<std::int64_t> numbers;  // by Column; 0 for text columns
    };
    std::string name;
    std::string label;
    std::string file;
    bool is_open = false;
    bool is_dated = false;  // some row has a span
    std::vector<Column> columns;
    std::vector<Row> rows;
};

// Allowed combinations of two values.
struct Table {
    std::string name;
    std::array<std::string, 2> columns;
    bool others_unchecked = false;
    std::vector<std::pair<std::string, std::string>> rows;  // sorted, without repetition
};

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
std::string_view to_string(FieldType type) noexcept;

// The built-in checks of docs/language.md §7 and the code that each reports.
enum class FieldRole : std::uint8_t { Missing, NotAllowed, WrongType, WrongLength, OutOfRange, NotInSet };
inline constexpr std::size_t kFieldRoleCount = 6;

enum class Mark : std::uint8_t { Required, Forbidden, Optional };
std::string_view to_string(Mark mark) noexcept;  // V ~ *, as a presence table writes them

// A cell of a presence table: the mark of the first choice whose condition is true, else `otherwise`.
struct Cell {
    struct Choice {
        InstId condition = kNone<InstId>;
        Mark mark = Mark::Optional;
    };
    std::string name;
    std::vector<Choice> choices;
    Mark otherwise = Mark::Optional;
};

struct Presence {
    FieldId selector = kNone<FieldId>;
    std::vector<std::string> columns;  // values of the selector
};

struct Placeholder {
    std::string name;
    SetId members = kNone<SetId>;
};

struct Field {
    std::string tag;
    std::string name;
    std::string label;
    Location location;
    SegmentId segment = kNone<SegmentId>;
    FieldType type = FieldType::Text;
    std::uint32_t length = 0;  // wire bytes (digits for numbers)
    bool exact = false;
    std::uint8_t scale = 0;           // of Decimal
    std::optional<std::int64_t> low;  // of Number and Decimal
    std::optional<std::int64_t> high;
    CodeSetId code_set = kNone<CodeSetId>;
    std::uint32_t item_length = 0;  // of CodeList
    std::uint32_t max_items = 0;
    std::vector<Placeholder> placeholders;
    std::vector<SetId> forbidden_placeholders;  // known to the specification, not to this field
    MaskKind mask = MaskKind::None;
    PresenceId presence = kNone<PresenceId>;  // none: optional
    std::vector<CellId> cells;                // by column of `presence`
    std::array<CodeId, kFieldRoleCount> codes{};

    CodeId code(FieldRole role) const noexcept { return codes[static_cast<std::size_t>(role)]; }
};

struct Segment {
    struct Limit {
        InstId condition = kNone<InstId>;  // none: holds always
        std::uint32_t low = 0;
        std::uint32_t high = 0;
    };
    std::string tag;
    std::string parent;
    std::string label;
    std::string row_name;  // empty: does not repeat
    std::vector<Limit> limits;
    FieldId first_field = static_cast<FieldId>(0);
    std::uint32_t field_count = 0;

    bool repeated() const noexcept { return !row_name.empty(); }
};

struct Given {
    std::string name;
    std::string label;
    Type type;
    bool is_optional = false;
    InstId example = kNone<InstId>;  // what examples take when they do not say
};

// A date-time chosen among fields: the field of the first choice whose condition is true, else `otherwise`.
struct ChosenDate {
    struct Choice {
        InstId condition = kNone<InstId>;
        FieldId field = kNone<FieldId>;
    };
    std::string name;
    std::vector<Choice> choices;
    FieldId otherwise = kNone<FieldId>;
};

// A day taken from a given value or a chosen date; neither: there is none.
struct DateSource {
    GivenId given = kNone<GivenId>;
    ChosenDateId chosen = kNone<ChosenDateId>;
};

// A table that the operator gives. The last part of a key is the day, when the table is dated.
struct Master {
    std::string label;
    MasterShape shape;
    std::string sample_file;
    std::string sample;  // what examples use: the text of `sample_file`; empty: there is none
    Location location;
};

// What is asked of somebody else: arguments in, parts out.
struct Provider {
    struct Part {
        std::string name;
        Type type;
    };
    std::string name;
    std::string label;
    std::vector<Part> arguments;
    std::vector<Part> parts;
    std::string built_in;  // the runtime's own provider; empty: there is none
    std::string sample_file;
    std::string sample;  // what examples use instead: a table with a column for each argument and part
    Location location;
};

// A named condition on records.
struct Scenario {
    std::string name;
    std::string label;
    InstId condition = kNone<InstId>;
    std::string text;  // the condition as written
    Location location;
};

struct DatedDisposition {
    Disposition disposition = Disposition::RejectRecord;
    Span span;
};

struct Code {
    std::string code;
    std::string message;
    Disposition disposition = Disposition::RejectRecord;  // the strongest of `schedule`
    std::vector<DatedDisposition> schedule;               // what rules take that say nothing; never empty
    bool official = true;
    CodePlaces places;
    std::string needs;
    CodeStatus status = CodeStatus::Unstated;
    std::string reason;
    std::string source;
    Location location;  // its row in the registry
};

// One clause of one rule at one place in one turn of its loops: the unit that is judged.
struct Check {
    RuleId rule = kNone<RuleId>;
    CodeId code = kNone<CodeId>;
    FieldId field = kNone<FieldId>;  // where it stands: one of field, segment, chosen
    SegmentId segment = kNone<SegmentId>;
    ChosenDateId chosen = kNone<ChosenDateId>;
    SegmentId row = kNone<SegmentId>;  // some: judged for every row of that segment
    InstId when = kNone<InstId>;
    InstId expect = kNone<InstId>;
    bool judges_empty = false;                   // `expect` tests the presence of the place, or gives it a default
    bool asks_history = false;                   // judged only where there is a ledger, record after record
    std::vector<DatedDisposition> dispositions;  // never empty
    std::optional<Disposition> choice;           // what the operator may make of a notice
    std::string expect_text;                     // for the trace: the clause as written
    Location location;
};

struct Rule {
    std::string message;  // of its first code
    std::vector<CodeId> codes;
    std::vector<CheckId> checks;
    DateSource switched_by;
    std::vector<CodeId> supersedes;
    std::vector<std::string> needs;
    bool blocks_record = false;
    std::vector<FieldId> blocks;
    Location location;
    std::string text;  // as written, for `explain`
};

// The values of one declared record: by segment its rows, by row one text a field (in declared order).
struct RecordValues {
    using Row = std::vector<std::optional<std::string>>;  // empty optional: absent
    std::vector<std::vector<Row>> segments;
};

struct DeclaredRecord {
    std::string name;
    std::string label;
    std::uint32_t weight = 0;
    RecordValues values;
    Location location;
};

struct Example {
    struct Expected {
        std::string field;
        std::uint32_t row = 0;  // 0: any
        std::string code;
    };
    std::string label;
    RecordId base = kNone<RecordId>;
    RecordValues values;                                     // with the changes applied
    std::vector<std::pair<FieldId, std::uint32_t>> changed;  // field, 1-based row (0: no row): what `with` set
    bool rows_changed = false;                               // rows were added or removed
    std::vector<std::vector<RecordValues>> files;            // the files before its own, record by record
    std::vector<RecordValues> after;                         // the records before it in the same file
    std::vector<MasterId> masters;                           // whose samples are given
    std::vector<ProviderId> providers;                       // likewise
    bool has_history = false;                                // it has a ledger of its own
    InstId leaves = kNone<InstId>;                           // what holds when its effects have happened
    std::vector<std::pair<GivenId, std::int64_t>> givens;
    bool accepted = false;
    bool only = false;
    std::vector<Expected> finds;
    Location location;
};

// How `generate` varies one field; see dsl::VaryDecl.
struct Vary {
    enum class Kind : std::uint8_t { NationalId, VisitId, Text, OneOf, InRange, SameAs, Earlier };
    Kind kind = Kind::Text;
    FieldId field = kNone<FieldId>;
    FieldId first = kNone<FieldId>;   // VisitId: person; SameAs: the field
    FieldId second = kNone<FieldId>;  // VisitId: time
    std::uint32_t length = 0;         // Text
    std::int64_t low = 0;             // InRange, Earlier (days)
    std::int64_t high = 0;
    bool per_file = false;
    std::vector<std::string> values;  // OneOf
};

struct Generate {
    std::optional<DateTime> received_at;
    std::uint32_t shift_days = 0;
    std::vector<Vary> varies;
};

// A fixed-width result of a device: which bytes are which field, or which have a name of their own.
struct Buffer {
    struct Part {
        FieldId field = kNone<FieldId>;  // of a segment that does not repeat; one of field and name
        BufferPartId name = kNone<BufferPartId>;
        std::uint32_t first = 0;  // bytes, counted from 0, both included
        std::uint32_t last = 0;
    };
    std::string name;
    std::string label;
    std::uint32_t size = 0;
    std::vector<Part> parts;  // in the order of their bytes
    Location location;
};

// One step of a construction for one field. docs/ir.md, Constructions, says when each takes place.
struct BuildClause {
    enum class Kind : std::uint8_t { Set, Default, Derive, Ask, AskOptional, Keep };
    Kind kind = Kind::Set;
    FieldId field = kNone<FieldId>;
    SegmentId row = kNone<SegmentId>;  // some: for every row of that segment, the field's own
    InstId when = kNone<InstId>;       // none: always
    InstId value = kNone<InstId>;      // of Set, none: the field is left out; of Keep, none: the field itself
    bool is_position = false;          // of Derive: the row's position instead of a value
    std::uint32_t padded = 0;          // a number is written with at least so many digits
    std::string followed_by;           // a text behind it
    std::string value_text;            // as written
    std::string when_text;
    Location location;
};

// How a record of one kind is made: `build backfill "補卡" from seq_number { … }`.
struct Construction {
    std::string name;
    std::string label;
    std::vector<BufferId> buffers;     // that it takes; of two that hold one field the first goes first
    std::vector<BuildClause> clauses;  // by kind; those that derive stand behind what they read
    ScenarioId scenario = kNone<ScenarioId>;
    Location scenario_location;
    ConstructionId kept_for = kNone<ConstructionId>;  // some: nothing is uploaded, only kept for that construction
    Location location;

    bool keeps() const noexcept { return is_some(kept_for); }
};

// What a construction makes of what a caller and its devices give.
struct BuildExample {
    enum class Result : std::uint8_t { Built, Kept, Needs, Refused };
    struct Given {  // a buffer, by its parts; the others are blank
        BufferId buffer = kNone<BufferId>;
        std::vector<std::pair<std::uint32_t, std::string>> parts;
    };
    struct Expected {  // of Needs and Refused
        std::string field;
        std::uint32_t row = 0;  // 0: any
        std::string code;       // empty: of Refused, a clause of the construction refuses
    };
    struct Content {
        FieldId field = kNone<FieldId>;
        std::uint32_t row = 0;
        std::optional<std::string> text;  // none: the field is absent
    };
    std::string label;
    ConstructionId construction = kNone<ConstructionId>;
    RecordValues values;  // of the caller
    std::vector<Given> buffers;
    std::vector<std::pair<GivenId, std::int64_t>> givens;
    Result result = Result::Built;
    std::vector<Expected> expected;
    std::vector<Content> contents;  // what the record, or what is kept, must hold
    bool only = false;
    Location location;
};

struct Module {
    std::string name;
    std::string label;
    std::string version;
    std::string digest;  // "sha256:…"
    std::vector<std::string> sources;
    std::string root;
    std::string record;
    TextEncoding encoding = TextEncoding::Big5;

    std::vector<Given> givens;
    GivenId received_at = kNone<GivenId>;  // the given of that name, which `--received-at` fills
    std::vector<FieldId> key;
    std::vector<ChosenDate> chosen_dates;
    DateSource code_sets_by;
    std::array<CodeId, kEnvelopeRoleCount> envelope{};
    CodeId too_many = kNone<CodeId>;

    std::vector<Segment> segments;
    std::vector<Field> fields;
    std::vector<CodeSet> code_sets;
    std::vector<Set> sets;
    std::vector<Table> tables;
    std::vector<std::string> patterns;       // `?` any character, `[A-Z0-9]` a class, else itself
    std::vector<std::vector<FieldId>> keys;  // of Unique, UniqueInFile and SameInFile
    std::vector<Master> masters;
    std::vector<Provider> providers;
    std::vector<Scenario> scenarios;
    std::vector<Relation> relations;
    std::vector<LookUp> look_ups;
    std::vector<Effect> effects;  // in the order in which they happen
    std::vector<Cell> cells;
    std::vector<Presence> presences;
    std::vector<Code> codes;  // sorted by code
    std::vector<std::string> texts;
    std::vector<std::int64_t> integers;
    std::vector<Inst> insts;
    std::vector<Check> checks;
    std::vector<Rule> rules;
    std::vector<Buffer> buffers;
    std::vector<std::string> buffer_parts;  // names of parts that are no fields
    std::vector<Construction> constructions;
    // Where the instructions begin that nothing but constructions and examples read: no engine that judges needs them.
    std::uint32_t first_building_inst = 0xffffffffU;

    std::vector<DeclaredRecord> records;
    std::vector<Example> examples;
    std::vector<BuildExample> build_examples;
    Generate generate;
    std::vector<std::pair<std::string, std::string>> report_templates;  // name, text

    const Inst& inst(InstId id) const noexcept { return insts[index_of(id)]; }
    const Field& field(FieldId id) const noexcept { return fields[index_of(id)]; }
    const Segment& segment(SegmentId id) const noexcept { return segments[index_of(id)]; }
    const Code& code(CodeId id) const noexcept { return codes[index_of(id)]; }
    const Buffer& buffer(BufferId id) const noexcept { return buffers[index_of(id)]; }
    const Construction& construction(ConstructionId id) const noexcept { return constructions[index_of(id)]; }
    // How many instructions, from the first, may matter for judging.
    std::uint32_t judging_insts() const noexcept {
        const auto all = static_cast<std::uint32_t>(insts.size());
        return first_building_inst < all ? first_building_inst : all;
    }
    CodeId find_code(std::string_view code) const noexcept;
    FieldId find_field(std::string_view tag) const noexcept;
};

// The shape of a provider's sample: the arguments are the key, the parts are the other columns; all are texts.
MasterShape sample_shape(const Provider& provider);

// Whether there is a ledger that rules can ask.
enum class HistoryUse : std::uint8_t { Without, With };

// What readers and report writers need of the module.
SpecificationInfo make_info(const Module& module, HistoryUse history = HistoryUse::Without);

}  // namespace jianhe::ir
