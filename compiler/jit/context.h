#pragma once

#include <cstddef>
#include <cstdint>

#include <jianhe/validator.h>

// What compiled code and its host share: plain memory whose offsets the emitter knows. The layout is part of the key
// of cached code (kAbiVersion).
namespace jianhe::jit {

inline constexpr std::uint32_t kAbiVersion = 6;

// One field of one row. Only meaningful where the row's bits say that the field is given; `info` of a well-formed one
// and `atoms` only where FieldPlan::is_looked_up, but there always, whatever its words are.
struct Slot {
    const char* text;      // UTF-8, but for Bits::AsItLies
    std::uint32_t length;  // bytes of `text`
    std::uint32_t info;    // of a code: its entry in the field's words; of a malformed field: the ir::FieldRole
    std::int64_t number;   // numbers, scaled decimals, days, seconds
    std::uint64_t atoms;   // which of the field's tests hold (plan.h)
};
static_assert(sizeof(Slot) == 32);

// A row is a header of five bit sets, each of Plan::words words, and then a Slot for each field of the segment.
enum class Bits : std::uint32_t {
    Given,  // not empty
    Present,
    Malformed,
    Placeholder,
    AsItLies  // the text may still be in the wire's encoding: jh_convert says it in UTF-8 to whoever reads it
};
inline constexpr std::uint32_t kBitSets = 5;
inline constexpr std::uint32_t kMaxWords = 4;  // fields of one segment, in words of 64

struct Rows {
    char* data;
    std::uint32_t count;
    std::uint32_t capacity;
    std::uint64_t any_given[kMaxWords];  // of all rows together
    std::uint64_t any_malformed[kMaxWords];
};
inline constexpr std::uint32_t kMaxSegments = 16;

// A text in UTF-8 and a state, as interp's Value has them (in its order).
struct Operand {
    std::uint32_t state;  // Value::State
    std::uint32_t length;
    std::int64_t number;
    const char* text;
    std::uint64_t unused;
};
static_assert(sizeof(Operand) == 32);
inline constexpr std::uint32_t kMaxOperands = 8;

// What was not checked is counted by bits: the first plane has the lowest bit of each count, and what the last one
// cannot hold is added to Context::counts.
inline constexpr std::uint32_t kCountPlanes = 8;
// Words of selected checks that are counted without being called where they lack a source.
inline constexpr std::uint32_t kMaxLackingWords = 8;

// What compiled code tells of a record that is not clean.
struct Event {
    enum class Kind : std::uint32_t {
        Fired,    // subject: check
        Blocked,  // subject: check
        BuiltIn,  // subject: field; detail: ir::FieldRole
        Rows      // subject: segment with too few or too many rows
    };
    Kind kind;
    std::uint32_t subject;
    std::uint32_t row;
    std::uint32_t field;   // of Fired: where; 0xffffffff: at a segment
    std::uint32_t detail;  // of Fired: the disposition, or kByRun; of Blocked: kByWhen or kByExpect
};
inline constexpr std::uint32_t kByRun = 0xffffffffU;  // what the day of the run says
inline constexpr std::uint32_t kByExpect = 0;         // which of the check's expressions has no answer
inline constexpr std::uint32_t kByWhen = 1;

// What scanning stops with.
enum class Stop : std::uint32_t { End, Report, Unusual, Slow, Refused };
// What judging one record ends with. Slow: only the interpreter can say. Refused: a rule that blocks the whole record
// has fired.
enum class Outcome : std::uint32_t { Clean, Report, Slow, Refused };

// The digest of a key (Key128, the lower half first).
struct KeyDigest {
    std::uint64_t low;
    std::uint64_t high;
};

struct Context {
    const char* at;
    const char* end;
    const char* record;  // where the record at hand begins
    void* host;
    std::uint64_t records;
    std::uint64_t orders;
    std::uint64_t max_record_bytes;
    std::uint32_t max_rows;
    std::uint32_t every_record;
    std::uint32_t slow;       // whether only the interpreter can judge the record at hand
    std::uint32_t malformed;  // whether some field of the record at hand is
    std::uint32_t row_total;
    std::uint32_t has_day;
    std::int64_t day;  // that decides on code sets
    std::uint32_t event_count;
    std::uint32_t fired_count;  // events other than Blocked
    const std::int64_t* givens;
    std::uint64_t supplied_givens;
    std::uint64_t supplied_masters;
    std::uint64_t offered_parts;              // by Plan::parts
    const std::uint64_t* enabled;             // by check: whether its rule speaks on the day of the run
    std::uint64_t* any_atoms;                 // by field, where Plan::keeps_any_atoms
    std::uint64_t* not_checked;               // by Plan::not_checked
    std::uint64_t* count_planes;              // for each word of it kCountPlanes words
    std::uint64_t* counts;                    // by Plan::not_checked: records beyond what the planes say
    std::uint64_t lacking[kMaxLackingWords];  // written by jianhe_prepare
    std::uint8_t* memo;                       // by Plan::memos, two each: 0 when not known
    const Operand* run_values;                // by Plan::run_values
    Operand* memo_values;                     // by Plan::memos
    const void* secret;                       // KeyHasher::Secret of the file's questions
    const char* stretch;                      // where questions say from how far their record lies; may be null
    QuestionRoom* room;                       // for questions that need no answer; never null
    KeyDigest* digests;                       // by key
    const char* odd_text;                     // what jh_odd_value found
    std::uint64_t odd_length;
    std::uint64_t odd_wire_length;
    Operand operands[kMaxOperands];
    std::uint64_t bits[2 * kMaxWords];  // handed to jh_fields
    Rows rows[kMaxSegments];
};

}  // namespace jianhe::jit
