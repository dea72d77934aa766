#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <jianhe/generated/check_selection.h>
#include <jianhe/generated/operators.h>
#include <jianhe/generated/rules.h>
#include <jianhe/generated/text_memory.h>
#include <jianhe/record.h>
#include <jianhe/validator.h>

namespace jianhe::generated {

// One part of a key, as masters have it.
struct KeyPart {
    enum class Kind : std::uint8_t { Text, Number, Day };
    Value value;
    Kind kind = Kind::Text;
};

constexpr KeyPart key(const Value& text) noexcept {
    return {text, KeyPart::Kind::Text};
}  // also the day of a dated one
constexpr KeyPart number_key(const Value& number) noexcept { return {number, KeyPart::Kind::Number}; }
constexpr KeyPart day_key(const Value& day) noexcept { return {day, KeyPart::Kind::Day}; }
template <class... Parts>
constexpr std::array<KeyPart, sizeof...(Parts)> key_parts(const Parts&... parts) noexcept {
    return {parts...};
}

// What becomes of a check: where `when` is not true, where `expect` was asked, and where there is no `expect`.
constexpr Outcome skipped(Truth when) noexcept {
    return when == Truth::Unknown ? Outcome::BlockedByWhen : Outcome::NotApplicable;
}
constexpr Outcome expected(Truth expect) noexcept {
    switch (expect) {
        case Truth::True: return Outcome::Passed;
        case Truth::False: return Outcome::Fired;
        case Truth::NoAnswer: return Outcome::NotApplicable;
        case Truth::Unknown: break;
    }
    return Outcome::BlockedByExpect;
}
constexpr Outcome refused(Truth when) noexcept {
    switch (when) {
        case Truth::True: return Outcome::Fired;
        case Truth::False: return Outcome::Passed;
        case Truth::NoAnswer: return Outcome::NotApplicable;
        case Truth::Unknown: break;
    }
    return Outcome::BlockedByWhen;
}

// The most parts that a master's key may have.
inline constexpr std::size_t kMostKeyParts = 16;

// A finding before anybody asked for its texts.
struct FoundFault {
    Place place;
    std::string_view field;  // a constant, or a stranger's name in the record
    std::uint16_t code = 0;
    Disposition disposition = Disposition::RejectRecord;
};

// A check that could not be judged.
struct BlockedCheck {
    BlockedCheck(std::uint32_t id, std::uint32_t at_row, Outcome what, std::string_view blocker = {}) noexcept
        : check(id), row(at_row), outcome(what), by(blocker) {}

    std::uint32_t check = 0;
    std::uint32_t row = 0;
    Outcome outcome = Outcome::BlockedByWhen;
    std::string_view by;  // of a place that another rule blocks; empty: see the check's reasons
};

// One record while it is judged: its fields as read, what was answered about it, what was found. It belongs to one
// thread and is used for one record after the other; memory grows to what the largest record so far needed and is kept,
// so that judging does not allocate.
//
// The first part is what generated functions ask, the second what Checker does.
class Context {
public:
    // `rules` and `supplied` must outlive the context.
    Context(const Rules& rules, const Supplied& supplied);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    // A field outside of rows, by its number in the specification.
    const Value& operator[](std::size_t field) const noexcept { return values_[field]; }
    Value given(std::uint32_t index) const noexcept;
    std::uint32_t rows(std::uint32_t segment) const noexcept { return segments_[segment].count; }
    // A field that was chosen; kNone: its choice is unknown, and so is its value.
    Value chosen(std::uint32_t field) const noexcept { return field == kNone ? Value::unknown() : values_[field]; }
    Truth is_given_chosen(std::uint32_t field) const noexcept;
    Truth is_well_formed_chosen(std::uint32_t field) const noexcept;
    Truth is_placeholder_chosen(std::uint32_t field) const noexcept;
    bool is_empty_chosen(std::uint32_t field) const noexcept { return field != kNone && is_nothing(values_[field]); }

    // Whether the presence tables require the field now.
    Truth is_required(std::uint32_t field, Row row) noexcept { return truth_of(mark(field, row) == Mark::Required); }
    Truth in_code_set(const Value& code, const WordList& set) const noexcept {
        if (!has_content(code)) return without_content(code);
        return truth_of(set.find(code.text, code_set_day()) != WordList::kNone);
    }
    // A column of the row that holds the code.
    Value text_column(const Value& code, const WordList& set, const CodeColumn& column) const noexcept;
    Value number_column(const Value& code, const WordList& set, const CodeColumn& column) const noexcept;

