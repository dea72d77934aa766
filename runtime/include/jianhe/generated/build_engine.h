#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/generated/build_outcome.h>
#include <jianhe/generated/building.h>
#include <jianhe/generated/context.h>
#include <jianhe/generated/text_memory.h>

namespace jianhe::generated {

// Builds records by generated constructions: what the reference builder makes of the same request, text for text. One
// belongs to one thread and is used for one record after the other; the tables are shared. Memory grows to the largest
// request so far and is kept: then building a record does not allocate. Nothing is thrown.
//
// One record: `begin`, then rows, values and buffers, then `finish`.
class BuildEngine {
public:
    // `building` must outlive it.
    BuildEngine(const Building& building, Supplied supplied);
    BuildEngine(const BuildEngine&) = delete;
    BuildEngine& operator=(const BuildEngine&) = delete;

    const Building& building() const noexcept { return building_; }

    // Gives a record the memory for a usual one, and clears it.
    void prepare(Record& record) const;
    // `record` is cleared, and holds views into the engine until the next `begin`. `givens` go before what the engine
    // was made with, where they are there; null: none.
    void begin(std::uint32_t construction, Record& record, bool show_ids, const GivenValues* givens) noexcept;
    // At least so many rows; false: more than any upload may have.
    bool add_rows(std::uint32_t segment, std::uint32_t count) noexcept;
    // One value of the caller. Blank: not given. The text is copied.
    void give(std::uint32_t field, std::uint32_t row, std::string_view text) noexcept;
    // What a device returned, as bytes in the wire encoding. They must stay until `finish`.
    void give_buffer(std::uint32_t buffer, std::string_view bytes) noexcept;
    // What is wrong with the request as such; the texts are copied.
    void refuse_request(std::string_view field, std::uint32_t row, std::string_view message) noexcept;
    BuildAnswer finish() noexcept;

    // Of the record that was built last. None: the field is empty.
    std::optional<Origin> origin(std::uint32_t field, std::uint32_t row) const noexcept;
    // What the validator says of it; empty where nothing is to be uploaded.
    void take_result(RecordResult& result);
    std::span<const Unjudged> unjudged() noexcept;

    static constexpr std::uint32_t kMostRows = 10'000;

private:
    // One field of one row.
    struct Cell {
        std::uint32_t field = kNone;
        std::uint32_t row = 0;
        auto operator<=>(const Cell&) const = default;
    };
    // What is known of one cell beside its text.
    struct Trail {
        enum class From : std::uint8_t { Nowhere, Caller, Buffer, Clause };
        From from = From::Nowhere;
        bool is_settled = false;        // in the stage at hand
        std::uint16_t number = 0;       // of the buffer or clause
        std::uint16_t left_out_by = 0;  // a clause, from 1; 0: none
        std::uint32_t read_in = 0;      // which reading gathered it last
    };
    struct ClauseAt {
        std::uint16_t clause = 0;
        std::uint32_t row = 0;
    };
    // A field that would follow from another, which is empty.
    struct Waiting {
        Cell derived;
        Cell source;
        std::size_t order = 0;
    };

    // build_engine.cpp
    const ConstructionFacts& construction() const noexcept { return building_.constructions[construction_]; }
    const FieldFacts& field(std::uint32_t id) const noexcept { return rules_.fields[id]; }
    bool is_in_rows(std::uint32_t id) const noexcept { return rules_.segments[field(id).segment].repeated; }
    std::uint32_t rows(std::uint32_t segment) const noexcept {
        return record_->rows(static_cast<SegmentIndex>(segment));
    }
    bool was_given(std::uint32_t buffer) const noexcept { return !given_buffers_[buffer].empty(); }
    Row row_of(std::uint32_t segment, std::uint32_t number) const noexcept;
    void make_room(std::uint32_t segment) noexcept;
    Trail* trail(Cell cell) noexcept;
    const Trail* trail(Cell cell) const noexcept;
    Origin origin_of(const Trail& trail) const noexcept;
    bool is_empty(Cell cell) const noexcept;
    std::string_view text(Cell cell) const noexcept;
    Place place_of(Cell cell) const noexcept;
    void put(Cell cell, std::string_view kept, Trail::From from, std::uint32_t number) noexcept;
    void remove(Cell cell) noexcept;
    bool is_same(Cell cell, std::string_view other) const noexcept;

    // build_supplied.cpp
    void take_buffers() noexcept;
    void take_part(std::uint32_t buffer, const BufferFacts::Part& part, std::string_view bytes) noexcept;

