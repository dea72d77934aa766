// Builds one record from what a caller knows and what its devices returned, and judges it before it is handed out
// (docs/language.md §18, docs/building.md).
//
//     BuildRequest request;
//     request.construction = "backfill";
//     request.values = {{"P03", 0, "A123456789"}, {"Q06", 1, "AC48152100"}};
//     request.buffers = {{"seq_number", bytes}};
//     BuildOutcome outcome(builder.layout());
//     builder.build(request, outcome);
//     if (outcome.status == BuildStatus::Built) writer.record(outcome.record, out);
//     for (const BuildNeed& need : outcome.needs) ask(need.field, need.text);
//
// Nothing here throws for a fault of the request: what is wrong with it stands in the outcome. Texts are UTF-8; private
// values in them are masked unless the request says `show_ids`. Rows are counted from 1; 0 stands for the only row of a
// segment that does not repeat.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <jianhe/finding.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

namespace jianhe {

// One value of the caller. An empty text, and one of nothing but blanks, counts as not given.
struct BuildValue {
    std::string field;  // tag
    std::uint32_t row = 0;
    std::string text;
};

// What a device returned, as bytes in the wire encoding, whole.
struct BuildBuffer {
    std::string name;
    std::string bytes;
};

// At least this many rows, also where no value stands in them. Rows that values name need not be announced.
struct BuildRows {
    std::string name;  // the row's name, or the tag of its segment
    std::uint32_t count = 0;
};

struct BuildRequest {
    std::string construction;
    std::vector<BuildValue> values;
    std::vector<BuildBuffer> buffers;
    std::vector<BuildRows> rows;
    GivenValues givens;     // go before what the builder was made with, where they are there
    bool show_ids = false;  // private values stand in texts as they are
};

enum class BuildStatus : std::uint8_t {
    Built,      // the record is whole and nothing rejects it
    Kept,       // nothing is to be uploaded now; `kept` holds what a later construction will ask for
    NeedsMore,  // `needs` says what is missing; nothing else stands in the way
    Refused     // `refusals` says what stands in the way; `needs` may hold more
};
std::string_view to_string(BuildStatus status) noexcept;  // built, kept, needs_more, refused

// Where a field's text has come from.
struct BuildOrigin {
    enum class Kind : std::uint8_t { Caller, Buffer, Set, Default, Derive };
    Kind kind = Kind::Caller;
    std::string buffer;  // of Buffer: its name
    std::string file;    // of Set, Default and Derive: the clause, relative to the specification's folder
    std::uint32_t line = 0;
    bool operator==(const BuildOrigin&) const = default;
};
std::string_view to_string(BuildOrigin::Kind kind) noexcept;  // caller, buffer, set, default, derive
// "the caller", "buffer seq_number", "derive at 96-builder.rules:12"
std::string describe(const BuildOrigin& origin);

struct BuiltField {
    FieldIndex field = kNoField;
    std::uint32_t row = 0;
    BuildOrigin origin;
};

// A value that is missing. `field` is a segment's tag where a row is missing.
struct BuildNeed {
    std::string field;
    std::uint32_t row = 0;
    std::string label;
    std::string reason;  // "P12 = 2", the true parts of what asks for it; may be empty
    std::string code;    // what a validator would report; empty: the construction itself asks
    std::string text;    // all of it: "P49 實際就醫日期時間 is needed because P12 = 2"
    std::string file;    // of the rule or clause that asks; empty: the presence table
    std::uint32_t line = 0;
    FieldIndex index = kNoField;  // of `field`; kNoField: a segment
};

// What cannot be made valid by giving more.
struct BuildRefusal {
    // A field that the rule reads, what it holds and where that has come from.
    struct Part {
        std::string field;
        std::uint32_t row = 0;
        std::string shown;   // cut and masked; empty: the field is empty
        BuildOrigin origin;  // of a field that is not empty
    };
    std::string field;  // empty: the request as a whole
    std::uint32_t row = 0;
    std::string code;  // of the finding; empty: the request or a clause of the construction refuses
    std::string message;
    std::string file;  // the rule or clause that stands in the way; empty: a built-in check
    std::uint32_t line = 0;
    std::vector<Part> parts;
    std::string text;  // all of it in one line
};

// What the caller should know of a record that is built all the same: a value of its own that stayed although another
// would have followed, a buffer's value that was not taken.
struct BuildRemark {
    std::string field;
    std::uint32_t row = 0;
    std::string text;
};

// A value to be kept until a later construction: hand it over as a BuildValue then.
struct KeptValue {
    std::string field;
    std::uint32_t row = 0;
    std::string text;  // never masked
};

// Owned by the caller; one may be used again and again. The record owns its texts.
struct BuildOutcome {
    explicit BuildOutcome(const RecordLayout& layout) : record(layout) {}

    BuildStatus status = BuildStatus::Refused;
    Record record;  // as far as it could be filled, whatever the status
    std::vector<BuildNeed> needs;
    std::vector<BuildRefusal> refusals;
    std::vector<BuildRemark> remarks;
    std::vector<KeptValue> kept;
    std::string kept_for;            // the construction that `kept` is for
    std::vector<BuiltField> filled;  // every field that is not empty, in the order of segments, rows and fields
    RecordResult result;             // what a validator says of `record`; empty where nothing is to be uploaded

    void clear() noexcept;
};

// ---- What constructions and buffers there are: for documentation, and for callers in other languages ----------------

struct BufferDescription {
    struct Part {
        std::string name;             // tag of a field, or a name of its own
        FieldIndex field = kNoField;  // kNoField: a name of its own
        std::uint32_t first = 0;      // bytes, counted from 0, both included
        std::uint32_t last = 0;
    };
    std::string name;
    std::string label;
    std::uint32_t size = 0;  // bytes
    std::vector<Part> parts;
};

struct ClauseDescription {
    enum class Kind : std::uint8_t { Set, Default, Derive, Ask, AskOptional, Keep };
    Kind kind = Kind::Set;
    FieldIndex field = kNoField;
    std::string row_name;   // `for each` of it; empty: once
    std::string value;      // as written; empty: none (ask), or `absent`
    std::string condition;  // as written; empty: always
    std::string file;
    std::uint32_t line = 0;
};

struct ConstructionDescription {
    std::string name;
    std::string label;
    std::string scenario;                // that the record is in; empty: not stated
    std::string kept_for;                // not empty: nothing is uploaded, what is kept is for that construction
    std::vector<std::uint32_t> buffers;  // that it takes, by index; of two that hold one field the first goes first
    std::vector<ClauseDescription> clauses;
};

// Immutable; shared between threads.
struct BuilderDescription {
    std::vector<BufferDescription> buffers;
    std::vector<ConstructionDescription> constructions;
};

// Builds records by one specification. The specification is shared and must outlive it; a builder belongs to one
// thread.
class RecordBuilder {
public:
    RecordBuilder() = default;
    RecordBuilder(const RecordBuilder&) = delete;
    RecordBuilder& operator=(const RecordBuilder&) = delete;
    virtual ~RecordBuilder() = default;

    // Of the records it builds; lives as long as the builder.
    virtual const RecordLayout& layout() const noexcept = 0;
    virtual const BuilderDescription& description() const noexcept = 0;
    // `outcome` is cleared first; it was made with this builder's layout.
    virtual void build(const BuildRequest& request, BuildOutcome& outcome) = 0;
};

}  // namespace jianhe