    // Answers once a record.
    template <class Ask>
    Truth known(std::uint32_t slot, const Ask& ask) noexcept {
        if (truths_[slot] == kNotAsked) truths_[slot] = static_cast<std::uint8_t>(ask());
        return static_cast<Truth>(truths_[slot]);
    }
    // A row without an answer does not count; one that is unknown matters unless another row decides.
    template <class Ask>
    Truth any_row(std::uint32_t segment, const Ask& ask) noexcept {
        return over_rows(segment, Truth::True, ask);
    }
    template <class Ask>
    Truth all_rows(std::uint32_t segment, const Ask& ask) noexcept {
        return over_rows(segment, Truth::False, ask);
    }
    template <class Ask>
    Value count_rows(std::uint32_t slot, std::uint32_t segment, const Ask& ask) noexcept {
        KnownCount& known = counts_[slot];
        if (known.record == record_number_) return known.value;
        std::int64_t count = 0;
        bool unknown = false;
        for (std::uint32_t at = 1; at <= rows(segment) && !unknown; ++at) {
            const Truth truth = ask(row(segment, at));
            unknown = truth == Truth::Unknown;
            count += truth == Truth::True ? 1 : 0;
        }
        known = {record_number_, unknown ? Value::unknown() : Value::of(count)};
        return known.value;
    }
    // Whether no earlier row of the segment has the same key; `fields` are fields of the record or, with kOfRow added,
    // of the row.
    static constexpr std::uint32_t kOfRow = 0x10000;
    Truth is_unique(std::uint32_t slot, std::uint32_t segment, Row row,
                    std::initializer_list<std::uint32_t> fields) noexcept;

    // Master tables and providers. `key` gives the parts of a master's key, and is called only where the master was
    // supplied.
    template <class Key>
    Truth master_has(std::uint32_t master, bool is_dated, const Key& key) noexcept {
        return is_supplied(master) ? has_row(master, is_dated, key()) : Truth::Unknown;
    }
    template <class Key>
    Value master_text(std::uint32_t master, bool is_dated, std::uint32_t column, const Key& key) noexcept {
        return is_supplied(master) ? text_in_row(master, is_dated, column, key()) : Value::unknown();
    }
    template <class Key>
    Value master_number(std::uint32_t master, bool is_dated, std::uint32_t column, const Key& key) noexcept {
        return is_supplied(master) ? number_in_row(master, is_dated, column, key()) : Value::unknown();
    }
    // `question` tells arguments apart, so that each is asked once a record and row.
    Value provider_text(std::uint32_t provider, std::uint32_t part, std::uint32_t question, Row row,
                        std::initializer_list<Value> arguments) noexcept;
    Value provider_number(std::uint32_t provider, std::uint32_t part, std::uint32_t question, Row row,
                          std::initializer_list<Value> arguments) noexcept;
    Truth is_given_part(std::uint32_t provider, std::uint32_t part, std::uint32_t question, Row row,
                        std::initializer_list<Value> arguments) noexcept;
    Truth is_well_formed_part(std::uint32_t provider, std::uint32_t part, std::uint32_t question, Row row,
                              std::initializer_list<Value> arguments) noexcept;

    // A part of a buffer that is no field; only constructions ask for it.
    Value buffer_part(std::uint32_t part) const noexcept {
        return part < buffer_parts_.size() ? buffer_parts_[part] : Value::empty();
    }

    // Questions to the file; without one every answer is yes.
    Truth is_unique_in_file(std::uint32_t check, std::initializer_list<Value> key,
                            std::initializer_list<Value> group) noexcept;
    Truth is_same_in_file(std::uint32_t check, std::initializer_list<Value> key) noexcept;
    template <class State>
    void tell_state(std::uint32_t check, std::initializer_list<Value> group, const State& state) noexcept {
        Key128 digest;
        if (digest_of(group, digest) == Truth::True) tell(check, digest, state());
    }

    // --- what Checker does ---

    void set_file(FileQuestions* file) noexcept;
    void judge(const Record& record) noexcept;
    // Reads the record, so that conditions can be asked of it, and judges nothing.
    void look(const Record& record) noexcept;
    // The given values that were supplied are others now.
    void givens_changed();
    // By Building::part_names; they must outlive what is asked of them.
    void set_buffer_parts(std::span<const Value> parts) noexcept { buffer_parts_ = parts; }
    // What the presence tables say of the field now.
    Mark mark(std::uint32_t field, Row row) noexcept;
    // The checks that fired, by place.
    struct Fired {
        std::uint32_t check = 0;
        FoundFault fault;
    };
    const std::vector<Fired>& fired() const noexcept { return fired_; }
    const std::vector<FoundFault>& found() const noexcept { return found_; }  // in reporting order
    // Why the checks that could not be judged could not: sorted, one entry a code and cause. The views are to
    // constants.
    struct Unjudged {
        std::string_view code;
        std::string_view by;       // the malformed field, or what was not supplied
        std::string_view missing;  // of a master or provider: its name; `by` says what the registry says it needs
        bool not_supplied = false;
        auto operator<=>(const Unjudged&) const = default;
    };
    const std::vector<Unjudged>& unjudged() noexcept;
    bool has_unjudged() const noexcept { return !blocked_.empty() || !record_blocked_by_.empty(); }
    Row row(std::uint32_t segment, std::uint32_t number) const noexcept {
        const SegmentRows& rows = segments_[segment];
        return {rows.values + std::size_t{number - 1} * rows.field_count, number};
    }

private:
    static constexpr std::uint8_t kNotAsked = 0xff;