    // build_clauses.cpp
    bool holds(const ClauseFacts& clause, std::uint32_t row) noexcept;
    void choose(ClauseDescription::Kind kind) noexcept;
    std::optional<std::string_view> value_of(const ClauseFacts& clause, std::uint32_t row) noexcept;
    static void append_content(std::string& out, const ClauseFacts& clause, const Value& value) noexcept;
    void set() noexcept;
    void leave_out(std::uint16_t id, Cell cell) noexcept;
    void set_defaults() noexcept;
    void derive() noexcept;
    void derive(const ClauseAt& at) noexcept;

    // build_judgement.cpp
    void judge() noexcept;
    void ask() noexcept;
    void keep() noexcept;
    void keep(const ClauseFacts& clause, std::uint32_t row) noexcept;
    void refuse_malformed() noexcept;
    void judge_record() noexcept;
    void need_required() noexcept;
    static Cell cell_of(const FoundFault& fault) noexcept;
    bool is_need(const FoundFault& fault) const noexcept;
    const Context::Fired* find_fired(const FoundFault& fault) const noexcept;
    void gather_reads(const Context::Fired& fired) noexcept;
    bool waits(const Context::Fired& fired) noexcept;
    void take_finding(const FoundFault& fault) noexcept;
    std::string_view why_not(const FoundFault& fault, const Context::Fired* fired) noexcept;
    bool is_needed(const Place& place) const noexcept;
    void add_need(const Need& need) noexcept;
    void need(Cell cell, std::string_view reason, std::string_view code, const SourceLine* asked_by) noexcept;
    void need_rows(const FoundFault& fault, const Context::Fired* fired) noexcept;
    void append_source_hint(std::string& out, Cell cell) const noexcept;
    void refuse(const FoundFault& fault, const Context::Fired* fired, std::string_view why) noexcept;
    void add_part(Cell cell, std::size_t first_part) noexcept;
    void finish_refusal(Refusal& refusal, std::size_t first_part) noexcept;
    void judge_scenario() noexcept;

    // build_reasons.cpp
    std::string_view reason_of(std::uint32_t part, std::uint32_t segment, std::uint32_t row, Cell about) noexcept;
    std::string_view reason_of_presence(Cell about) noexcept;
    bool part_holds(std::uint32_t part, std::uint32_t segment, std::uint32_t row) noexcept;
    void collect(std::uint32_t id, std::uint32_t segment, std::uint32_t row) noexcept;
    void collect_fields(std::uint32_t id, std::uint32_t row) noexcept;
    void add_reason(Cell cell) noexcept;
    void add_reason(std::string_view text) noexcept;
    std::string_view joined_reasons() noexcept;
    void begin_reads() noexcept;
    void add_read(std::uint32_t field, std::uint32_t row) noexcept;
    void visit_reads(std::uint32_t id, std::uint32_t row) noexcept;
    std::span<const Cell> empty_sources(std::uint32_t part, std::uint32_t row) noexcept;
    std::span<const Cell> against(std::uint32_t part) noexcept;

    // build_texts.cpp
    std::string& new_text() noexcept;
    std::string_view keep_text(std::string_view text) noexcept;
    void append_name(std::string& out, Cell cell) const noexcept;
    void append_shown(std::string& out, std::uint32_t id, std::string_view text) const noexcept;
    static void append_origin(std::string& out, const Origin& origin) noexcept;
    void append_origin(std::string& out, Cell cell) const noexcept;
    void add_refusal(std::string_view field, std::uint32_t row, std::string_view message,
                     const SourceLine* clause) noexcept;
    void remark(Cell cell, std::string_view said) noexcept;

    const Building& building_;
    const Rules& rules_;
    GivenValues base_givens_;
    Supplied supplied_;
    Context context_;

    // The request at hand
    Record* record_ = nullptr;
    std::uint32_t construction_ = 0;
    bool show_ids_ = false;
    bool is_judged_ = false;
    std::vector<std::string_view> given_buffers_;  // empty: not given
    std::vector<Value> parts_;                     // by Building::part_names
    std::vector<std::vector<Trail>> trails_;       // by segment: rows × fields
    std::vector<ClauseAt> chosen_;
    std::vector<Waiting> waiting_;  // sorted once all is derived

    // What is said of it
    TextMemory texts_;
    std::string scratch_;
    std::vector<Cell> cells_;  // what was gathered last
    std::uint32_t reading_ = 0;
    std::vector<Cell> leaf_cells_;
    std::vector<std::string_view> reasons_;
    Cell about_;
    std::vector<Need> needs_;  // by place
    std::vector<Refusal> refusals_;
    std::vector<Refusal::Part> refusal_parts_;
    std::vector<std::size_t> first_parts_;  // by refusal
    std::vector<Remark> remarks_;
    std::vector<Kept> kept_;
    std::vector<CheckFinding> findings_;
};

}  // namespace jianhe::generated
