#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/jit/llvm/code.h"
#include "compiler/jit/needs.h"

// Conditions and values of the IR as LLVM IR, instruction by instruction as docs/ir.md says.
namespace jianhe::jit {

// A truth as three conditions of which at most one holds; none: no answer.
struct Truth {
    llvm::Value* t = nullptr;
    llvm::Value* f = nullptr;
    llvm::Value* u = nullptr;
};

// A value: at most one of the states holds; none: no answer. A placeholder has its text.
struct Content {
    llvm::Value* present = nullptr;
    llvm::Value* placeholder = nullptr;
    llvm::Value* empty = nullptr;
    llvm::Value* unknown = nullptr;
    llvm::Value* number = nullptr;
    llvm::Value* text = nullptr;
    llvm::Value* length = nullptr;  // 64 bits
};

// The row at hand; segment kNone: none.
struct Row {
    static constexpr std::uint32_t kNone = 0xffffffffU;
    std::uint32_t segment = kNone;
    llvm::Value* first = nullptr;  // of the segment's rows
    llvm::Value* data = nullptr;
};
// Its number: 32 bits, from 1; 0 outside of rows. Computed where it is asked for, which few rows do.
llvm::Value* row_number(Code& code, const Row& row);

// Goes through the rows of a segment: what is written while it lives, up to `end`, is of one row.
class RowLoop {
public:
    RowLoop(Code& code, std::uint32_t segment);

    const Row& row() const noexcept { return row_; }
    // What rows carry to the next one: what it is for the first, and, when the row is done, for the next.
    llvm::PHINode* carried(llvm::Value* first);
    void carry(llvm::PHINode* value, llvm::Value* next);
    // Goes on behind the rows.
    void end();

private:
    Code& c_;
    Row row_;
    llvm::Instruction* outer_;
    llvm::BasicBlock* before_;
    llvm::BasicBlock* head_;
    llvm::BasicBlock* behind_;
    llvm::PHINode* data_;
};

// Which of several fields a date was taken from.
struct ChosenDate {
    Content content;
    llvm::Value* field = nullptr;  // 32 bits; the last one when the choice is unknown
    llvm::Value* known = nullptr;
    llvm::Value* is_given = nullptr;
    llvm::Value* is_malformed = nullptr;
    llvm::Value* is_placeholder = nullptr;
};

// The atoms that a condition is true only with, of fields in rows: field and bit.
void add_needed_atoms(const ir::Module& module, const Plan& plan, ir::InstId id,
                      std::vector<std::pair<std::uint32_t, std::uint32_t>>& needed);

// Writes into the function at hand. Functions for conditions over all rows are written once and called.
class Expressions {
public:
    Expressions(Code& code, Mode mode) : c_(code), needs_(code.m, code.plan, mode), mode_(mode) {}

    Truth truth(ir::InstId id, const Row& row);
    Content value(ir::InstId id, const Row& row);
    ChosenDate chosen(ir::ChosenDateId id);

    // The row that a field is read from, and its bits there.
    llvm::Value* row_of(std::uint32_t field, const Row& row);
    bool is_of(std::uint32_t field, const Row& row) const { return c_.plan.fields[field].segment == row.segment; }
    llvm::Value* bit(Bits which, std::uint32_t field, const Row& row);
    // By presence table: which column the record selects; the number of columns when none.
    llvm::Value* column(std::uint32_t presence);
    // Whether the mark of a cell is required, and whether it is forbidden.
    std::pair<llvm::Value*, llvm::Value*> cell(ir::CellId id, const Row& row);

    // Whether the words that a condition on rows needs stand in some rows; clean records only.
    llvm::Value* some_row_may_be(ir::InstId id);

    const Needs& needs() const noexcept { return needs_; }
    Mode mode() const noexcept { return mode_; }