    // The values of one segment's rows; a segment that does not repeat has one row, in values_.
    struct SegmentRows {
        Value* values = nullptr;
        std::uint32_t count = 0;
        std::uint32_t capacity = 0;
        std::uint32_t field_count = 0;
        std::uint32_t words = 0;           // of each bit set
        std::uint32_t presence_at = 0;     // its words in a Column
        std::vector<Value> store;          // of a repeated segment
        std::vector<std::uint64_t> given;  // not empty, row after row
        std::vector<std::uint64_t> malformed;
        bool has_malformed = false;
    };
    struct KnownCount {
        std::uint64_t record = 0;
        Value value;
    };
    struct KnownUnique {
        std::uint64_t record = 0;
        std::vector<Truth> truths;          // by row
        std::vector<std::uint32_t> sorted;  // rows
    };
    // A check as it is judged in a record without malformed fields.
    struct Planned {
        Outcome (*judge)(Context&, Row) noexcept = nullptr;
        bool by_record = false;  // its disposition is not the same for every record
        Disposition disposition = Disposition::RejectRecord;
    };
    struct BlockedPlace {
        static constexpr std::uint32_t kEveryRow = 0xffffffffU;
        std::uint32_t field = 0;
        std::uint32_t row = 0;
        std::string_view by;
        auto operator<=>(const BlockedPlace&) const = default;
    };
    struct Answer {
        std::uint32_t provider = 0;
        std::uint32_t question = 0;
        std::uint32_t row = 0;
        std::vector<ProviderValue> parts;
    };
    // What the presence tables say where a selector has one value: of whole segments as bits, of some fields by cells.
    struct Column {
        std::vector<std::uint64_t> required;  // by segment, words of it
        std::vector<std::uint64_t> forbidden;
        std::vector<std::uint32_t> conditional;  // fields
    };
    struct Presence {
        std::vector<Column> columns;
        std::uint32_t now = kNone;
    };
    struct Causes {
        std::uint32_t reason = 0;
        std::size_t first = 0;
        std::size_t last = 0;
    };
    struct Cause {
        std::string_view name;
        bool not_supplied = false;
        bool is_knowledge = false;  // a master or a provider
    };

    template <class Ask>
    Truth over_rows(std::uint32_t segment, Truth decisive, const Ask& ask) noexcept {
        bool unknown = false;
        const std::uint32_t count = rows(segment);
        for (std::uint32_t at = 1; at <= count; ++at) {
            const Truth truth = ask(row(segment, at));
            if (truth == decisive) return decisive;
            unknown = unknown || truth == Truth::Unknown;
        }
        return unknown ? Truth::Unknown : not_of(decisive);
    }

    // reading
    const Date* code_set_day() const noexcept { return code_set_day_ ? &*code_set_day_ : nullptr; }
    void read(const Record& record) noexcept;
    void read_segment(const Record& record, std::uint32_t segment) noexcept;
    void read_dated_fields() noexcept;
    void make_room(std::uint32_t segment, std::uint32_t rows) noexcept;
    void note_malformed(SegmentRows& rows, std::uint32_t row, std::uint32_t field) noexcept;
    std::string_view utf8(std::string_view big5) noexcept;
    std::optional<Date> day(const DaySource& source) noexcept;
    void choose_columns(const Record& record) noexcept;

