#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "compiler/ir/module.h"

// The parts of verify(), one source file a group of invariants. Private to this folder.
namespace jianhe::ir {

class Verifier {
public:
    explicit Verifier(const Module& module) : module_(module) {}
    std::vector<std::string> run() &&;

private:
    // What an expression reads, gathered from its operands; both sorted.
    struct Reads {
        std::vector<SegmentId> open_rows;  // repeated segments read without a row opened inside
        bool is_required = false;          // it asks `is required`
        bool chosen_date = false;          // it reads a chosen date
        bool dated_code_set = false;       // it reads a field or code set with dated rows
        bool buffer_part = false;          // it reads a part of a buffer
        bool asks_history = false;
        std::set<std::uint32_t> open_relations;  // whose entry at hand is read without one opened inside
    };

    // verify_insts.cpp
    void verify_insts();
    bool verify_operands(std::uint32_t at);
    bool verify_operand(std::uint32_t at, OperandKind kind, std::uint32_t value);
    void verify_types(std::uint32_t at);
    void verify_bounds(std::uint32_t at);
    void verify_reads(std::uint32_t at);
    // verify_history.cpp
    void verify_earlier(std::uint32_t at);
    void verify_column(std::uint32_t at, std::uint32_t relation, std::uint32_t column);
    void verify_history_reads(const Inst& inst, Reads& reads);
    void verify_history_ids();
    void verify_history();
    // verify_declarations.cpp
    void verify_ids();
    void verify_layout();
    void verify_fields();
    void verify_presences();
    void verify_sets();
    void verify_dates();
    // verify_rules.cpp
    void verify_rules();
    void verify_check(std::uint32_t at);
    // verify_constructions.cpp
    void verify_constructions();
    void verify_buffer(const Buffer& buffer);
    void verify_clause(const BuildClause& clause, std::string_view of);
    void verify_derives(const Construction& construction);
    // verify_examples.cpp
    void verify_examples();
    void verify_build_example(const BuildExample& example);
    void verify_values(const RecordValues& values, std::string_view of);
    void verify_vary(const Vary& vary);

    // `invariant` is a name of docs/ir.md.
    template <class... Args>
    void fault(std::string_view invariant, fmt::format_string<Args...> format, Args&&... args) {
        add(fmt::format("{}: {}", invariant, fmt::format(format, std::forward<Args>(args)...)));
    }
    void add(std::string text);

    // Whether an id points into a vector of `size` elements; a fault when not. `or_none`: kNone is fine too.
    template <class Id>
    bool holds(Id id, std::size_t size, std::string_view what) {
        if (index_of(id) < size) return true;
        fault("id-range", "{} {} of {}", what, index_of(id), size);
        return false;
    }
    template <class Id>
    bool holds_or_none(Id id, std::size_t size, std::string_view what) {
        return !is_some(id) || holds(id, size, what);
    }

    // A condition (or value) that stands where only the rows of `row` can be read; kNone: those of no segment.
    // Only checks and what an example leaves ask the history.
    void verify_root(InstId id, SegmentId row, bool truth, std::string_view of, bool may_ask_history = false);
    // Whether the fields of the segment repeat, so that reading them needs a row.
    SegmentId row_of(FieldId field) const noexcept;

    const Module& module_;
    std::vector<std::string> faults_;
    std::vector<std::uint32_t> depths_;  // by instruction
    std::vector<std::uint64_t> sizes_;
    std::vector<Reads> reads_;
    std::vector<bool> asks_file_;   // by instruction: it, or a part of it, is a question to the file
    bool in_construction_ = false;  // the root at hand may read parts of buffers
};

}  // namespace jianhe::ir
