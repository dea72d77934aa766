#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/jit/llvm/code.h"
#include "compiler/jit/llvm/words.h"

// The fused scanner: straight-line code that expects the fields in the layout's order, takes each value where it lies
// and checks its shape in place. Whatever it does not expect is unusual.
namespace jianhe::jit {

// How many characters a value may have, where its type says no more.
std::uint32_t longest_of(const ir::Field& field);
// Whether eight bytes tell a number of the field, and that it is not longer.
bool is_short_number(const ir::Field& field);

class Scan {
public:
    // `judge` is called at the end of each record.
    Scan(Code& code, llvm::Function* judge) : c_(code), judge_(judge) {}

    // The entry point `jianhe_scan`: i32 (ptr), a Stop.
    void write();

private:
    // A stretch of the stack that the optimiser makes registers of.
    struct State {
        llvm::AllocaInst* at = nullptr;   // the next byte
        llvm::AllocaInst* row = nullptr;  // the row being filled
        // Its fields, by word: since the last step back in the layout's order, and up to it.
        std::vector<llvm::AllocaInst*> seen;
        std::vector<llvm::AllocaInst*> seen_before;
        llvm::AllocaInst* parents = nullptr;  // bits of those entered
    };

    void write_record(llvm::BasicBlock* next_record);
    void write_begin_record();
    void write_end_record(llvm::BasicBlock* next_record);
    // What may stand at one place: tags and where each leads. Anything else is unusual.
    struct Choice {
        std::string tag;
        llvm::BasicBlock* leads_to;
    };
    struct Guess {
        Choice choice;
        double share;  // how often it stands there
    };
    void write_choice(const std::vector<Choice>& choices);
    void go_on(const Choice& next, llvm::BasicBlock* otherwise);
    void write_segment(std::uint32_t segment, llvm::BasicBlock* begin, llvm::BasicBlock* behind);
    void write_begin_row(std::uint32_t segment);
    void write_end_row(std::uint32_t segment);
    // Where to go on behind a field: the tags that most often follow, where any tag is known to begin, and anywhere
    // else.
    struct Way {
        llvm::BasicBlock* anywhere;
        llvm::BasicBlock* at_tag;
        std::vector<Guess> likely;
    };
    void write_field(std::uint32_t field, const Way& way);
    void write_found_field(std::uint32_t field, llvm::BasicBlock* read);
    void write_step_back();
    // following.cpp
    // Members of a segment that most often stand where `next` may stand, the likeliest first, and how often they do. A
    // segment's number of fields is its end.
    std::vector<std::pair<std::uint32_t, double>> likely_next(std::uint32_t segment, std::uint32_t next) const;
    // At the `<` of a tag, the last byte of `known`, which is what stands there.
    void write_guesses(llvm::Value* at, const std::string& known, const Way& way);

    // reading.cpp
    void write_value(std::uint32_t field, llvm::Value* begin, const Way& way);
    // Writes the slot and goes to `done`, or to `odd`.
    void write_read(std::uint32_t field, llvm::Value* text, llvm::Value* length, llvm::BasicBlock* odd,
                    llvm::BasicBlock* done);
    llvm::Value* class_mask(llvm::Value* text, std::uint32_t lanes, bool visit_id);
    llvm::Value* find_class_length(llvm::Value* text);
    llvm::Value* is_in_class(llvm::Value* text, llvm::Value* length, std::uint32_t longest, bool visit_id);
    std::uint32_t fixed_length(std::uint32_t field) const;
    bool needs_no_class(std::uint32_t field) const;
    llvm::Value* find_angle(llvm::Value* text);
    llvm::Value* end_by_guess(llvm::Value* text, llvm::Value* length, std::uint32_t guess);
    bool may_be_placeholder(std::uint32_t field, llvm::Value* text, llvm::Value* length, llvm::Value*& suspect);
    // numbers.cpp
    llvm::Value* number_of(std::uint32_t field, llvm::Value* text, llvm::Value* length, llvm::BasicBlock* odd);
    llvm::Value* digits_of(llvm::Value* word, llvm::Value* zeros, llvm::BasicBlock* odd);
    llvm::Value* pairs_of(llvm::Value* digits);
    llvm::Value* number_from(llvm::Value* digits);
    llvm::Value* number_from(llvm::Value* digits, std::uint32_t most);
    llvm::Value* short_number(llvm::Value* text, llvm::Value* length, llvm::BasicBlock* odd);
    // short_numbers.cpp
    struct ReadNumber {
        llvm::Value* number;
        llvm::Value* length;
        llvm::Value* end;
        llvm::BasicBlock* block;  // where it is known
    };
    // Writes the slot of such a number and returns where it ends.
    llvm::Value* write_short_number(std::uint32_t field, llvm::Value* text, llvm::BasicBlock* odd);
    ReadNumber longest_number(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* other);
    ReadNumber shorter_number(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* odd);
    ReadNumber shorter_decimal(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* other);
    ReadNumber other_decimal(const ir::Field& declared, llvm::Value* text, llvm::BasicBlock* odd);
    llvm::Value* bits_before(llvm::Value* marked);
    void only_in_range(const ir::Field& declared, llvm::Value* number, llvm::BasicBlock* odd);
    llvm::Value* repeated_time(llvm::Value* text, llvm::BasicBlock* odd);
    llvm::Value* roc_date(llvm::Value* text, bool has_time, llvm::BasicBlock* odd);
    llvm::GlobalVariable* shared_table(llvm::GlobalVariable*& table, const std::vector<std::uint32_t>& values,
                                       const char* name);
    // How many bytes stand before the first that does not belong to a plain value.
    llvm::Value* find_length(llvm::Value* text, std::uint32_t longest);
    // That byte, of plain values, or of such with characters outside of ASCII.
    enum class Bytes : std::uint8_t { Plain, Any };
    llvm::Value* find_far_end(llvm::Value* text, Bytes wanted);
    llvm::Function* find_end_function(Bytes wanted);
    llvm::Value* is_markup(llvm::Value* bytes);
    llvm::Value* stops(llvm::Value* text, std::uint32_t lanes, Bytes wanted);
    // Whether so many bytes, 16 at least, are plain.
    llvm::Value* is_plain(llvm::Value* text, std::uint32_t length);

    llvm::Value* starts_with(llvm::Value* at, const std::string& text, std::size_t known = 0);
    void skip_white();
    llvm::Value* here() { return c_.b.CreateLoad(c_.ptr(), state_.at); }
    void move(llvm::Value* base, std::uint64_t by) { c_.b.CreateStore(c_.at(base, by), state_.at); }
    std::uint64_t row_at(std::uint32_t segment, std::size_t member) const {
        return JIANHE_AT(rows) + segment * sizeof(Rows) + member;
    }

    Code& c_;
    llvm::Function* judge_;
    State state_;
    llvm::BasicBlock* unusual_ = nullptr;
    std::map<Bytes, llvm::Function*> find_end_;
    llvm::Value* pending_atoms_ = nullptr;  // of the value at hand, for Context::any_atoms when it has ended as it must
    llvm::AllocaInst* last_time_ = nullptr;
    llvm::GlobalVariable* years_ = nullptr;
    llvm::GlobalVariable* months_ = nullptr;
    std::map<std::uint32_t, WordTable> words_;
};

}  // namespace jianhe::jit