    // judging
    bool report_missing_segments(const Record& record) noexcept;
    void report_structure(const Record& record) noexcept;
    void report_limits() noexcept;
    void report_fields() noexcept;
    void report_row(std::uint32_t segment, Row row, std::size_t bits_at) noexcept;
    void report_field(std::uint32_t field, Row row, Fault fault) noexcept;
    void block_places() noexcept;
    const BlockedPlace* blocked_place(std::uint32_t field, std::uint32_t row) const noexcept;
    void judge_all(const std::vector<std::uint32_t>& checks) noexcept;
    void judge_selected() noexcept;
    void judge_selected_at(const std::vector<std::uint64_t>& selected, const std::vector<std::uint64_t>& among,
                           Row row) noexcept;
    void judge_check(std::uint32_t check) noexcept;
    void judge_at(std::uint32_t check, Row row) noexcept;
    void conclude(std::uint32_t check, std::uint32_t row, Outcome outcome, Disposition disposition) noexcept;
    void fire(std::uint32_t check, std::uint32_t row, Disposition disposition) noexcept;
    std::optional<Disposition> disposition_on(std::uint32_t check, std::optional<Date> day) const noexcept;
    FoundFault structural(Place place, std::string_view name, std::uint16_t code) const noexcept;
    std::uint32_t field_of(const CheckFacts& check) noexcept;
    void settle() noexcept;

    // knowledge
    const ProviderValue* part(std::uint32_t provider, std::uint32_t part, std::uint32_t question, Row row,
                              std::initializer_list<Value> arguments, Value& instead) noexcept;
    bool is_supplied(std::uint32_t master) const noexcept {
        return master < supplied_.masters.size() && supplied_.masters[master] != nullptr;
    }
    // Of a master that was supplied.
    std::optional<std::uint32_t> master_row(std::uint32_t master, bool is_dated, std::span<const KeyPart> key,
                                            Truth& truth) const noexcept;
    Truth has_row(std::uint32_t master, bool is_dated, std::span<const KeyPart> key) const noexcept;
    Value text_in_row(std::uint32_t master, bool is_dated, std::uint32_t column,
                      std::span<const KeyPart> key) const noexcept;
    Value number_in_row(std::uint32_t master, bool is_dated, std::uint32_t column,
                        std::span<const KeyPart> key) const noexcept;
    Truth digest_of(std::initializer_list<Value> key, Key128& digest) noexcept;
    void tell(std::uint32_t check, const Key128& group, Truth state) noexcept;

    // reasons
    bool is_unknown(const Reason& reason, Row row) noexcept;
    void collect(std::uint32_t reason, Row row) noexcept;
    void collect_over_rows(std::uint32_t reason) noexcept;
    void collect_knowledge(const Reason& reason, Row row) noexcept;

    void plan_checks();
    void plan_selectable(std::uint32_t check);
    void plan_presence();
    void prepare_answers();
    Answer& next_answer() noexcept;

    const Rules& rules_;
    const Supplied& supplied_;
    FileQuestions* file_ = nullptr;
    std::optional<KeyHasher> hasher_;  // a copy of the file's
    std::span<const Value> buffer_parts_;
    std::uint64_t record_number_ = 0;

    std::vector<Value> values_;  // by field
    std::vector<SegmentRows> segments_;
    std::vector<std::uint32_t> dated_fields_;
    std::optional<Date> code_set_day_;
    TextMemory converted_;  // texts of Big5 records
    std::vector<std::uint8_t> truths_;
    std::vector<KnownCount> counts_;
    std::vector<KnownUnique> uniques_;
    std::vector<Presence> presences_;
    std::vector<std::unique_ptr<Answer>> answers_;
    std::size_t answer_count_ = 0;
    std::vector<ProviderArgument> arguments_;

    // Checks that speak under what is supplied, and their dispositions where these are the same for every record.
    std::vector<std::optional<Disposition>> dispositions_;
    std::vector<bool> depends_on_record_;
    std::vector<bool> raised_;  // its code counts as the operator chose
    std::vector<std::uint32_t> record_blockers_;
    std::vector<std::uint32_t> field_blockers_;
    std::vector<std::uint32_t> others_;
    std::vector<std::uint32_t> telling_;  // those that follow groups of the file
    // In a record where nothing is malformed or blocked only those are judged that it selects.
    CheckSelection selection_;
    std::vector<Planned> planned_;                     // by check
    std::vector<std::uint64_t> selectable_;            // a bit a check
    std::vector<std::uint64_t> outside_rows_;          // those judged once a record
    std::vector<std::vector<std::uint64_t>> of_rows_;  // by segment, those judged for each of its rows
    std::vector<std::uint64_t> selected_;              // of the record at hand
    std::vector<std::uint64_t> selected_of_row_;

    std::vector<Fired> fired_;
    std::vector<FoundFault> built_in_;
    std::vector<FoundFault> structural_;
    std::vector<FoundFault> found_;
    std::vector<BlockedPlace> blocked_places_;
    std::vector<BlockedCheck> blocked_;
    std::vector<std::string_view> record_blocked_by_;  // what keeps the whole record from being judged
    std::vector<Cause> causes_;
    std::vector<Causes> whole_causes_;
    std::vector<Cause> kept_causes_;
    std::vector<Unjudged> unjudged_;
};

}  // namespace jianhe::generated