    // What was written since the last forget(), for the causes of unknown answers: it dominates the code at hand.
    void forget() { unknowns_.clear(); }
    llvm::Value* unknown_of(ir::InstId id) const;

private:
    Truth make_truth(ir::InstId id, const ir::Inst& inst, const Row& row);
    Content make_value(const ir::Inst& inst, ir::InstId id, const Row& row);
    Truth equal_const(ir::InstId id, const ir::Inst& inst, const Row& row);
    Truth ordered(const ir::Inst& inst, const Row& row);
    Truth in_range(const ir::Inst& inst, const Row& row);
    Truth word_test(ir::InstId id, const ir::Inst& inst, const Row& row);
    llvm::Value* is_one_of(std::uint32_t set, const Content& tested);
    llvm::Value* table_of_characters(std::uint32_t set);
    llvm::Value* test_characters(const ir::Inst& inst, const Content& tested);
    llvm::Value* is_one_of_few(std::uint32_t set, const Content& tested);
    llvm::Value* same_bytes(const Content& left, const Content& right);
    Truth in_dated_set(const ir::Inst& inst, const Plan::DatedAtom& atoms, const Row& row);
    Truth in_table(ir::InstId id, const ir::Inst& inst, const Row& row);
    Truth in_matrix(const ir::Inst& inst, const std::pair<std::uint32_t, std::uint32_t>& fields, const Row& row);
    Truth state_test(const ir::Inst& inst, const Row& row);
    Truth part_state(const ir::Inst& test, ir::InstId part_id, const Row& row);
    Truth check_digit(const ir::Inst& inst, const Row& row);
    Truth is_required(std::uint32_t field, const Row& row);
    Truth master_has(const ir::Inst& inst, ir::InstId id, const Row& row, llvm::Value** found_row = nullptr);
    Truth over_rows(ir::InstId id, const ir::Inst& inst);
    Truth of_bits(llvm::Value* bits);
    Truth decided_by(llvm::Value* holds, llvm::Value* unknown);
    // True where an atom holds: tests of short fields were answered when they were read.
    Truth atom(std::uint32_t field, std::uint32_t bit, const Row& row);
    llvm::Value* atom_of_row_where(const ir::Inst& both, const Row& row);

    Content field_value(std::uint32_t field, const Row& row);
    Content constant(std::int64_t number);
    Content constant(const std::string& text);
    Content from_operand(llvm::Value* operand, ir::Type type);
    Content defaulted(const ir::Inst& inst, const Row& row);
    Content attribute(ir::InstId id, const ir::Inst& inst, const Row& row);
    Content slice(const ir::Inst& inst, const Row& row);
    Content date_function(ir::InstId id, const ir::Inst& inst, const Row& row);
    bool is_day_of_record(const ir::Inst& inst) const;
    Content arithmetic(const ir::Inst& inst, const Row& row);
    Content count_where(ir::InstId id, const ir::Inst& inst);
    Content master_column(ir::InstId id, const ir::Inst& inst, const Row& row);
    Content provider_part(ir::InstId id, const ir::Inst& inst, const Row& row, llvm::Value** kind = nullptr);
    // Puts the values of a tuple into the context's operands and returns how many.
    std::uint32_t write_operands(ir::InstId tuple, const Row& row);

    llvm::Value* day_of(const Content& content, ir::Type type);
    llvm::Value* has_content(const Content& content) { return c_.either(content.present, content.placeholder); }
    llvm::Value* equals_text(const Content& content, const std::string& text);
    llvm::Value* column_by_word(const ir::Presence& table, const Content& selector);
    llvm::Value* given_in_some_row(const ir::Inst& any);
    llvm::Function* rows_function(ir::InstId id, const ir::Inst& inst);
    bool is_text_field(std::uint32_t field) const;
    bool is_ascii(ir::InstId id) const;
    Content none();

    Code& c_;
    Needs needs_;
    Mode mode_;
    std::map<std::uint32_t, llvm::Value*> unknowns_;
    std::map<std::uint32_t, llvm::Function*> rows_functions_;
};

}  // namespace jianhe::jit
